//! The crate's locks and published values: one place to look for both.
//!
//! No [`Lock`] is held while foreign code runs: hooks, constructors, replays,
//! callbacks, and the `Clone` and `Drop` of what plugins and hosts own. So
//! nothing can panic under one, and poisoning means nothing here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::{ArcSwap, Guard};

/// A mutex that no foreign code runs under.
#[derive(Default)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Lock(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A value that readers see whole, without ever waiting for a writer.
pub(crate) struct Published<T>(ArcSwap<T>);

impl<T> Published<T> {
    pub(crate) fn new(value: T) -> Self {
        Published(ArcSwap::from_pointee(value))
    }

    /// The value of this moment, kept alive by the guard.
    #[inline]
    pub(crate) fn load(&self) -> Guard<Arc<T>> {
        self.0.load()
    }

    /// The value of this moment, to keep.
    pub(crate) fn load_full(&self) -> Arc<T> {
        self.0.load_full()
    }

    /// Publishes a new value and answers the old one, whose drop may run
    /// foreign code.
    #[must_use]
    pub(crate) fn replace(&self, value: T) -> Arc<T> {
        self.0.swap(Arc::new(value))
    }
}
