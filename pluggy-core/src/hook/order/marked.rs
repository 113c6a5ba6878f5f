//! Whether the marks of all plugins can be kept, newcomers included.
//!
//! It is asked under the manager's lock, so that of two plugins that close a
//! circle the second is refused, whatever thread each comes on; of the functions
//! for hooks that are not here too, so that a spec can always be added.

use std::any::TypeId;
use std::sync::Arc;

use super::conflict::conflicts;
use super::neighbours::Neighbours;
use super::{Conflict, Placed};
use crate::facts::map::Map;
use crate::facts::sort::sort_by;
use crate::hook::record::{Record, Ticket};

/// A hook's list: its hook, and whether it is that of its wrappers.
type ListId = (TypeId, bool);

/// The marks of all plugins of a manager, once there were any.
#[derive(Default)]
pub(crate) struct Marked(Option<Box<dyn Compare>>);

/// Compares newcomers with those who are there.
pub(super) trait Compare: Send + Sync {
    /// The newcomers that can't be registered beside the others. All are among those with
    /// whom later ones are compared.
    fn conflicts(&mut self, newcomers: Newcomers<'_>) -> Map<Ticket, Conflict>;

    /// Takes away what a plugin has.
    fn remove(&mut self, record: &Record);
}

impl Marked {
    /// As [`Compare::conflicts`].
    pub(crate) fn conflicts(&mut self, newcomers: Newcomers<'_>) -> Map<Ticket, Conflict> {
        if self.0.is_none() {
            let keeper = newcomers.records.iter().find_map(|record| record.keeper());
            self.0 = keeper.map(|keeper| (keeper.compare)());
        }
        self.0.as_mut().map_or_else(Map::default, |lists| lists.conflicts(newcomers))
    }

    pub(crate) fn remove(&mut self, record: &Record) {
        if let Some(lists) = &mut self.0 {
            lists.remove(record);
        }
    }
}

/// The lists where somebody has a mark, or has had one: each with all on it, to compare
/// newcomers with; with nobody where that is yet to be asked.
#[derive(Default)]
pub(super) struct Lists {
    places: Map<ListId, usize>,
    lists: Vec<Option<Neighbours>>,
}

/// Plugins that are about to come, and those beside whom they do.
#[derive(Clone, Copy)]
pub(crate) struct Newcomers<'a> {
    pub(crate) records: &'a [Arc<Record>],
    /// Whether they are more than the others.
    pub(crate) are_most: bool,
    pub(crate) others: &'a dyn Fn() -> Vec<&'a Record>,
}

impl Compare for Lists {
    fn conflicts(&mut self, newcomers: Newcomers<'_>) -> Map<Ticket, Conflict> {
        for record in newcomers.records {
            self.open(record);
        }
        // To look at all is cheapest where most are new.
        let are_suspect = if newcomers.are_most {
            self.forget(newcomers.records)
        } else {
            self.learn(newcomers);
            self.are_suspect(newcomers.records)
        };
        if are_suspect { self.solved(newcomers) } else { Map::default() }
    }

    fn remove(&mut self, record: &Record) {
        for (place, _) in self.of(record) {
            if let Some(all) = &mut self.lists[place] {
                all.remove(&record.info, record.ticket);
            }
        }
    }
}

impl Lists {
    /// Adds the lists where a newcomer has the first mark.
    fn open(&mut self, newcomer: &Record) {
        for (list, function) in newcomer.placed() {
            if function.facts.has_marks() && !self.places.has(&list) {
                self.places.insert(list, self.lists.len());
                self.lists.push(None);
            }
        }
    }

    /// Those of a plugin's functions that are on these lists.
    fn of<'a>(&self, record: &'a Record) -> Vec<(usize, Placed<'a>)> {
        let functions = record.placed();
        functions.filter_map(|(list, placed)| Some((*self.places.get(&list)?, placed))).collect()
    }

    /// Asks again who is on the newcomers' lists, when next that is to be known; whether
    /// there are any.
    fn forget(&mut self, newcomers: &[Arc<Record>]) -> bool {
        let mut are_any = false;
        for record in newcomers {
            for (place, _) in self.of(record) {
                (self.lists[place], are_any) = (None, true);
            }
        }
        are_any
    }

    /// Learns who is on the newcomers' lists beside them.
    fn learn(&mut self, newcomers: Newcomers<'_>) {
        let mut unknown = Vec::new();
        for record in newcomers.records {
            for (place, _) in self.of(record) {
                if self.lists[place].is_none() {
                    self.lists[place] = Some(Neighbours::default());
                    unknown.push(place);
                }
            }
        }
        if unknown.is_empty() {
            return;
        }
        for record in (newcomers.others)() {
            for (place, function) in self.of(record) {
                if unknown.contains(&place) {
                    self.add(place, function);
                }
            }
        }
    }

    fn add(&mut self, place: usize, function: Placed<'_>) -> Option<usize> {
        Some(self.lists[place].as_mut()?.add(function))
    }

    /// Adds newcomers; whether they may be at odds with others, or among themselves.
    fn are_suspect(&mut self, newcomers: &[Arc<Record>]) -> bool {
        let mut added: Vec<Vec<usize>> = vec![Vec::new(); self.lists.len()];
        for record in newcomers {
            for (place, function) in self.of(record) {
                added[place].extend(self.add(place, function));
            }
        }
        let mut lists = self.lists.iter().zip(added);
        lists.any(|(all, added)| all.as_ref().is_some_and(|all| all.may_be_at_odds(&added)))
    }

    /// Who can't join, by the whole lists.
    fn solved(&self, newcomers: Newcomers<'_>) -> Map<Ticket, Conflict> {
        let mut lists: Vec<Vec<Placed<'_>>> = vec![Vec::new(); self.lists.len()];
        let mut new: Vec<&Record> = newcomers.records.iter().map(|record| &**record).collect();
        // A discovery has drawn their tickets from the last name to the first.
        sort_by(&mut new, |a, b| (a.batch, b.ticket).cmp(&(b.batch, a.ticket)));
        for record in (newcomers.others)().into_iter().chain(new.iter().copied()) {
            for (place, function) in self.of(record) {
                lists[place].push(function);
            }
        }
        let tickets: Vec<Ticket> = new.iter().map(|record| record.ticket).collect();
        conflicts(lists, &tickets)
    }
}
