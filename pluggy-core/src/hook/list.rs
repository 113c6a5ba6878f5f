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
use super::order::{Conflict, Keeper, UserOrder};
use super::record::{Record, Ticket};
use super::roll::Roll;
use crate::facts::hook::HookSpec;
use crate::facts::sort::sort_by;
use crate::monitor::Watchers;

/// The entries of one hook, frozen: wrappers and implementations, each in
/// call order.
///
/// What becomes of a list by a change is not [laid out](List::laid) yet, and then shows
/// none of its entries: the first call does that, so that a change costs the same
/// whatever the list's length.
#[derive(Clone)]
pub(crate) struct List {
    hook: TypeId,
    /// Where the list was published, and what history it has.
    cell: Weak<HookCell>,
    /// Whether the hook is `oldestfirst`.
    is_oldest_first: bool,
    layout: Layout,
    /// What arranges it, where the order is more than that of keys.
    keeper: Option<&'static Keeper>,
    watchers: Watchers,
    user_order: UserOrder,
    /// All entries.
    roll: Roll<Entry>,
    wrappers: Vec<Entry>,
    implementations: Vec<Entry>,
}

/// How far a list is from a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// It has changed, and is not laid out.
    None,
    /// A loop over the implementations is all that there is to a call.
    Plain,
    /// There are wrappers, or somebody watches.
    Full,
}

impl List {
    pub(super) fn empty(hook: TypeId, spec: &HookSpec, cell: &Weak<HookCell>) -> Self {
        List {
            hook,
            cell: Weak::clone(cell),
            is_oldest_first: spec.is_oldest_first(),
            layout: Layout::Plain,
            keeper: None,
            watchers: Watchers::default(),
            user_order: UserOrder::default(),
            roll: Roll::default(),
            wrappers: Vec::new(),
            implementations: Vec::new(),
        }
    }

    /// With more entries; those of other hooks are left out.
    pub(super) fn joined(&self, newcomers: &[Entry]) -> Self {
        let mut list = self.changed();
        for entry in newcomers.iter().filter(|entry| entry.hook() == Some(self.hook)) {
            list.keeper = list.keeper.or(entry.keeper());
            list.roll.add(entry.clone());
        }
        list
    }

    /// Without what a plugin has.
    pub(super) fn without(&self, plugin: Ticket) -> Self {
        let mut list = self.changed();
        list.roll.remove(plugin);
        list
    }

    /// Without entries.
    pub(super) fn emptied(&self) -> Self {
        List { roll: Roll::default(), ..self.changed() }
    }

    /// Watched by others.
    pub(super) fn watched(&self, watchers: Watchers) -> Self {
        List { watchers, ..self.changed() }
    }

    /// In the order that the user wants.
    pub(super) fn ordered(&self, user_order: UserOrder) -> Self {
        let keeper = self.keeper.or(user_order.keeper());
        List { keeper, user_order, ..self.changed() }
    }

    /// A list of the same hook, with the same on its roll, not laid out.
    fn changed(&self) -> Self {
        List {
            hook: self.hook,
            cell: Weak::clone(&self.cell),
            is_oldest_first: self.is_oldest_first,
            layout: Layout::None,
            keeper: self.keeper,
            watchers: self.watchers.clone(),
            user_order: self.user_order.clone(),
            roll: self.roll.clone(),
            wrappers: Vec::new(),
            implementations: Vec::new(),
        }
    }

    /// Whether the entries stand in the order of a call.
    #[inline]
    pub(super) fn is_laid(&self) -> bool {
        self.layout != Layout::None
    }

