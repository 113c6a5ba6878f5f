//! The list of a hook: its entries, and who watches.
//!
//! A list has entries of its hook alone, the wrappers on one side, the
//! implementations on the other: each is asked when it joins, and what becomes
//! of a list ([`List::joined`], [`List::filtered`], [`List::watched`]) is of the
//! same hook. So a caller that has once made sure that its source is of the hook
//! `H` ([`Checked`]) calls functions of `H` without asking again.

use std::any::TypeId;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use super::cell::HookCell;
use super::each::Single;
use super::historic::history::Progress;
use super::hop::{Bound, Functions, Implementation, PluginHop, Wrapper};
#[cfg(any(feature = "report", feature = "select"))]
use super::order::told::{Told, told};
use super::order::{self, Age, Conflict, Key, Placed, UserOrder};
use super::record::{Function, Index, Record, Ticket};
use super::view::{ListOf, Members, Part, Sealed, Source, View};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::panic::isolated;
use crate::monitor::Watchers;
use crate::sync::Lock;

/// A function bound to its plugin: one element of a hook's list.
#[derive(Clone)]
pub(crate) struct Entry {
    hop: PluginHop,
    /// Keeps the plugin alive, so that the hop leads somewhere.
    record: Arc<Record>,
    index: Index,
}

impl Entry {
    /// Binds a function of a plugin; none that has no hook. That it is for the
    /// plugin's type, `Given::new` has asked before.
    fn new(record: &Arc<Record>, index: Index) -> Option<Self> {
        let hop = record.function(index).code()?.hop(&record.value)?;
        Some(Entry { hop, record: Arc::clone(record), index })
    }

    /// What a plugin has for a hook.
    pub(crate) fn of(record: &Arc<Record>, hook: TypeId) -> impl Iterator<Item = Entry> {
        let is_for = move |f: &Function| f.code().is_some_and(|code| code.hook() == hook);
        let functions = record.functions().filter(move |(_, function)| is_for(function));
        functions.filter_map(|(index, _)| Entry::new(record, index))
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

    fn key(&self, is_oldest_first: bool) -> Key {
        let Record { batch, ticket, .. } = *self.record;
        let age = Age { batch, ticket, index: self.index };
        Key::new(self.function().facts().band, age, is_oldest_first)
    }

    fn placed(&self) -> Placed<'_> {
        let Record { info, ticket, .. } = &*self.record;
        Placed { plugin: info, ticket: *ticket, facts: self.function().facts() }
    }

    fn has_marks(&self) -> bool {
        self.function().facts().has_marks()
    }

    fn is(&self, hook: TypeId, is_wrapper: bool) -> bool {
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
        let is_whole = self.entries().all(|entry| has(&entry.record));
        let keep = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|entry| has(&entry.record)).cloned().collect()
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

/// A source whose lists are those of the hook `H`.
pub(super) struct Checked<H, S> {
    source: S,
    hook: PhantomData<fn(H) -> H>,
}

impl<H: Functions, S: Source> Checked<H, S> {
    /// # Panics
    ///
    /// When the source is another hook's, which would be a mistake in this crate.
    pub(super) fn new(source: S) -> Self {
        check(source.hook(), TypeId::of::<H>());
        Checked { source, hook: PhantomData }
    }

    /// Shows the list of this moment.
    #[inline]
    pub(super) fn with<R>(&self, look: impl FnOnce(Typed<'_, H>) -> R) -> R {
        self.source.with(|view| look(Typed { view, hook: PhantomData }))
    }
}

impl<H: Functions, S: Source + Sync> Checked<H, S> {
    /// Keeps the list of this moment.
    pub(super) fn hold(&self) -> Held<'_, H> {
        let ListOf(list) = self.source.list();
        let members = self.source.members(&list);
        let list = Kept(Some(list));
        Held { list, members, source: &self.source, hook: PhantomData }
    }
}

impl<H: Functions> Checked<H, Single> {
    /// An implementation by itself; none where it is not of the hook `H`.
    pub(super) fn single(entry: &Entry, watchers: &Watchers) -> Option<Self> {
        let is_of_hook = entry.is(TypeId::of::<H>(), false);
        let source = is_of_hook.then(|| Single::new(entry.clone(), watchers))?;
        Some(Checked { source, hook: PhantomData })
    }

    #[inline]
    pub(super) fn implementation(&self) -> Implementation<'_, H> {
        // SAFETY: it is an implementation of `H`: `single` has asked.
        unsafe { Implementation::new(self.source.entry().bound()) }
    }
}

pub(super) fn check(source: TypeId, hook: TypeId) {
    assert!(source == hook, "a source of another hook");
}

impl<H, S> Checked<H, S> {
    pub(super) fn source(&self) -> &S {
        &self.source
    }
}

impl<H, S: Clone> Clone for Checked<H, S> {
    fn clone(&self) -> Self {
        Checked { source: self.source.clone(), hook: PhantomData }
    }
}

/// What a call of the hook `H` runs, kept for as long as it takes.
pub(super) struct Held<'a, H> {
    list: Kept,
    members: Option<Members>,
    source: &'a (dyn Sealed + Sync),
    hook: PhantomData<fn(H) -> H>,
}

/// A list that is let go of quietly: a plugin that has left and panics as it is dropped
/// takes no result of the call that saw it last.
struct Kept(Option<Arc<List>>);

impl Deref for Kept {
    type Target = List;

    fn deref(&self) -> &List {
        self.0.as_deref().expect("it is let go of by the drop alone")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        isolated(|| drop(self.0.take()));
    }
}

impl<H> Held<'_, H> {
    pub(super) fn typed(&self) -> Typed<'_, H> {
        let part = |members| Part { members, source: self.source };
        let view = View { list: &self.list, part: self.members.as_ref().map(part) };
        Typed { view, hook: PhantomData }
    }
}

/// What a call of the hook `H` runs.
pub(super) struct Typed<'a, H> {
    view: View<'a>,
    hook: PhantomData<fn(H) -> H>,
}

impl<H> Clone for Typed<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Typed<'_, H> {}

impl<'a, H: Functions> Typed<'a, H> {
    pub(super) fn view(self) -> View<'a> {
        self.view
    }

    /// The implementations, where a loop over them is all that there is to a
    /// call.
    #[inline]
    pub(super) fn plain(self) -> Option<impl ExactSizeIterator<Item = Implementation<'a, H>>> {
        let is_plain = self.view.part.is_none() && self.view.list.is_plain;
        is_plain.then(|| self.implementations())
    }

    /// The implementations of the whole list.
    #[inline]
    pub(super) fn implementations(self) -> impl ExactSizeIterator<Item = Implementation<'a, H>> {
        let entries = self.view.list.implementations.iter();
        // SAFETY: the list is that of `H`, by the contract of `Source`.
        entries.map(|entry| unsafe { Implementation::new(entry.bound()) })
    }

    /// The wrapper of the whole list that has so many outside it.
    #[inline]
    pub(super) fn wrapper(self, outside: usize) -> Option<Wrapper<'a, H>> {
        let entry = self.view.list.wrappers.get(outside)?;
        // SAFETY: the list is that of `H`, by the contract of `Source`.
        Some(unsafe { Wrapper::new(entry) })
    }

    /// The implementation at a place among the members.
    pub(super) fn member(self, at: usize) -> Option<Implementation<'a, H>> {
        let bound = self.view.implementation(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Implementation::new(bound) })
    }

    /// The wrapper at a place among the members.
    pub(super) fn member_wrapper(self, at: usize) -> Option<Wrapper<'a, H>> {
        let entry = self.view.wrapper(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Wrapper::new(entry) })
    }
}
