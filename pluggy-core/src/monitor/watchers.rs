//! The monitors that were added to a manager.

use std::sync::Arc;

use super::Monitor;
use crate::facts::panic::isolated;

/// A monitor that was added.
pub(crate) type Watcher = Arc<Watching>;

/// A monitor that can do no harm: its panics end here, that of its drop too.
pub(crate) struct Watching(Option<Box<dyn Monitor>>);

impl Watching {
    pub(crate) fn new(monitor: impl Monitor + 'static) -> Watcher {
        Arc::new(Watching(Some(Box::new(monitor))))
    }

    pub(crate) fn tell(&self, tell: &dyn Fn(&dyn Monitor)) {
        if let Some(monitor) = &self.0 {
            isolated(|| tell(&**monitor));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        isolated(|| drop(self.0.take()));
    }
}

/// All monitors of a manager, newest first.
#[derive(Clone, Default)]
pub(crate) struct Watchers(pub(crate) Arc<Vec<Watcher>>);

impl Watchers {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All but so many of the oldest.
    pub(crate) fn without_oldest(&self, count: usize) -> Self {
        Watchers(Arc::new(self.0[..self.0.len() - count].to_vec()))
    }

    /// Tells all of a beginning: the newest first, since it is outermost.
    pub(crate) fn start(&self, tell: &dyn Fn(&dyn Monitor)) {
        self.0.iter().for_each(|watcher| watcher.tell(tell));
    }

    /// Tells all of an end: the newest last.
    pub(crate) fn end(&self, tell: &dyn Fn(&dyn Monitor)) {
        self.0.iter().rev().for_each(|watcher| watcher.tell(tell));
    }
}
