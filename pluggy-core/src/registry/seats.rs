//! The names that are taken, by their tickets: a list in which those that have left keep
//! an empty place until half of them are. So one comes and leaves beside thousands at
//! what it costs beside a few.

use std::sync::Arc;

use crate::facts::plugin::PluginInfo;
use crate::hook::record::{Record, Ticket};

/// A name that is taken.
pub(super) struct Seat {
    pub(super) info: PluginInfo,
    /// None while its constructor runs.
    pub(super) record: Option<Arc<Record>>,
}

/// In the order of registration.
#[derive(Default)]
pub(super) struct Seats {
    places: Vec<(Ticket, Option<Seat>)>,
    empty: usize,
}

impl Seats {
    /// The ticket is younger than all others.
    pub(super) fn add(&mut self, ticket: Ticket, info: PluginInfo) {
        self.places.push((ticket, Some(Seat { info, record: None })));
    }

    fn place(&self, ticket: Ticket) -> Option<usize> {
        self.places.binary_search_by(|(other, _)| other.cmp(&ticket)).ok()
    }

    pub(super) fn get(&self, ticket: Ticket) -> Option<&Seat> {
        self.places[self.place(ticket)?].1.as_ref()
    }

    pub(super) fn get_mut(&mut self, ticket: Ticket) -> Option<&mut Seat> {
        let at = self.place(ticket)?;
        self.places[at].1.as_mut()
    }

    pub(super) fn remove(&mut self, ticket: Ticket) -> Option<Seat> {
        let at = self.place(ticket)?;
        let seat = self.places[at].1.take()?;
        self.empty += 1;
        if self.empty > self.places.len() / 2 {
            self.places.retain(|(_, seat)| seat.is_some());
            self.empty = 0;
        }
        Some(seat)
    }

    pub(super) fn len(&self) -> usize {
        self.places.len() - self.empty
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Seat> {
        self.places.iter().filter_map(|(_, seat)| seat.as_ref())
    }
}
