//! The crate's locks and published values: one place to look for both.
//!
//! No [`Lock`] is held while foreign code runs: hooks, constructors, replays,
//! callbacks, and the `Clone` and `Drop` of what plugins and hosts own. So
//! nothing can panic under one, and poisoning means nothing here.
//!
//! With `--cfg pluggy_model` a model checker has all of it in its hand, and
//! decides at each step which thread goes on: `tests/model/`.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::sync::{PoisonError, TryLockError};

#[cfg(not(pluggy_model))]
mod primitives {
    pub(super) use std::sync::atomic::AtomicPtr;
    pub(super) use std::sync::{Arc, Mutex, MutexGuard};
    pub(super) use std::thread_local;

    pub(crate) use std::sync::atomic::AtomicBool;
    pub(crate) use std::thread;

    pub(super) use crate::facts::panic::isolated;
    pub(super) use crate::sync::fences;

    /// How many values a thread can hold at once without a count.
    pub(super) const SLOTS: usize = 15;

    macro_rules! global {
        ($(#[$doc:meta])* static $name:ident: $type:ty = $value:expr;) => {
            $(#[$doc])* static $name: $type = $value;
        };
    }

    pub(super) use global;
}

#[cfg(pluggy_model)]
mod primitives {
    pub(super) use std::sync::Arc;

    pub(super) use shuttle::sync::atomic::AtomicPtr;
    pub(super) use shuttle::sync::{Mutex, MutexGuard};
    pub(super) use shuttle::thread_local;

    pub(crate) use shuttle::sync::atomic::AtomicBool;
    pub(crate) use shuttle::thread;

    pub(super) const SLOTS: usize = 2;

    /// The checker's own panics come out.
    pub(super) fn isolated(run: impl FnOnce()) {
        run();
    }

    /// The checker knows real ones alone.
    pub(super) mod fences {
        use shuttle::sync::atomic::{Ordering::SeqCst, fence};

        pub(crate) fn prepare() {}

        pub(crate) fn light() {
            fence(SeqCst);
        }

        pub(crate) fn is_light_enough() -> bool {
            true
        }

        pub(crate) fn real() {
            fence(SeqCst);
        }

        pub(crate) fn heavy() -> bool {
            fence(SeqCst);
            true
        }
    }

    macro_rules! global {
        ($(#[$doc:meta])* static $name:ident: $type:ty = $value:expr;) => {
            shuttle::lazy_static! { $(#[$doc])* static ref $name: $type = $value; }
        };
    }

    pub(super) use global;
}

#[cfg(not(pluggy_model))]
mod fences;
#[allow(unsafe_code, reason = "what is held lives; the file says why that is sound")]
mod published;

pub(crate) use primitives::{AtomicBool, thread};
use primitives::{Mutex, MutexGuard};
pub(crate) use published::{Held, Old, Published};

/// A mutex that no foreign code runs under.
#[derive(Default)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Lock(Mutex::new(value))
    }

    #[inline(never)]
    pub(crate) fn lock(&self) -> Locked<'_, T> {
        Locked::new(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does not wait; none where somebody has it.
    pub(crate) fn try_lock(&self) -> Option<Locked<'_, T>> {
        match self.0.try_lock() {
            Ok(value) => Some(Locked::new(value)),
            Err(TryLockError::Poisoned(value)) => Some(Locked::new(value.into_inner())),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// What a [`Lock`] holds, for as long as it is locked. Locking and unlocking are written
/// once: at each of many places they are a hundred bytes of a program.
pub(crate) struct Locked<'a, T>(ManuallyDrop<Option<MutexGuard<'a, T>>>);

const HELD: &str = "held until it is dropped";

impl<'a, T> Locked<'a, T> {
    fn new(value: MutexGuard<'a, T>) -> Self {
        Locked(ManuallyDrop::new(Some(value)))
    }
}

impl<T> Deref for Locked<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().expect(HELD)
    }
}

impl<T> DerefMut for Locked<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_deref_mut().expect(HELD)
    }
}

impl<T> Drop for Locked<'_, T> {
    #[inline(never)]
    fn drop(&mut self) {
        drop(self.0.take());
    }
}
