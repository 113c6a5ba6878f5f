//! Where a caller finds its list: live or frozen, whole, in part or with more.
//!
//! A source is a caller's second type parameter. [`Live`] and [`Frozen`] hold a
//! list; [`Subset`] and [`WithExtra`] stand around another source and change
//! what it shows.

use std::any::TypeId;
use std::marker::PhantomData;
use std::sync::Arc;

use super::cell::{HookCell, Loaded, Owner};
use super::code::Functions;
use super::entry::Entry;
use super::extra::ExtraOf;
use super::hop::Bound;
use super::list::List;
use super::names::Names;
use super::order::Conflict;
use super::record::Record;
use super::typed::of_hook;
use super::view::{Members, Pick};
use crate::facts::panic::Payload;
use crate::sync::Held;

/// Where a caller finds the list of its hook.
///
/// It is the bound of a caller's methods; nobody else implements it.
///
/// # Safety
///
/// All that is shown is of the hook that `hook` answers, wrappers among the
/// wrappers and implementations among the implementations; of a clone, too.
#[allow(private_bounds, reason = "it is what seals the trait")]
pub unsafe trait Source: Sealed + Clone {
    /// Whether it has the whole list always, and nothing beside it.
    #[doc(hidden)]
    const IS_WHOLE: bool = false;

    /// The type of the hook.
    #[doc(hidden)]
    fn hook(&self) -> TypeId;

    /// The whole list, where a loop over its implementations is all that there is to
    /// a call, and nothing is in the way of a quick look.
    #[doc(hidden)]
    fn plain(&self) -> Option<impl Shown> {
        None::<ListRef<'_>>
    }

    /// What keeps a list that is shown.
    #[doc(hidden)]
    type Guard<'a>: Default
    where
        Self: 'a;

    /// Shows the whole list, which stays as it is for as long as the guard does.
    #[doc(hidden)]
    fn show<'l, 's: 'l>(&'s self, guard: &'l mut Self::Guard<'s>) -> ListRef<'l>;

    /// The whole list, kept.
    #[doc(hidden)]
    fn list(&self) -> ListOf;

    /// Whether it follows a manager that has been dropped.
    #[doc(hidden)]
    fn is_orphan(&self) -> bool {
        false
    }
}

/// A source that is a list or a part of one: what a snapshot is taken of.
///
/// All are but [`WithExtra`].
pub trait ListSource: Source + Send + Sync + 'static {
    /// Whether the source has a plugin.
    #[doc(hidden)]
    fn has(&self, plugin: &Member<'_>) -> bool;
}

/// A source that follows its hook: what historic calls need.
///
/// [`Live`] is one, and a [`Subset`] of one.
pub trait LiveSource: ListSource {
    /// The hook.
    #[doc(hidden)]
    fn live(&self) -> &Live;
}

/// A list, kept.
pub struct ListOf(pub(super) Arc<List>);

/// A list, shown.
pub struct ListRef<'a>(pub(super) &'a List);

/// What keeps the list of a live source.
#[derive(Default)]
pub struct LiveGuard<'a>(Option<Loaded<'a>>);

/// A list that is shown for as long as this lasts.
pub trait Shown {
    /// The list.
    #[doc(hidden)]
    fn list(&self) -> ListRef<'_>;
}

impl Shown for ListRef<'_> {
    #[inline]
    fn list(&self) -> ListRef<'_> {
        ListRef(self.0)
    }
}

impl Shown for Held<'_, List> {
    #[inline]
    fn list(&self) -> ListRef<'_> {
        ListRef(self)
    }
}

/// A plugin that may have a part in a source.
pub struct Member<'a>(pub(super) &'a Record);

/// The list as it is when a call begins: that of a relay's callers.
#[derive(Clone)]
pub struct Live {
    pub(super) cell: Arc<HookCell>,
}

/// The list as it was when the snapshot was taken:
/// [`HookCaller::snapshot`](crate::HookCaller::snapshot) and
/// [`HookRelay::snapshot`](crate::HookRelay::snapshot).
#[derive(Clone)]
pub struct Frozen {
    pub(super) list: Arc<List>,
}

