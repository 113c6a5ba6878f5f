//! Where a caller finds its list: live or frozen, whole, in part or with more.
//!
//! A source is a caller's second type parameter. [`Live`] and [`Frozen`] hold a
//! list; [`Subset`] and [`WithExtra`] stand around another source and change
//! what it shows.

use std::any::TypeId;
use std::sync::Arc;

use super::cell::{HookCell, Owner};
use super::hop::{Bound, Functions};
use super::list::{Entry, List, check};
use super::names::Names;
use super::order::Conflict;
use super::record::Record;
use crate::facts::imp::{Band, HookImpl};
use crate::facts::panic::Payload;

/// Where a caller finds the list of its hook.
///
/// It is the bound of a caller's methods; nobody else implements it.
///
/// # Safety
///
/// All that is shown is of the hook that `hook` answers, wrappers among the
/// wrappers and implementations among the implementations; of a clone, too.
#[allow(private_bounds, reason = "it is what seals the trait")]
pub unsafe trait Source: Sealed {
    /// The type of the hook.
    #[doc(hidden)]
    fn hook(&self) -> TypeId;

    /// Shows the list, which stays as it is until `look` ends.
    #[doc(hidden)]
    fn with<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R;

    /// Whether it follows a manager that has been dropped.
    #[doc(hidden)]
    fn is_orphan(&self) -> bool {
        false
    }
}

/// A source that is a list or a part of one: what a snapshot is taken of.
///
/// All are but [`WithExtra`].
pub trait ListSource: Source + Clone + Send + Sync + 'static {
    /// The whole list.
    #[doc(hidden)]
    fn list(&self) -> ListOf;

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
pub struct WithExtra<H: Functions, S, F> {
    pub(super) source: S,
    pub(super) extra: Arc<F>,
    pub(super) function: H::Implementation<F>,
    /// What is told of it.
    pub(super) record: Arc<Record>,
}

/// Nobody else can name it.
trait Sealed {}

impl Sealed for Live {}
impl Sealed for Frozen {}
impl<S> Sealed for Subset<S> {}
impl<H: Functions, S, F> Sealed for WithExtra<H, S, F> {}

// SAFETY: the lists of a cell are those of its hook.
unsafe impl Source for Live {
    fn hook(&self) -> TypeId {
        self.cell.hook
    }

    #[inline]
    fn with<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R {
        look(View { list: &self.cell.load(), members: None })
    }

    fn is_orphan(&self) -> bool {
        self.cell.owner.upgrade().is_none()
    }
}

// SAFETY: the list says which hook's it is.
unsafe impl Source for Frozen {
    fn hook(&self) -> TypeId {
        self.list.hook()
    }

    #[inline]
    fn with<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R {
        look(View { list: &self.list, members: None })
    }
}

// SAFETY: what is shown is the other source's.
unsafe impl<S: Source> Source for Subset<S> {
    fn hook(&self) -> TypeId {
        self.source.hook()
    }

    fn with<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R {
        self.source.with(|view| {
            let members = view.selected(&self.names);
            look(View { list: view.list, members: Some(&members) })
        })
    }

    fn is_orphan(&self) -> bool {
        self.source.is_orphan()
    }
}

// SAFETY: what is shown is the other source's, which `WithExtra::new` has asked
// for its hook, and an implementation of that hook.
unsafe impl<H: Functions, S: Source, F> Source for WithExtra<H, S, F> {
    fn hook(&self) -> TypeId {
        self.source.hook()
    }

    fn with<R>(&self, look: impl FnOnce(View<'_>) -> R) -> R {
        let extra = Bound::extra::<H, F>(&self.extra, self.function, &self.record);
        self.source.with(|view| {
            let members = view.with(extra);
            look(View { list: view.list, members: Some(&members) })
        })
    }

    fn is_orphan(&self) -> bool {
        self.source.is_orphan()
    }
}

impl ListSource for Live {
    fn list(&self) -> ListOf {
        ListOf(self.cell.load_full())
    }

    fn has(&self, _: &Member<'_>) -> bool {
        true
    }
}

impl ListSource for Frozen {
    fn list(&self) -> ListOf {
        ListOf(Arc::clone(&self.list))
    }

    fn has(&self, _: &Member<'_>) -> bool {
        true
    }
}

impl<S: ListSource> ListSource for Subset<S> {
    fn list(&self) -> ListOf {
        self.source.list()
    }

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
        Frozen { list: Arc::new(self.list.joined(&entries)) }
    }

