//! Monitors that are being told of a plugin that came: each hears of that before it hears
//! that the plugin left, whoever unregisters it at that moment.

use super::Roster;
use crate::hook::record::Record;
use crate::monitor::{Watcher, Watchers};
use crate::sync::thread::{self, ThreadId};

impl Roster {
    /// Monitors are about to be told that a plugin came.
    pub(crate) fn begin_telling(&mut self, record: &Record) {
        record.announce();
        if !self.watchers.is_empty() {
            self.telling.insert(record.ticket, Telling::new(self.watchers.clone()));
        }
    }

    /// Who is to be told next, the oldest first; nobody once it has left.
    pub(crate) fn next_to_tell(&mut self, record: &Record) -> Option<Watcher> {
        self.telling.get_mut(&record.ticket)?.next()
    }

    /// All have been told. Where it has left meanwhile, answers as `leave` does.
    pub(crate) fn end_telling(&mut self, record: &Record) -> Untold {
        let telling = self.telling.remove(&record.ticket);
        telling.filter(|telling| telling.has_left).map(Telling::rest).unwrap_or_default()
    }

    /// A plugin has left: answers who has yet to hear that it came, and who is to hear
    /// that it left. Nobody is, while another thread tells that it came, which goes on.
    pub(crate) fn leave(&mut self, record: &Record) -> Untold {
        match self.telling.get_mut(&record.ticket) {
            Some(telling) if telling.is_of_this_thread() => {
                self.telling.remove(&record.ticket).map(Telling::rest).unwrap_or_default()
            }
            Some(telling) => {
                telling.has_left = true;
                Untold::default()
            }
            None if record.was_announced() => {
                Untold { came: Watchers::default(), left: self.watchers.clone() }
            }
            None => Untold::default(),
        }
    }
}

/// How far the telling has come.
pub(super) struct Telling {
    watchers: Watchers,
    told: usize,
    /// Who tells.
    thread: ThreadId,
    /// Whether another thread has unregistered the plugin: it is told here.
    has_left: bool,
}

/// Who is still to be told of a plugin that left.
#[derive(Default)]
pub(crate) struct Untold {
    /// That it came.
    pub(crate) came: Watchers,
    /// Then, that it left.
    pub(crate) left: Watchers,
}

impl Telling {
    fn new(watchers: Watchers) -> Self {
        Telling { watchers, told: 0, thread: thread::current().id(), has_left: false }
    }

    /// Who is next, the oldest first.
    fn next(&mut self) -> Option<Watcher> {
        let next = self.watchers.0.iter().rev().nth(self.told).filter(|_| !self.has_left);
        self.told += usize::from(next.is_some());
        next.cloned()
    }

    fn is_of_this_thread(&self) -> bool {
        self.thread == thread::current().id()
    }

    /// Who has yet to be told, where the plugin has left.
    fn rest(self) -> Untold {
        Untold { came: self.watchers.without_oldest(self.told), left: self.watchers }
    }
}
