//! The list of a hook: its entries, and who watches.
//!
//! A list has entries of its hook alone, the wrappers on one side, the
//! implementations on the other: each is asked when it joins, and what becomes
//! of a list ([`List::joined`], [`List::filtered`], [`List::watched`]) is of the
//! same hook.

use std::any::TypeId;
use std::sync::{Arc, Weak};

use super::cell::HookCell;
use super::entry::Entry;
#[cfg(any(feature = "report", feature = "select"))]
use super::order::told::{Told, told};
use super::order::{self, Conflict, UserOrder};
use super::record::{Record, Ticket};
use crate::facts::hook::HookSpec;
use crate::monitor::Watchers;

/// The entries of one hook, frozen: wrappers and implementations, each in
/// call order.
#[derive(Clone)]
pub(crate) struct List {
    hook: TypeId,
    /// Where the list was published, and what history it has.
    cell: Weak<HookCell>,
    /// Whether the hook is `oldestfirst`.
    is_oldest_first: bool,
    /// Whether nothing but a loop over the implementations makes a call.
    is_plain: bool,
    /// Whether the order is more than that of keys.
    is_arranged: bool,
    watchers: Watchers,
    user_order: UserOrder,
    wrappers: Vec<Entry>,
    implementations: Vec<Entry>,
}

impl List {
    pub(super) fn empty(hook: TypeId, spec: &HookSpec, cell: &Weak<HookCell>) -> Self {
        List {
            hook,
            cell: Weak::clone(cell),
            is_oldest_first: spec.is_oldest_first(),
            is_plain: true,
            is_arranged: false,
            watchers: Watchers::default(),
            user_order: UserOrder::default(),
            wrappers: Vec::new(),
            implementations: Vec::new(),
        }
    }

    /// The list with more entries; those of other hooks are left out.
    pub(crate) fn joined(&self, newcomers: &[Entry]) -> Self {
        let key = |entry: &Entry| entry.key(self.is_oldest_first);
        let is_arranged = self.is_arranged || newcomers.iter().any(Entry::has_marks);
        let join = |entries: &[Entry], is_wrapper| {
            let newcomers = newcomers.iter().filter(|entry| entry.is(self.hook, is_wrapper));
            if is_arranged {
                entries.iter().chain(newcomers).cloned().collect()
            } else {
                order::join(entries, newcomers.cloned().collect(), key)
            }
        };
        let joined = self.with(join(&self.wrappers, true), join(&self.implementations, false));
        List { is_arranged, ..joined }.arranged()
    }

    /// Those that `has` keeps, unless it keeps all; in the order that they have.
    pub(crate) fn filtered(&self, has: impl Fn(&Arc<Record>) -> bool) -> Option<Self> {
        let is_whole = self.entries().all(|entry| has(entry.record()));
        let keep = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|entry| has(entry.record())).cloned().collect()
        };
        (!is_whole).then(|| self.with(keep(&self.wrappers), keep(&self.implementations)))
    }

    /// The same entries, watched by others.
    pub(crate) fn watched(&self, watchers: Watchers) -> Self {
        let is_plain = self.wrappers.is_empty() && watchers.is_empty();
        List { is_plain, watchers, ..self.clone() }
    }

    /// The same entries, in the order that the user wants.
    pub(crate) fn ordered(&self, user_order: UserOrder) -> Self {
        List { user_order, is_arranged: true, ..self.clone() }.arranged()
    }

    /// In the order of a call, where that is more than the order of keys.
    pub(super) fn arranged(self) -> Self {
        if !self.is_arranged {
            return self;
        }
        let is_arranged = !self.user_order.is_empty() || self.entries().any(Entry::has_marks);
        let key = |entry: &Entry| entry.key(self.is_oldest_first);
        let arrange = |entries| order::arrange(entries, key, Entry::placed, &self.user_order);
        let (wrappers, implementations) = (arrange(self.wrappers), arrange(self.implementations));
        List { is_arranged, wrappers, implementations, ..self }
    }

    /// Why a plugin that has joined can't be, beside the others.
    pub(super) fn conflict(&self, plugin: Ticket) -> Option<Conflict> {
        if !self.is_arranged {
            return None;
        }
        let lists = [&self.wrappers, &self.implementations];
        let lists = lists.map(|list| list.iter().map(Entry::placed).collect());
        order::conflicts(lists.into(), &[plugin]).remove(&plugin)
    }

    fn with(&self, wrappers: Vec<Entry>, implementations: Vec<Entry>) -> Self {
        let List { hook, is_oldest_first, is_arranged, .. } = *self;
        let cell = Weak::clone(&self.cell);
        let (watchers, user_order) = (self.watchers.clone(), self.user_order.clone());
        let is_plain = wrappers.is_empty() && watchers.is_empty();
        List {
            hook,
            cell,
            is_oldest_first,
            is_plain,
            is_arranged,
            watchers,
            user_order,
            wrappers,
            implementations,
        }
    }

    pub(super) fn hook(&self) -> TypeId {
        self.hook
    }

    /// Where the list was published, while that is there.
    pub(super) fn cell(&self) -> Option<Arc<HookCell>> {
        self.cell.upgrade()
    }

    pub(crate) fn watchers(&self) -> &Watchers {
        &self.watchers
    }

    pub(crate) fn wrappers(&self) -> &[Entry] {
        &self.wrappers
    }

    pub(crate) fn implementations(&self) -> &[Entry] {
        &self.implementations
    }

    /// Whether a call is nothing but a loop over the implementations.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Whether the hook is `oldestfirst`.
    pub(super) fn is_oldest_first(&self) -> bool {
        self.is_oldest_first
    }

    /// What became of each entry's marks, in the order of `entries`.
    #[cfg(any(feature = "report", feature = "select"))]
    pub(crate) fn told(&self) -> Vec<Told> {
        let of = |entries: &[Entry]| {
            let mut places: Vec<usize> = (0..entries.len()).collect();
            places.sort_by_key(|at| entries[*at].key(self.is_oldest_first));
            let mut ranks = vec![0; entries.len()];
            (0..).zip(places).for_each(|(rank, at)| ranks[at] = rank);
            told(&entries.iter().map(Entry::placed).collect::<Vec<_>>(), &ranks)
        };
        [of(&self.wrappers), of(&self.implementations)].concat()
    }

    /// All entries, in the order in which a call starts them.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.wrappers.iter().chain(&self.implementations)
    }
}
