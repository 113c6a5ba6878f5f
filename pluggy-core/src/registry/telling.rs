//! Monitors that are being told of a plugin that came: each hears of that before it hears
//! that the plugin left, whoever unregisters it at that moment.

use crate::monitor::{Watcher, Watchers};
use crate::sync::thread::{self, ThreadId};

/// How far the telling has come.
pub(super) struct Telling {
    watchers: Watchers,
    told: usize,
    /// Who tells.
    thread: ThreadId,
    /// Whether another thread has unregistered the plugin: it is told here.
    pub(super) has_left: bool,
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
    pub(super) fn new(watchers: Watchers) -> Self {
        Telling { watchers, told: 0, thread: thread::current().id(), has_left: false }
    }

    /// Who is next, the oldest first.
    pub(super) fn next(&mut self) -> Option<Watcher> {
        let next = self.watchers.0.iter().rev().nth(self.told).filter(|_| !self.has_left);
        self.told += usize::from(next.is_some());
        next.cloned()
    }

    pub(super) fn is_of_this_thread(&self) -> bool {
        self.thread == thread::current().id()
    }

    /// Who has yet to be told, where the plugin has left.
    pub(super) fn rest(self) -> Untold {
        Untold { came: self.watchers.without_oldest(self.told), left: self.watchers }
    }
}
