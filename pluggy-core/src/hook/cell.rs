//! One hook of one manager: its list, and how the list changes.

use std::any::{Any, TypeId};
use std::ops::Deref;
use std::panic::RefUnwindSafe;
use std::ptr;
use std::sync::{Arc, Weak};

use super::entry::Entry;
use super::historic::Historic;
use super::historic::history::History;
use super::list::List;
use super::order::UserOrder;
use super::record::Ticket;
use super::typed::Kept;
use crate::facts::hook::HookSpec;
use crate::facts::panic::isolated;
use crate::monitor::Watchers;
use crate::sync::{Held, Lock, Old, Published};

/// The list of a hook, which calls read and registrations replace.
pub(crate) struct HookCell {
    pub(crate) hook: TypeId,
    pub(crate) spec: &'static HookSpec,
    /// Whose hook it is, while that is there.
    pub(crate) owner: Owner,
    /// What it takes to be historic, if the hook is.
    pub(crate) historic: Option<&'static Historic>,
    list: Published<List>,
    /// Held by whoever changes the list or the history.
    pub(super) history: Lock<History>,
}

/// The list of a moment, for as long as a call takes.
pub(super) enum Loaded<'a> {
    Held(Held<'a, List>),
    Kept(Kept),
}

impl Deref for Loaded<'_> {
    type Target = List;

    fn deref(&self) -> &List {
        match self {
            Loaded::Held(list) => list,
            Loaded::Kept(list) => list,
        }
    }
}

/// What a hook is, its type set aside.
#[derive(Clone, Copy)]
pub(super) struct HookId {
    pub(super) id: TypeId,
    spec: &'static HookSpec,
    historic: Option<&'static Historic>,
}

impl HookId {
    pub(super) fn new(
        id: TypeId,
        spec: &'static HookSpec,
        historic: Option<&'static Historic>,
    ) -> Self {
        HookId { id, spec, historic }
    }
}

/// What keeps the plugins of a hook; the hook need not know more of it.
pub(crate) type Owner = Weak<dyn Any + Send + Sync>;

impl HookCell {
    pub(super) fn new(hook: HookId, owner: Owner) -> Arc<Self> {
        let HookId { id: hook, spec, historic } = hook;
        Arc::new_cyclic(|cell| {
            let list = Published::new(List::empty(hook, spec, cell));
            HookCell { hook, spec, owner, historic, list, history: Lock::default() }
        })
    }

    /// Whether its calls are remembered, and its implementations have a progress.
    pub(super) fn is_historic(&self) -> bool {
        self.historic.is_some()
    }