    /// Why a plugin that has joined can't be, beside the others.
    pub(super) fn conflict(&self, plugin: &Record) -> Option<Conflict> {
        self.list.conflict(plugin.ticket)
    }

    /// Starts a plugin that has joined on the calls that its hook remembers.
    pub(super) fn replay(&self, plugin: &Arc<Record>) -> Result<(), Payload> {
        let is_of_plugin = |entry: &&Entry| Arc::ptr_eq(entry.record(), plugin);
        let mut entries = self.list.implementations().iter().filter(is_of_plugin);
        let Some(cell) = self.list.cell().filter(|cell| cell.is_historic()) else { return Ok(()) };
        entries.try_for_each(|entry| cell.replay_all(entry))
    }
}

impl<S> Subset<S> {
    pub(super) fn new(source: S, names: &Arc<Names>) -> Self {
        Subset { source, names: Arc::clone(names) }
    }
}

impl<H: Functions, S: Source, F> WithExtra<H, S, F> {
    /// # Panics
    ///
    /// When the source is another hook's, which would be a mistake in this crate.
    pub(super) fn new(source: S, extra: F, function: H::Implementation<F>, record: Record) -> Self {
        check(source.hook(), TypeId::of::<H>());
        WithExtra { source, extra: Arc::new(extra), function, record: Arc::new(record) }
    }
}

impl<H: Functions, S: Clone, F> Clone for WithExtra<H, S, F> {
    fn clone(&self) -> Self {
        WithExtra {
            source: self.source.clone(),
            extra: Arc::clone(&self.extra),
            function: self.function,
            record: Arc::clone(&self.record),
        }
    }
}

/// What a source shows: a list, and what of it is called, where that is not
/// all of it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) list: &'a List,
    pub(super) members: Option<&'a Members<'a>>,
}

/// What a call runs: both lists in call order.
pub(super) struct Members<'a> {
    wrappers: Vec<&'a Entry>,
    implementations: Vec<Bound<'a>>,
}

impl<'a> View<'a> {
    /// Whether the whole list is called, and nobody watches.
    #[inline]
    pub(super) fn is_whole(self) -> bool {
        self.members.is_none() && self.list.watchers().is_empty()
    }

    /// How many wrappers and implementations there are.
    pub(super) fn lens(self) -> (usize, usize) {
        match self.members {
            Some(members) => (members.wrappers.len(), members.implementations.len()),
            None => (self.list.wrappers().len(), self.list.implementations().len()),
        }
    }

    pub(super) fn wrapper(self, at: usize) -> Option<&'a Entry> {
        match self.members {
            Some(members) => members.wrappers.get(at).copied(),
            None => self.list.wrappers().get(at),
        }
    }

    pub(super) fn implementation(self, at: usize) -> Option<Bound<'a>> {
        match self.members {
            Some(members) => members.implementations.get(at).copied(),
            None => Some(self.list.implementations().get(at)?.bound()),
        }
    }

    /// All of it, in the order in which a call starts it.
    pub(super) fn hook_impls(self) -> Vec<HookImpl> {
        let (wrappers, implementations) = self.lens();
        let wrappers = (0..wrappers).filter_map(|at| self.wrapper(at)).map(Entry::bound);
        let all = wrappers.chain((0..implementations).filter_map(|at| self.implementation(at)));
        all.map(|bound| bound.hook_impl()).collect()
    }

    fn members(self) -> Members<'a> {
        match self.members {
            Some(Members { wrappers, implementations }) => {
                Members { wrappers: wrappers.clone(), implementations: implementations.clone() }
            }
            None => Members {
                wrappers: self.list.wrappers().iter().collect(),
                implementations: self.list.implementations().iter().map(Entry::bound).collect(),
            },
        }
    }

    fn selected(self, names: &Names) -> Members<'a> {
        let mut members = self.members();
        members.wrappers.retain(|entry| names.has(entry.record()));
        members.implementations.retain(|bound| bound.is_extra() || names.has(bound.record()));
        members
    }

    /// With one implementation more, the newest of those without a mark.
    fn with(self, extra: Bound<'a>) -> Members<'a> {
        let mut members = self.members();
        let all = &mut members.implementations;
        let is = |bound: &Bound<'_>, band| bound.facts().band == band;
        let place = if self.list.is_oldest_first() {
            all.len() - all.iter().rev().take_while(|bound| is(bound, Band::TryLast)).count()
        } else {
            all.iter().take_while(|bound| is(bound, Band::TryFirst)).count()
        };
        all.insert(place, extra);
        members
    }
}
