//! The crate's locks and published values: one place to look for both.
//!
//! No [`Lock`] is held while foreign code runs: hooks, constructors, replays,
//! callbacks, and the `Clone` and `Drop` of what plugins and hosts own. So
//! nothing can panic under one, and poisoning means nothing here.
//!
//! With `--cfg pluggy_model` a model checker has all of it in its hand, and
//! decides at each step which thread goes on: `tests/model/`.

use std::sync::{Arc, PoisonError};

#[cfg(not(pluggy_model))]
mod primitives {
    pub(crate) use std::sync::atomic::AtomicBool;
    pub(crate) use std::sync::{Mutex, MutexGuard};
    pub(crate) use std::thread;

    pub(crate) use arc_swap::{ArcSwap, Guard};
}

#[cfg(pluggy_model)]
mod primitives {
    use std::sync::{Arc, PoisonError};

    pub(crate) use shuttle::sync::atomic::AtomicBool;
    pub(crate) use shuttle::sync::{Mutex, MutexGuard};
    pub(crate) use shuttle::thread;

    /// What arc-swap does, where the checker sees it: both ends of the lock are
    /// steps at which another thread may go on.
    pub(crate) struct ArcSwap<T>(Mutex<Arc<T>>);

    pub(crate) type Guard<T> = T;

    impl<T> ArcSwap<T> {
        pub(crate) fn from_pointee(value: T) -> Self {
            ArcSwap(Mutex::new(Arc::new(value)))
        }

        pub(crate) fn load(&self) -> Guard<Arc<T>> {
            self.load_full()
        }

        pub(crate) fn load_full(&self) -> Arc<T> {
            Arc::clone(&self.lock())
        }

        pub(crate) fn swap(&self, value: Arc<T>) -> Arc<T> {
            std::mem::replace(&mut self.lock(), value)
        }

        fn lock(&self) -> MutexGuard<'_, Arc<T>> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }
}

use primitives::{ArcSwap, Mutex, MutexGuard};
pub(crate) use primitives::{AtomicBool, Guard, thread};

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