    /// The same list, whose entries stand in the order of a call.
    pub(super) fn laid(&self) -> Self {
        let mut all = self.roll.all();
        if !self.is_oldest_first {
            // Nearly all stand where they will.
            all.reverse();
        }
        let keeper = self.keeper.and_then(|_| {
            let of_marks = all.iter().find_map(|entry| entry.keeper());
            of_marks.or(self.user_order.keeper())
        });
        let lay = |is_wrapper| {
            let mut entries: Vec<Entry> = Vec::new();
            for &entry in all.iter().filter(|entry| entry.is(self.hook, is_wrapper)) {
                entries.push(entry.clone());
            }
            let key = |entry: &Entry| entry.key(self.is_oldest_first);
            sort_by(&mut entries, |a, b| key(a).cmp(&key(b)));
            if let Some(keeper) = keeper {
                keeper.arrange(&mut entries, Entry::placed, &self.user_order);
            }
            entries
        };
        let (wrappers, implementations) = (lay(true), lay(false));
        let layout = self.layout_of(&wrappers);
        List { layout, keeper, wrappers, implementations, ..self.changed() }
    }

    /// With more entries, laid out like this one: each newcomer has its place among the
    /// others, and they stay in theirs, also where those who are not in this part had a
    /// say in it.
    pub(super) fn extended(&self, newcomers: &[Entry]) -> Self {
        let joined = self.joined(newcomers);
        let key = |entry: &Entry| entry.key(self.is_oldest_first);
        let lay = |entries: &[Entry], is_wrapper| {
            let mut entries = entries.to_vec();
            for newcomer in newcomers.iter().filter(|entry| entry.is(self.hook, is_wrapper)) {
                let next = entries.iter().position(|entry| key(entry) > key(newcomer));
                entries.insert(next.unwrap_or(entries.len()), newcomer.clone());
            }
            if let Some(keeper) = joined.keeper {
                keeper.arrange(&mut entries, Entry::placed, &self.user_order);
            }
            entries
        };
        let (wrappers, implementations) =
            (lay(&self.wrappers, true), lay(&self.implementations, false));
        List { layout: self.layout_of(&wrappers), wrappers, implementations, ..joined }
    }

    fn layout_of(&self, wrappers: &[Entry]) -> Layout {
        let is_plain = wrappers.is_empty() && self.watchers.is_empty();
        if is_plain { Layout::Plain } else { Layout::Full }
    }

    /// Those that `has` keeps, unless it keeps all; in the order that they have.
    pub(super) fn filtered(&self, has: impl Fn(&Arc<Record>) -> bool) -> Option<Self> {
        if self.entries().all(|entry| has(entry.record())) {
            return None;
        }
        let keep = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|entry| has(entry.record())).cloned().collect()
        };
        let (wrappers, implementations) = (keep(&self.wrappers), keep(&self.implementations));
        let mut roll = Roll::default();
        wrappers.iter().chain(&implementations).for_each(|entry| roll.add(entry.clone()));
        let layout = self.layout_of(&wrappers);
        Some(List { layout, roll, wrappers, implementations, ..self.changed() })
    }

    /// Why a plugin that has joined can't be, beside the others.
    pub(super) fn conflict(&self, plugin: Ticket) -> Option<Conflict> {
        let keeper = self.keeper?;
        let lists = [&self.wrappers, &self.implementations];
        let lists = lists.map(|list| list.iter().map(Entry::placed).collect());
        keeper.conflict(lists.into(), plugin)
    }

    pub(super) fn hook(&self) -> TypeId {
        self.hook
    }

    /// Where the list was published, while that is there.
    pub(super) fn cell(&self) -> Option<Arc<HookCell>> {
        self.cell.upgrade()
    }

    /// What a plugin has, laid out or not.
    pub(super) fn of(&self, plugin: Ticket) -> Vec<&Entry> {
        self.roll.of(plugin)
    }

    /// All entries, the oldest first, laid out or not.
    pub(super) fn by_age(&self) -> Vec<&Entry> {
        self.roll.all()
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

    /// How many implementations there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.implementations.len()
    }

    /// Whether a call is nothing but a loop over the implementations.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.layout == Layout::Plain
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
