//! Whether the marks of all plugins can be kept, newcomers included.
//!
//! It is asked under the manager's lock, so that of two plugins that close a
//! circle the second is refused, whatever thread each comes on; of the functions
//! for hooks that are not here too, so that a spec can always be added.

use std::any::TypeId;
use std::sync::Arc;

use super::conflict::{Conflict, conflicts};
use super::{Keeper, Placed};
use crate::facts::map::Map;
use crate::facts::sort::sort_by;
use crate::hook::record::{Record, Ticket};

/// A hook's list: its hook, and whether it is that of its wrappers.
type ListId = (TypeId, bool);

/// How many functions of each list have marks.
pub(super) type Counts = Map<ListId, usize>;

/// The marks of all plugins of a manager.
#[derive(Default)]
pub(crate) struct Marked {
    counts: Counts,
    /// What keeps them, once there were any.
    keeper: Option<&'static Keeper>,
}

impl Marked {
    pub(crate) fn add(&mut self, record: &Record) {
        if let Some(keeper) = record.keeper() {
            self.keeper = Some(keeper);
            (keeper.add)(&mut self.counts, record);
        }
    }

    pub(crate) fn remove(&mut self, record: &Record) {
        if let Some(keeper) = record.keeper() {
            (keeper.remove)(&mut self.counts, record);
        }
    }

    /// The newcomers that can't be registered beside the others.
    pub(crate) fn conflicts<'a>(
        &self,
        others: &mut dyn Iterator<Item = &'a Arc<Record>>,
        newcomers: &'a [Arc<Record>],
    ) -> Map<Ticket, Conflict> {
        let keeper = self.keeper.or_else(|| newcomers.iter().find_map(|record| record.keeper()));
        keeper.map_or_else(Map::default, |keeper| (keeper.joining)(&self.counts, others, newcomers))
    }
}

fn marked(record: &Record) -> impl Iterator<Item = ListId> {
    record.placed().filter_map(|(list, function)| function.facts.has_marks().then_some(list))
}

pub(super) fn add(counts: &mut Counts, record: &Record) {
    for list in marked(record) {
        *counts.get_or_insert_with(list, || 0) += 1;
    }
}

pub(super) fn remove(counts: &mut Counts, record: &Record) {
    for list in marked(record) {
        match counts.get_mut(&list) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(counts.remove(&list)),
        }
    }
}

pub(super) fn joining<'a>(
    counts: &Counts,
    others: &mut dyn Iterator<Item = &'a Arc<Record>>,
    newcomers: &'a [Arc<Record>],
) -> Map<Ticket, Conflict> {
    let mut counts = counts.clone();
    for record in newcomers {
        add(&mut counts, record);
    }
    if counts.is_empty() {
        return Map::default();
    }
    let mut newcomers: Vec<&Arc<Record>> = newcomers.iter().collect();
    // A discovery has drawn their tickets from the last name to the first.
    sort_by(&mut newcomers, |a, b| (a.batch, b.ticket).cmp(&(b.batch, a.ticket)));
    let mut places = Map::default();
    let mut lists: Vec<Vec<Placed<'_>>> = Vec::new();
    for (list, _) in newcomers.iter().flat_map(|record| record.placed()) {
        if counts.has(&list) && !places.has(&list) {
            places.insert(list, lists.len());
            lists.push(Vec::new());
        }
    }
    for record in others.chain(newcomers.iter().copied()) {
        for (list, function) in record.placed() {
            if let Some(place) = places.get(&list) {
                lists[*place].push(function);
            }
        }
    }
    let tickets: Vec<Ticket> = newcomers.iter().map(|record| record.ticket).collect();
    conflicts(lists, &tickets)
}
