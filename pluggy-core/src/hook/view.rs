//! What a source shows: a list, and which of its entries are called.

use super::entry::Entry;
use super::hop::Bound;
use super::list::List;
use super::names::Names;
use super::source::Sealed;
use crate::facts::imp::{Band, HookImpl};

/// What a source shows: a list, and what of it is called, where that is not
/// all of it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) list: &'a List,
    pub(super) part: Option<Part<'a>>,
}

impl<'a> View<'a> {
    /// Whether the whole list is called, and nobody watches.
    #[inline]
    pub(super) fn is_whole(self) -> bool {
        self.part.is_none() && self.list.watchers().is_empty()
    }

    /// How many wrappers and implementations there are.
    #[inline]
    pub(super) fn lens(self) -> (usize, usize) {
        match self.part {
            None => (self.list.wrappers().len(), self.list.implementations().len()),
            Some(part) => part.lens(),
        }
    }

    #[inline]
    pub(super) fn wrapper(self, at: usize) -> Option<&'a Entry> {
        match self.part {
            None => self.list.wrappers().get(at),
            Some(part) => part.wrapper(self.list, at),
        }
    }

    #[inline]
    pub(super) fn implementation(self, at: usize) -> Option<Bound<'a>> {
        match self.part {
            None => Some(self.list.implementations().get(at)?.bound()),
            Some(part) => part.implementation(self.list, at),
        }
    }

    /// All of it, in the order in which a call starts it.
    pub(super) fn hook_impls(self) -> Vec<HookImpl> {
        let (wrappers, implementations) = self.lens();
        let mut all = Vec::with_capacity(wrappers + implementations);
        for at in 0..wrappers + implementations {
            let bound = match at.checked_sub(wrappers) {
                None => self.wrapper(at).map(Entry::bound),
                Some(at) => self.implementation(at),
            };
            if let Some(bound) = bound {
                all.push(bound.hook_impl());
            }
        }
        all
    }
}

/// What is called in place of a whole list, and who has what stands beside it.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    members: &'a Members,
    source: &'a dyn Sealed,
}

/// What a call runs: both lists in call order.
pub(super) struct Members {
    /// Places in the list.
    wrappers: Vec<usize>,
    implementations: Vec<Pick>,
}

/// An implementation that is called.
#[derive(Clone, Copy)]
pub(super) enum Pick {
    /// At a place in the list.
    Listed(usize),
    /// Of those that a source has beside it.
    Extra(usize),
}

impl<'a> Part<'a> {
    pub(super) fn new(members: &'a Members, source: &'a dyn Sealed) -> Self {
        Part { members, source }
    }

    /// How many wrappers and implementations are called.
    pub(super) fn lens(self) -> (usize, usize) {
        (self.members.wrappers.len(), self.members.implementations.len())
    }

    pub(super) fn wrapper(self, list: &'a List, at: usize) -> Option<&'a Entry> {
        list.wrappers().get(*self.members.wrappers.get(at)?)
    }

    #[inline]
    pub(super) fn implementation(self, list: &'a List, at: usize) -> Option<Bound<'a>> {
        match *self.members.implementations.get(at)? {
            Pick::Listed(at) => Some(list.implementations().get(at)?.bound()),
            Pick::Extra(at) => self.source.extra(at),
        }
    }
}

impl Members {
    /// All that is listed, with room for one that joins.
    pub(super) fn all(list: &List) -> Self {
        let listed = list.implementations().len();
        let mut implementations = Vec::with_capacity(listed + 1);
        implementations.extend((0..listed).map(Pick::Listed));
        Members { wrappers: (0..list.wrappers().len()).collect(), implementations }
    }

    pub(super) fn retain(&mut self, list: &List, names: &Names) {
        let has = |entry: &Entry| names.has(entry.record());
        self.wrappers.retain(|&at| has(&list.wrappers()[at]));
        self.implementations.retain(|pick| match *pick {
            Pick::Listed(at) => has(&list.implementations()[at]),
            Pick::Extra(_) => true,
        });
    }

    /// With one implementation more, the newest of those without a mark.
    pub(super) fn join(&mut self, list: &List, extra: Pick) {
        let all = &mut self.implementations;
        let is = |pick: &Pick, band| match *pick {
            Pick::Listed(at) => list.implementations()[at].bound().facts().said.band == band,
            Pick::Extra(_) => false,
        };
        let place = if list.is_oldest_first() {
            all.len() - all.iter().rev().take_while(|pick| is(pick, Band::TryLast)).count()
        } else {
            all.iter().take_while(|pick| is(pick, Band::TryFirst)).count()
        };
        all.insert(place, extra);
    }
}
