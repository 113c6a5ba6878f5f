//! Whether the marks of all plugins can be kept, newcomers included.
//!
//! It is asked under the manager's lock, so that of two plugins that close a
//! circle the second is refused, whatever thread each comes on; of the functions
//! for hooks that are not here too, so that a spec can always be added.

use std::any::TypeId;
use std::sync::Arc;

use super::Roster;
use crate::facts::map::Map;
use crate::facts::sort::sort_by;
use crate::hook::order::{Conflict, Keeper, Placed};
use crate::hook::record::{Record, Ticket};

/// A hook's list: its hook, and whether it is that of its wrappers.
type ListId = (TypeId, bool);

/// How many functions of each list have marks.
#[derive(Clone, Default)]
pub(super) struct Marked {
    lists: Map<ListId, usize>,
    /// What keeps the marks, once there were any.
    keeper: Option<&'static Keeper>,
}

impl Marked {
    pub(super) fn add(&mut self, record: &Record) {
        let mut keepers = record.functions().filter_map(|(_, function)| function.keeper());
        let Some(keeper) = keepers.next() else { return };
        self.keeper = Some(keeper);
        for list in marked(record) {
            *self.lists.get_or_insert_with(list, || 0) += 1;
        }
    }

    pub(super) fn remove(&mut self, record: &Record) {
        for list in marked(record) {
            match self.lists.get_mut(&list) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(self.lists.remove(&list)),
            }
        }
    }
}

fn marked(record: &Record) -> impl Iterator<Item = ListId> {
    record.placed().filter_map(|(list, function)| function.facts.has_marks().then_some(list))
}

impl Roster {
    /// The newcomers that can't be registered beside the others.
    pub(super) fn conflicts(&self, newcomers: &[Arc<Record>]) -> Map<Ticket, Conflict> {
        let mut marked = self.marked.clone();
        for record in newcomers {
            marked.add(record);
        }
        let Marked { lists: marked, keeper: Some(keeper) } = marked else { return Map::default() };
        if marked.is_empty() {
            return Map::default();
        }
        let mut newcomers: Vec<&Arc<Record>> = newcomers.iter().collect();
        // A discovery has drawn their tickets from the last name to the first.
        sort_by(&mut newcomers, |a, b| (a.batch, b.ticket).cmp(&(b.batch, a.ticket)));
        let mut places = Map::default();
        let mut lists: Vec<Vec<Placed<'_>>> = Vec::new();
        for (list, _) in newcomers.iter().flat_map(|record| record.placed()) {
            if marked.has(&list) && !places.has(&list) {
                places.insert(list, lists.len());
                lists.push(Vec::new());
            }
        }
        for record in self.records().chain(newcomers.iter().copied()) {
            for (list, function) in record.placed() {
                if let Some(place) = places.get(&list) {
                    lists[*place].push(function);
                }
            }
        }
        let tickets: Vec<Ticket> = newcomers.iter().map(|record| record.ticket).collect();
        (keeper.conflicts)(lists, &tickets)
    }
}