    /// The list of this moment, where a loop is all that there is to a call.
    #[inline]
    pub(super) fn plain(&self) -> Option<Held<'_, List>> {
        self.list.try_load().filter(|list| list.is_plain())
    }

    /// The list of this moment, laid out for a call, which is kept in an empty place.
    pub(super) fn load<'l, 's: 'l>(&'s self, place: &'l mut Option<Loaded<'s>>) -> &'l List {
        place.get_or_insert_with(|| match self.list.try_load() {
            Some(list) if list.is_laid() => Loaded::Held(list),
            _ => Loaded::Kept(Kept::new(self.load_full())),
        })
    }

    /// The same, to keep.
    pub(crate) fn load_full(&self) -> Arc<List> {
        let list = self.latest();
        if list.is_laid() { list } else { self.lay(&list) }
    }

    /// Lays a list out: for one call, and for all that follow where it still is the
    /// list, and nobody is about to change it, for whom a call would have to wait.
    #[cold]
    fn lay(&self, list: &List) -> Arc<List> {
        let laid = Arc::new(list.laid());
        if let Some(writer) = self.history.try_lock() {
            let is_latest = Arc::as_ptr(&self.latest()) == ptr::from_ref(list);
            let old = is_latest.then(|| self.list.replace(Arc::clone(&laid)));
            drop(writer);
            isolated(|| drop(old));
        }
        laid
    }

    /// The list as it was left by the last change, laid out or not.
    pub(super) fn latest(&self) -> Arc<List> {
        self.list.load()
    }

    /// The same, laid out; for the holder of the history.
    pub(super) fn latest_laid(&self) -> Arc<List> {
        let list = self.latest();
        if list.is_laid() { list } else { Arc::new(list.laid()) }
    }

    /// Publishes the first list: who watches, what the user wants of the order, and
    /// what plugins have that waited.
    ///
    /// Answers what is to be dropped where no lock is held.
    #[must_use]
    pub(crate) fn open(
        &self,
        watchers: Watchers,
        user_order: UserOrder,
        waiting: &[Entry],
    ) -> Vec<Old> {
        let _writer = self.history.lock();
        let list = self.latest().watched(watchers).ordered(user_order);
        self.list.replace(list.joined(&staying(waiting)))
    }

    /// Adds entries; those of plugins that have left are not.
    ///
    /// Answers what is to be dropped where no lock is held.
    #[must_use]
    pub(crate) fn add(&self, newcomers: &[Entry]) -> Vec<Old> {
        let _writer = self.history.lock();
        self.join(newcomers)
    }

    /// Publishes the list with more entries; for the holder of the history.
    ///
    /// Answers what is to be dropped when the lock no longer is held.
    #[must_use]
    pub(super) fn join(&self, newcomers: &[Entry]) -> Vec<Old> {
        let list = self.latest();
        self.list.replace(list.joined(&staying(newcomers)))
    }

    /// Changes who watches the calls.
    ///
    /// Answers what is to be dropped where no lock is held.
    #[must_use]
    pub(crate) fn watch(&self, watchers: Watchers) -> Vec<Old> {
        let _writer = self.history.lock();
        // Not by a guard, which would end after the change, under the lock.
        let list = self.latest();
        self.list.replace(list.watched(watchers))
    }

    /// Changes what the user wants of the order.
    ///
    /// Answers what is to be dropped where no lock is held.
    #[cfg(feature = "select")]
    #[must_use]
    pub(crate) fn order(&self, user_order: UserOrder) -> Vec<Old> {
        let _writer = self.history.lock();
        let list = self.latest();
        self.list.replace(list.ordered(user_order))
    }

    /// Takes what a plugin has off the list.
    ///
    /// Answers what is to be dropped when all that was to be done is done.
    #[must_use]
    pub(crate) fn remove(&self, plugin: Ticket) -> Vec<Old> {
        let writer = self.history.lock();
        let list = self.latest();
        let leaving = list.of(plugin);
        self.depart(&leaving, writer.end());
        let is_listed = !leaving.is_empty();
        let old = if is_listed { self.list.replace(list.without(plugin)) } else { Vec::new() };
        drop(writer);
        isolated(|| drop(list));
        old
    }

    /// Takes all entries off the list.
    ///
    /// Answers what is to be dropped when all that was to be done is done.
    #[must_use]
    pub(crate) fn clear(&self) -> Vec<Old> {
        let writer = self.history.lock();
        let list = self.latest();
        self.depart(&list.by_age(), writer.end());
        let old = self.list.replace(list.emptied());
        drop(writer);
        isolated(|| drop(list));
        old
    }

    /// What leaves a historic hook has no part in later calls.
    fn depart(&self, leaving: &[&Entry], end: usize) {
        if self.is_historic() {
            for entry in leaving {
                entry.progress().lock().depart(end);
            }
        }
    }
}

/// The entries of plugins that have not left: asked once of each, whose entries
/// stand together, come together and go together.
fn staying(entries: &[Entry]) -> Vec<Entry> {
    let plugins = entries.chunk_by(|a, b| a.record().ticket == b.record().ticket);
    let mut staying = Vec::with_capacity(entries.len());
    for entries in plugins {
        if !entries[0].record().is_gone() {
            staying.extend_from_slice(entries);
        }
    }
    staying
}

// A list is replaced whole, so a panic elsewhere leaves it as it was.
impl RefUnwindSafe for HookCell {}
impl RefUnwindSafe for List {}
