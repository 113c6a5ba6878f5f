//! Whether the marks of all plugins can be kept, newcomers included.
//!
//! It is asked under the manager's lock, so that of two plugins that close a
//! circle the second is refused, whatever thread each comes on; of the functions
//! for hooks that are not here too, so that a spec can always be added.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Roster;
use crate::facts::sort::sort_by;
use crate::hook::order::{self, Conflict, Placed};
use crate::hook::record::{Record, Ticket};

/// A hook's list: its hook, and whether it is that of its wrappers.
type ListId = (TypeId, bool);

/// How many functions of each list have marks.
#[derive(Default)]
pub(super) struct Marked(HashMap<ListId, usize>);

impl Marked {
    pub(super) fn add(&mut self, record: &Record) {
        for list in marked(record) {
            *self.0.entry(list).or_default() += 1;
        }
    }

    pub(super) fn remove(&mut self, record: &Record) {
        for list in marked(record) {
            if let Some(count) = self.0.get_mut(&list) {
                *count -= 1;
            }
        }
        self.0.retain(|_, count| *count > 0);
    }
}

fn marked(record: &Record) -> impl Iterator<Item = ListId> {
    record.placed().filter_map(|(list, function)| function.facts.has_marks().then_some(list))
}

impl Roster {
    /// The newcomers that can't be registered beside the others.
    pub(super) fn conflicts(&self, newcomers: &[Arc<Record>]) -> BTreeMap<Ticket, Conflict> {
        let mut marked = self.marked.0.clone();
        marked
            .extend(newcomers.iter().flat_map(|record| self::marked(record)).map(|list| (list, 1)));
        if marked.is_empty() {
            return BTreeMap::new();
        }
        let mut newcomers: Vec<&Arc<Record>> = newcomers.iter().collect();
        // A discovery has drawn their tickets from the last name to the first.
        sort_by(&mut newcomers, |a, b| (a.batch, b.ticket).cmp(&(b.batch, a.ticket)));
        let mut places = HashMap::new();
        let mut lists: Vec<Vec<Placed<'_>>> = Vec::new();
        for (list, _) in newcomers.iter().flat_map(|record| record.placed()) {
            if marked.contains_key(&list) && !places.contains_key(&list) {
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
        order::conflicts(lists, &tickets)
    }
}
