//! A value whose drop is compiled in this crate, and not once more in each that owns it.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

/// It is dropped by code of where it was made: by no generic function of a user's.
pub(crate) struct DroppedHere<T> {
    value: ManuallyDrop<Option<T>>,
    end: fn(&mut Option<T>),
}

const HERE: &str = "it is there until it is dropped";

impl<T> DroppedHere<T> {
    pub(crate) fn new(value: T) -> Self {
        DroppedHere { value: ManuallyDrop::new(Some(value)), end: |value| drop(value.take()) }
    }
}

impl<T: Default> Default for DroppedHere<T> {
    fn default() -> Self {
        DroppedHere::new(T::default())
    }
}

impl<T> Deref for DroppedHere<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(HERE)
    }
}

impl<T> DerefMut for DroppedHere<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect(HERE)
    }
}

impl<T> Drop for DroppedHere<T> {
    fn drop(&mut self) {
        (self.end)(&mut self.value);
    }
}
