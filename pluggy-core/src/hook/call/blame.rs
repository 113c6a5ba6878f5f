//! Whose the errors are that come out of what has run so far.
//!
//! An error is that of the implementation that made it, as long as each wrapper
//! around answers an error too; else of the wrapper that made it. Where there can
//! be one for each implementation, that is so at each place of what comes out; a
//! wrapper that changes how many there are has made all of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::kinds::{Errors, Kind};
use crate::hook::entry::Entry;
use crate::hook::hop::Bound;
use crate::hook::view::View;
use crate::sync::Lock;

/// Who ran: the wrappers of a view are counted first, then its implementations.
pub(super) type Place = usize;

/// The culprits. It can be sent along with the call that it is of.
pub(super) struct Blame {
    /// Of the one error, its culprit's place and one more; none is 0.
    one: AtomicUsize,
    /// Of as many as there can be errors, where there can be more.
    each: Option<Box<Each>>,
}

/// The culprit at each place of what comes out.
type Each = Lock<Vec<Option<Place>>>;

impl Blame {
    /// Of a kind that can have such errors.
    #[inline]
    pub(super) fn new(errors: Errors) -> Self {
        let each = (errors == Errors::Each).then(Box::default);
        Blame { one: AtomicUsize::new(0), each }
    }

    /// Nobody's: before something runs.
    #[inline]
    pub(super) fn clear<K: Kind>(&self) {
        match K::ERRORS {
            Errors::None => {}
            Errors::One => self.one.store(0, Ordering::Relaxed),
            Errors::Each => self.set(Vec::new()),
        }
    }

    /// The implementations have run, the last of them as far as `failed`.
    #[inline]
    pub(super) fn implementations<K: Kind>(
        &self,
        wrappers: usize,
        failed: Option<usize>,
        output: &K::Output,
    ) {
        match K::ERRORS {
            Errors::None => {}
            Errors::One => {
                let one = failed.map_or(0, |at| wrappers + at + 1);
                self.one.store(one, Ordering::Relaxed);
            }
            Errors::Each => {
                let places = K::errors(output).enumerate();
                let each = places.map(|(at, is_error)| is_error.then_some(wrappers + at));
                self.set(each.collect());
            }
        }
    }

    /// A wrapper has run.
    #[inline]
    pub(super) fn wrapper<K: Kind>(&self, place: Place, output: &K::Output) {
        match K::ERRORS {
            Errors::None => {}
            Errors::One => {
                let inside = self.one.load(Ordering::Relaxed);
                let is_error = K::errors(output).any(|is_error| is_error);
                let one = match (is_error, inside) {
                    (false, _) => 0,
                    (true, 0) => place + 1,
                    (true, inside) => inside,
                };
                self.one.store(one, Ordering::Relaxed);
            }
            Errors::Each => self.each_wrapped(place, &K::errors(output).collect::<Vec<_>>()),
        }
    }

    fn each_wrapped(&self, place: Place, errors: &[bool]) {
        let Some(each) = &self.each else { return };
        let mut each = each.lock();
        let is_whole = each.len() == errors.len();
        let inside = |at: usize| each.get(at).copied().flatten().filter(|_| is_whole);
        let errors = errors.iter().enumerate();
        let all = errors.map(|(at, is_error)| is_error.then(|| inside(at).unwrap_or(place)));
        let all = all.collect();
        *each = all;
    }

    fn set(&self, places: Vec<Option<Place>>) {
        if let Some(each) = &self.each {
            *each.lock() = places;
        }
    }

    /// Whose the error at a place of what has come out is.
    #[inline]
    pub(super) fn of<'v, K: Kind>(&self, at: usize, view: View<'v>) -> Option<Bound<'v>> {
        if !K::CAN_FAIL {
            return None;
        }
        let place = match K::ERRORS {
            Errors::None => None,
            Errors::One => self.one.load(Ordering::Relaxed).checked_sub(1),
            Errors::Each => self.each.as_ref()?.lock().get(at).copied().flatten(),
        };
        member(view, place?)
    }
}

/// Who stands at a place.
fn member(view: View<'_>, place: Place) -> Option<Bound<'_>> {
    let (wrappers, _) = view.lens();
    match place.checked_sub(wrappers) {
        Some(at) => view.implementation(at),
        None => view.wrapper(place).map(Entry::bound),
    }
}

/// Around something that runs: should it not come to its end, by a panic or
/// since it is dropped, whoever survives that has no culprit inside.
pub(super) struct Unfinished<'a>(pub(super) &'a Blame);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.0.one.store(0, Ordering::Relaxed);
        self.0.set(Vec::new());
    }
}
