//! The monitors that were added to a manager.

use std::sync::Arc;

use super::Monitor;
use super::watch::Teller;
use crate::facts::panic::isolated;

/// A monitor that was added.
pub(crate) type Watcher = Arc<Watching>;

/// A monitor that can do no harm: its panics end here, that of its drop too.
pub(crate) struct Watching {
    monitor: Option<Box<dyn Monitor>>,
    teller: &'static Teller,
}

impl Watching {
    pub(crate) fn new(monitor: impl Monitor + 'static) -> Watcher {
        let monitor: Box<dyn Monitor> = Box::new(monitor);
        Arc::new(Watching { monitor: Some(monitor), teller: Teller::OF_MONITORS })
    }

    pub(crate) fn tell(&self, tell: &dyn Fn(&dyn Monitor)) {
        if let Some(monitor) = &self.monitor {
            isolated(|| tell(&**monitor));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        isolated(|| drop(self.monitor.take()));
    }
}

/// All monitors of a manager, newest first.
#[derive(Clone, Default)]
pub(crate) struct Watchers(pub(crate) Arc<Vec<Watcher>>);

impl Watchers {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How they are told of calls; none where nobody watches.
    pub(super) fn teller(&self) -> Option<&'static Teller> {
        Some(self.0.first()?.teller)
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