/// Some plugins of another source, by their names:
/// [`HookCaller::without`](crate::HookCaller::without) and
/// [`only`](crate::HookCaller::only), and those of
/// [`HookRelay`](crate::HookRelay).
#[derive(Clone)]
pub struct Subset<S> {
    pub(super) source: S,
    pub(super) names: Arc<Names>,
}

/// Another source with one implementation more: a caller's `with_extra`, of
/// which [`HookCaller`](crate::HookCaller) has an example.
pub struct WithExtra<H, S, E> {
    pub(super) source: S,
    pub(super) extra: Arc<E>,
    /// What is told of it.
    pub(super) record: Arc<Record>,
    pub(super) hook: PhantomData<fn(H) -> H>,
}

/// What a source has of a list, and beside it. Nobody else can name it.
pub(super) trait Sealed {
    /// Says what it has of the list, and in which order: nothing is said of all of it.
    fn members(&self, list: &List, members: &mut Option<Members>) {
        let _ = (list, members);
    }

    /// How many implementations it has beside the list.
    fn extras(&self) -> usize {
        0
    }

    /// One of them.
    fn extra(&self, at: usize) -> Option<Bound<'_>> {
        let _ = at;
        None
    }
}

impl Sealed for Live {}

impl Sealed for Frozen {}

impl<S: Source> Sealed for Subset<S> {
    fn members(&self, list: &List, members: &mut Option<Members>) {
        self.source.members(list, members);
        members.get_or_insert_with(|| Members::all(list)).retain(list, &self.names);
    }

    fn extras(&self) -> usize {
        self.source.extras()
    }

    fn extra(&self, at: usize) -> Option<Bound<'_>> {
        self.source.extra(at)
    }
}

impl<H, S: Source, E: ExtraOf<H>> Sealed for WithExtra<H, S, E> {
    fn members(&self, list: &List, members: &mut Option<Members>) {
        self.source.members(list, members);
        let members = members.get_or_insert_with(|| Members::all(list));
        members.join(list, Pick::Extra(self.source.extras()));
    }

    fn extras(&self) -> usize {
        self.source.extras() + 1
    }

    fn extra(&self, at: usize) -> Option<Bound<'_>> {
        if at < self.source.extras() {
            return self.source.extra(at);
        }
        Some(self.extra.implementation(&self.record).bound())
    }
}

// SAFETY: the lists of a cell are those of its hook.
unsafe impl Source for Live {
    const IS_WHOLE: bool = true;

    fn hook(&self) -> TypeId {
        self.cell.hook
    }

    #[inline]
    fn plain(&self) -> Option<impl Shown> {
        self.cell.plain()
    }

    type Guard<'a> = LiveGuard<'a>;

    fn show<'l, 's: 'l>(&'s self, guard: &'l mut LiveGuard<'s>) -> ListRef<'l> {
        ListRef(self.cell.load(&mut guard.0))
    }

    fn list(&self) -> ListOf {
        ListOf(self.cell.load_full())
    }

    fn is_orphan(&self) -> bool {
        self.cell.owner.upgrade().is_none()
    }
}

// SAFETY: the list says which hook's it is.
unsafe impl Source for Frozen {
    const IS_WHOLE: bool = true;

    fn hook(&self) -> TypeId {
        self.list.hook()
    }

    #[inline]
    fn plain(&self) -> Option<impl Shown> {
        self.list.is_plain().then_some(ListRef(&self.list))
    }

    type Guard<'a> = ();

    fn show<'l, 's: 'l>(&'s self, (): &'l mut ()) -> ListRef<'l> {
        ListRef(&self.list)
    }

    fn list(&self) -> ListOf {
        ListOf(Arc::clone(&self.list))
    }
}

// SAFETY: what is shown is the other source's.
unsafe impl<S: Source> Source for Subset<S> {
    fn hook(&self) -> TypeId {
        self.source.hook()
    }

    type Guard<'a>
        = S::Guard<'a>
    where
        Self: 'a;

