//! One element of a hook's list: a function bound to its plugin.

use std::any::TypeId;
use std::sync::Arc;

use super::code::Functions;
use super::historic::history::Progress;
use super::hop::{Bound, Implementation, PluginHop};
use super::order::{Age, Keeper, Key, Placed};
use super::record::{Function, Index, Record};
use super::roll;
use crate::facts::imp::HookImpl;
use crate::sync::Lock;

/// A function bound to its plugin: one element of a hook's list.
#[derive(Clone)]
pub(crate) struct Entry {
    hop: PluginHop,
    /// Keeps the plugin alive, so that the hop leads somewhere.
    record: Arc<Record>,
    index: Index,
}

impl roll::Aged for Entry {
    fn age(&self) -> roll::Age {
        (self.record.ticket, self.index)
    }
}

impl Entry {
    /// Binds a function of a plugin; none that has no hook. That it is for the
    /// plugin's type, `Given::new` has asked before.
    fn new(record: &Arc<Record>, index: Index) -> Option<Self> {
        let hop = PluginHop::new(record.function(index).code()?, &record.value)?;
        Some(Entry { hop, record: Arc::clone(record), index })
    }

    /// What a plugin has, each with its hook.
    pub(crate) fn all_of(record: &Arc<Record>) -> impl Iterator<Item = (Entry, TypeId)> {
        record.functions().filter_map(|(index, function)| {
            Some((Entry::new(record, index)?, function.code()?.hook()))
        })
    }

    /// What a plugin has for a hook.
    pub(crate) fn of(record: &Arc<Record>, hook: TypeId) -> impl Iterator<Item = Entry> {
        Entry::all_of(record).filter(move |(_, of)| *of == hook).map(|(entry, _)| entry)
    }

    pub(crate) fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// What can be told of it.
    pub(crate) fn hook_impl(&self) -> HookImpl {
        self.record.hook_impl(self.index)
    }

    /// How far it has come in the history of its hook, a historic one.
    pub(super) fn progress(&self) -> &Lock<Progress> {
        self.record.progress(self.index)
    }

    #[inline]
    pub(super) fn bound(&self) -> Bound<'_> {
        // SAFETY: `Entry::new` has made the hop of just these.
        unsafe { Bound::new(&self.hop, &self.record, self.index) }
    }

    fn function(&self) -> &Function {
        self.record.function(self.index)
    }

    pub(super) fn key(&self, is_oldest_first: bool) -> Key {
        let Record { batch, ticket, .. } = *self.record;
        let age = Age { batch, ticket, index: self.index };
        Key::new(self.function().band(), age, is_oldest_first)
    }

    pub(super) fn placed(&self) -> Placed<'_> {
        let Record { info, ticket, .. } = &*self.record;
        Placed { plugin: info, ticket: *ticket, facts: self.function().facts() }
    }

    /// What keeps its marks, if it has any.
    pub(super) fn keeper(&self) -> Option<&'static Keeper> {
        self.function().keeper()
    }

    /// The hook that it is for.
    pub(super) fn hook(&self) -> Option<TypeId> {
        Some(self.function().code()?.hook())
    }

    pub(super) fn is(&self, hook: TypeId, is_wrapper: bool) -> bool {
        let code = self.function().code();
        code.is_some_and(|code| code.hook() == hook && code.is_wrapper() == is_wrapper)
    }

    /// The same, for its hook to call; none where `H` is another.
    pub(super) fn implementation<H: Functions>(&self) -> Option<Implementation<'_, H>> {
        let bound = self.is(TypeId::of::<H>(), false).then(|| self.bound())?;
        // SAFETY: it is an implementation of `H`.
        Some(unsafe { Implementation::new(bound) })
    }
}
