//! Who takes a monitor away again.

use std::fmt;
use std::sync::{Arc, Weak};

use crate::monitor::Watcher;
use crate::registry::registrar::Registrar;

/// Keeps a monitor watching until it is dropped.
///
/// It may be dropped on any thread, in any order with others, and after the
/// manager. [`PluginManager::monitor`](crate::PluginManager::monitor) has an
/// example.
#[must_use = "the monitor is removed when this is dropped: hold it, or `detach` it"]
pub struct MonitorGuard {
    pub(super) registrar: Weak<Registrar>,
    pub(super) monitor: Watcher,
}

impl MonitorGuard {
    /// Lets the monitor watch as long as the manager is there.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, TraceWriter};
    ///
    /// let pm = PluginManager::new("doorbell");
    /// pm.monitor(TraceWriter::new(std::io::stderr())).detach();
    /// ```
    pub fn detach(mut self) {
        self.registrar = Weak::new();
    }
}

impl Drop for MonitorGuard {
    fn drop(&mut self) {
        if let Some(registrar) = self.registrar.upgrade() {
            let old = registrar.watch(|watchers| {
                watchers.retain(|other| !Arc::ptr_eq(other, &self.monitor));
            });
            drop(old);
        }
    }
}

impl fmt::Debug for MonitorGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonitorGuard").finish_non_exhaustive()
    }
}
