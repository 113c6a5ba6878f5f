//! What a call sees a value by: it holds it, or where that can't be, has a count.

use std::ops::Deref;

use super::primitives::Arc;
use super::published::{Held, Published};

pub(crate) enum Loaded<'a, T> {
    Held(Held<'a, T>),
    Counted(Arc<T>),
}

pub(crate) fn load<T: Send + Sync + 'static>(place: &Published<T>) -> Loaded<'_, T> {
    place.try_load().map_or_else(|| Loaded::Counted(place.load()), Loaded::Held)
}

impl<T> Deref for Loaded<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Loaded::Held(value) => value,
            Loaded::Counted(value) => value,
        }
    }
}