    fn show<'l, 's: 'l>(&'s self, guard: &'l mut S::Guard<'s>) -> ListRef<'l> {
        self.source.show(guard)
    }

    fn list(&self) -> ListOf {
        self.source.list()
    }

    fn is_orphan(&self) -> bool {
        self.source.is_orphan()
    }
}

// SAFETY: what is shown is the other source's, which `WithExtra::new` has asked
// for its hook, and an implementation of that hook.
unsafe impl<H, S: Source, E: ExtraOf<H>> Source for WithExtra<H, S, E> {
    fn hook(&self) -> TypeId {
        self.source.hook()
    }

    type Guard<'a>
        = S::Guard<'a>
    where
        Self: 'a;

    fn show<'l, 's: 'l>(&'s self, guard: &'l mut S::Guard<'s>) -> ListRef<'l> {
        self.source.show(guard)
    }

    fn list(&self) -> ListOf {
        self.source.list()
    }

    fn is_orphan(&self) -> bool {
        self.source.is_orphan()
    }
}

impl ListSource for Live {
    fn has(&self, _: &Member<'_>) -> bool {
        true
    }
}

impl ListSource for Frozen {
    fn has(&self, _: &Member<'_>) -> bool {
        true
    }
}

impl<S: ListSource> ListSource for Subset<S> {
    fn has(&self, plugin: &Member<'_>) -> bool {
        self.names.has(plugin.0) && self.source.has(plugin)
    }
}

impl LiveSource for Live {
    fn live(&self) -> &Live {
        self
    }
}

impl<S: LiveSource> LiveSource for Subset<S> {
    fn live(&self) -> &Live {
        self.source.live()
    }
}

impl Live {
    /// What keeps the plugins of the hook.
    pub(crate) fn owner(&self) -> &Owner {
        &self.cell.owner
    }
}

impl Frozen {
    /// The list of a source, as it is now.
    pub(super) fn of(source: &impl ListSource) -> Self {
        let ListOf(list) = source.list();
        let list = list.filtered(|record| source.has(&Member(record))).map_or(list, Arc::new);
        Frozen { list }
    }

    /// The list with what a plugin gives to its hook.
    pub(super) fn joined(&self, plugin: &Arc<Record>) -> Self {
        let entries: Vec<Entry> = Entry::of(plugin, self.list.hook()).collect();
        Frozen { list: Arc::new(self.list.extended(&entries)) }
    }

    /// Why a plugin that has joined can't be, beside the others.
    pub(super) fn conflict(&self, plugin: &Record) -> Option<Conflict> {
        self.list.conflict(plugin.ticket)
    }

    /// Starts a plugin that has joined on the calls that its hook remembers.
    pub(super) fn replay(&self, plugin: &Arc<Record>) -> Result<(), Payload> {
        let is_of_plugin = |entry: &&Entry| Arc::ptr_eq(entry.record(), plugin);
        let mut entries = self.list.implementations().iter().filter(is_of_plugin);
        let Some(cell) = self.list.cell() else { return Ok(()) };
        let Some(historic) = cell.historic else { return Ok(()) };
        entries.try_for_each(|entry| (historic.replay_all)(&cell, entry))
    }
}

impl<S> Subset<S> {
    pub(super) fn new(source: S, names: &Arc<Names>) -> Self {
        Subset { source, names: Arc::clone(names) }
    }
}

#[allow(private_bounds, reason = "nobody else has an extra")]
impl<H: Functions, S: Source, E: ExtraOf<H>> WithExtra<H, S, E> {
    /// # Panics
    ///
    /// When the source is another hook's, which would be a mistake in this crate.
    pub(super) fn new(source: S, extra: E, record: Record) -> Self {
        let source = of_hook(source, TypeId::of::<H>);
        let (extra, record) = (Arc::new(extra), Arc::new(record));
        WithExtra { source, extra, record, hook: PhantomData }
    }
}

impl<H, S: Clone, E> Clone for WithExtra<H, S, E> {
    fn clone(&self) -> Self {
        let (extra, record) = (Arc::clone(&self.extra), Arc::clone(&self.record));
        WithExtra { source: self.source.clone(), extra, record, hook: PhantomData }
    }
}
