//! One hook of one manager: its list, and how the list changes.

use std::any::TypeId;
use std::collections::HashMap;
use std::panic::RefUnwindSafe;
use std::sync::{Arc, Weak};

use crate::hook::historic::history::History;
use crate::hook::hop::{Calls, Entry};
use crate::hook::order;
use crate::hook::spec::{Hook, HookSpec};
use crate::monitor::Watchers;
use crate::plugin::Record;
use crate::registry::install::Roster;
use crate::sync::{Guard, Lock, Published};

/// The list of a hook, which calls read and registrations replace.
pub(crate) struct HookCell {
    pub(crate) hook: TypeId,
    pub(crate) spec: &'static HookSpec,
    /// Of the manager, while it is there.
    pub(crate) roster: Weak<Roster>,
    calls: Published<Calls>,
    /// Held by whoever changes the list or the history.
    pub(crate) history: Lock<History>,
}

impl HookCell {
    pub(crate) fn new<H: Hook>(roster: Weak<Roster>) -> Self {
        HookCell {
            hook: TypeId::of::<H>(),
            spec: H::SPEC,
            roster,
            calls: Published::new(Calls::empty::<H>()),
            history: Lock::default(),
        }
    }

    /// The list of this moment.
    #[inline]
    pub(crate) fn load(&self) -> Guard<Arc<Calls>> {
        self.calls.load()
    }

    /// The list of this moment, to keep.
    pub(crate) fn load_full(&self) -> Arc<Calls> {
        self.calls.load_full()
    }

    /// Adds entries, oldest first; those of plugins that have left are not.
    pub(crate) fn add(&self, newcomers: &[Entry]) {
        let writer = self.history.lock();
        let old = self.join(newcomers);
        drop(writer);
        drop(old);
    }

    /// Publishes the list with more entries; for the holder of the history.
    ///
    /// Answers the old list, to be dropped when the lock no longer is held.
    #[must_use]
    pub(crate) fn join(&self, newcomers: &[Entry]) -> Arc<Calls> {
        let list = self.load_full();
        // Asked once of each plugin, whose entries come and go together.
        let mut stays = HashMap::new();
        for entry in newcomers {
            let plugin = &entry.imp().plugin;
            stays.entry(Arc::as_ptr(plugin)).or_insert_with(|| !plugin.is_gone());
        }
        let join = |entries: &[Entry], are_wrappers| {
            let newcomers = newcomers.iter().filter(|entry| {
                let imp = entry.imp();
                imp.parts.is_wrapper == are_wrappers && stays[&Arc::as_ptr(&imp.plugin)]
            });
            let newcomers = newcomers.cloned().collect();
            order::join(entries.iter().cloned(), newcomers, |entry| entry.imp().parts.band)
        };
        let wrappers = join(list.wrappers(), true);
        let implementations = join(list.implementations(), false);
        self.calls.replace(list.with(wrappers, implementations))
    }

    /// Changes who watches the calls. Answers the old list.
    #[must_use]
    pub(crate) fn watch(&self, watchers: Watchers) -> Arc<Calls> {
        let _writer = self.history.lock();
        self.calls.replace(self.load().watched(watchers))
    }

    /// Takes the entries of some plugins off the list.
    pub(crate) fn remove(&self, leaving: impl Fn(&Arc<Record>) -> bool) {
        let writer = self.history.lock();
        let list = self.load_full();
        let stay = list.filtered(|imp| !leaving(&imp.plugin));
        for entry in list.implementations().iter().filter(|entry| leaving(&entry.imp().plugin)) {
            entry.imp().place.lock().depart(writer.end());
        }
        let old = stay.map(|stay| self.calls.replace(stay));
        drop(writer);
        drop((list, old));
    }
}

// A list is replaced whole, so a panic elsewhere leaves it as it was.
impl RefUnwindSafe for HookCell {}
impl RefUnwindSafe for Calls {}
