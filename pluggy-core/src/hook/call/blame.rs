//! Whose the errors are that come out of what has run so far.
//!
//! An error is that of the implementation that made it, as long as each wrapper
//! around answers an error too; else of the wrapper that made it, as is one of a
//! wrapper that ran what is inside more than once, where others failed each time.
//! Where there can be one for each implementation, that is so at each place of what
//! comes out; a wrapper that changes how many there are has made all of them.

use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::kinds::{Errors, Kind};
use crate::hook::entry::Entry;
use crate::hook::error::Cause;
use crate::hook::hop::Bound;
use crate::hook::view::View;
use crate::sync::Lock;

/// Who ran: the wrappers of a view are counted first, then its implementations.
pub(super) type Place = usize;

/// The culprits. It can be sent along with the call that it is of.
pub(super) struct Blame {
    /// Of the one error, its culprit's place and one more; or one of these.
    one: AtomicUsize,
    /// Of as many as there can be errors, where there can be more.
    each: Option<Box<Each>>,
}

/// In place of a culprit: there is none.
const NOBODY: usize = 0;
/// In place of a culprit: each run of what is inside a wrapper had another.
const SEVERAL: usize = usize::MAX;

/// The culprit at each place of what comes out.
type Each = Lock<Vec<Option<Place>>>;

impl Blame {
    /// Of a kind that can have such errors.
    #[inline]
    pub(super) fn new(errors: Errors) -> Self {
        let each = (errors == Errors::Each).then(Box::default);
        Blame { one: AtomicUsize::new(NOBODY), each }
    }

    /// The implementations have run, the last of them as far as `failed`.
    #[inline]
    pub(super) fn innermost<K: Kind>(
        &self,
        wrappers: usize,
        failed: Option<usize>,
        output: &K::Output,
    ) {
        if !K::CAN_FAIL {
            return;
        }
        match K::ERRORS {
            Errors::None => {}
            Errors::One => self.add(failed.map_or(NOBODY, |at| wrappers + at + 1)),
            Errors::Each => {
                let places = K::errors(output).enumerate();
                let each = places.map(|(at, is_error)| is_error.then_some(wrappers + at));
                self.set(each.collect());
            }
        }
    }

    /// A wrapper begins to run; nobody inside it has yet.
    #[inline]
    pub(super) fn wrapper(&self, place: Place) -> Wrapping<'_> {
        let before = self.replace(NOBODY);
        self.set(Vec::new());
        Wrapping { blame: self, place, before }
    }

    /// Not by a swap, which is slow: whoever polls a call is alone with it.
    #[inline]
    fn replace(&self, one: usize) -> usize {
        let before = self.one.load(Ordering::Relaxed);
        self.one.store(one, Ordering::Relaxed);
        before
    }

    /// What came of a run, beside what has come of others in the same wrapper.
    #[inline]
    fn add(&self, one: usize) {
        let before = self.one.load(Ordering::Relaxed);
        let is_other = before != NOBODY && one != NOBODY && before != one;
        self.one.store(if is_other { SEVERAL } else { one }, Ordering::Relaxed);
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

    /// Gives the caller what has come out; an error, with the culprit's name.
    #[inline]
    pub(super) fn answer<K: Kind>(
        &self,
        output: K::Output,
        view: View<'_>,
        cause: Cause<K::Error>,
    ) -> K::Answer {
        K::answer(output, |at| self.of::<K>(at, view), cause)
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

/// A wrapper that runs. Should it not come to its end, by a panic or since it is
/// dropped, whoever survives that has no culprit inside.
pub(super) struct Wrapping<'a> {
    blame: &'a Blame,
    place: Place,
    /// What came of other runs in the same wrapper around.
    before: usize,
}

impl Wrapping<'_> {
    /// It has come to its end.
    #[inline]
    pub(super) fn end<K: Kind>(self, output: &K::Output) {
        let Wrapping { blame, place, before } = self;
        mem::forget(self);
        match K::ERRORS {
            Errors::None => {}
            Errors::One => {
                let inside = blame.replace(before);
                let is_error = K::errors(output).any(|is_error| is_error);
                blame.add(match (is_error, inside) {
                    (false, _) => NOBODY,
                    (true, NOBODY | SEVERAL) => place + 1,
                    (true, inside) => inside,
                });
            }
            Errors::Each => blame.each_wrapped(place, &K::errors(output).collect::<Vec<_>>()),
        }
    }
}

impl Drop for Wrapping<'_> {
    fn drop(&mut self) {
        self.blame.one.store(NOBODY, Ordering::Relaxed);
        self.blame.set(Vec::new());
    }
}
