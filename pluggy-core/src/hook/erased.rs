//! A call, the type of its arguments set aside: what it is made on, and a loop over that.

use std::{ptr, slice};

use super::call::{Frame, Inside, Kind};
use super::entry::Entry;
use super::error::Cause;
use super::list::List;
use super::passed::Passed;
use super::source::{Shown, Source};
use super::typed::Looked;
use super::view::View;

/// The arguments of a call, with what it is made on: a source, what that shows, or what is
/// inside a wrapper. Both are of one hook that is not async, of which nothing more is known
/// than the kind `K`.
///
/// So what runs a call is compiled once for a kind, not for each hook.
pub(super) struct Call<'a, T, K: Kind> {
    pub(super) args: Passed<'a, K>,
    on: T,
}

impl<'a, T: Copy, K: Kind> Call<'a, T, K> {
    /// # Safety
    ///
    /// What it is made on is of the arguments' hook.
    #[inline]
    pub(super) unsafe fn new(on: T, args: Passed<'a, K>) -> Self {
        Call { args, on }
    }

    #[inline]
    pub(super) fn on(&self) -> T {
        self.on
    }

    /// Hands it to what is out of line, part by part: what is handed on as a whole is in
    /// memory from when it is made.
    #[inline]
    pub(super) fn hand_on<R>(self, to: impl FnOnce(Self) -> R) -> R {
        Call::handed_on(self.args, self.on, to)
    }

    #[inline(never)]
    fn handed_on<R>(args: Passed<'a, K>, on: T, to: impl FnOnce(Self) -> R) -> R {
        to(Call { args, on })
    }
}

impl<'s, S: Source, K: Kind> Call<'s, &'s S, K> {
    /// Runs the implementations of the list of this moment, where a loop over them is all
    /// that there is to it. In a debug build each hook would have a copy, were it inlined.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn run(
        mut self,
        loops: Loop<K>,
        or_else: impl FnOnce(Self) -> K::Answer,
    ) -> K::Answer {
        let Some(shown) = self.on.plain() else { return self.hand_on(or_else) };
        let cause = self.args.cause();
        let answer = loops(Implementations::of(shown.list().0, &mut self.args), cause);
        // Here, not at the end: what is stored before its fence is copied after it, at 12 ns.
        drop(shown);
        answer
    }

    /// Shows the list of this moment.
    #[inline]
    pub(super) fn look<'l>(self, looked: &'l mut Looked<'s, S>) -> Call<'l, View<'l>, K>
    where
        's: 'l,
    {
        Call { args: self.args, on: looked.at(self.on) }
    }
}

/// Runs implementations one after another.
type Loop<K> = fn(Implementations<'_, '_, K>, Cause<<K as Kind>::Error>) -> <K as Kind>::Answer;

impl<'a, K: Kind> Call<'a, View<'a>, K> {
    /// The same in a frame of that view.
    ///
    /// # Panics
    ///
    /// When the frame is of another, which would be a mistake in this crate.
    #[allow(clippy::inline_always, reason = "out of line, the call would be in memory")]
    #[inline(always)]
    pub(super) fn within(self, frame: &'a Frame<'a>) -> Call<'a, Inside<'a>, K> {
        assert!(ptr::eq(frame.view.list, self.on.list), "a frame of another list");
        Call { args: self.args, on: Inside { frame, depth: 0 } }
    }
}

impl<'a, K: Kind> Call<'a, Inside<'a>, K> {
    /// What runs the wrapper of a place, with what is inside it; the call, where there is
    /// none.
    #[inline]
    pub(super) fn wrapper(self, at: usize) -> Result<impl FnOnce() -> K::Output, Self> {
        match self.on.frame.view.wrapper(at) {
            Some(wrapper) => Ok(self.running(wrapper, at)),
            None => Err(self),
        }
    }

    /// The same of the whole list.
    #[inline]
    pub(super) fn listed(self, at: usize) -> Result<impl FnOnce() -> K::Output, Self> {
        match self.on.frame.view.list.wrappers().get(at) {
            Some(wrapper) => Ok(self.running(wrapper, at)),
            None => Err(self),
        }
    }

    #[inline]
    fn running(self, wrapper: &'a Entry, at: usize) -> impl FnOnce() -> K::Output {
        let inside = Inside { depth: at + 1, ..self.on };
        // SAFETY: the frame is of the arguments' hook, by `new`, and the wrapper its view's.
        move || unsafe { self.args.give(wrapper, inside) }
    }

    /// Runs the implementation of a place.
    pub(super) fn run_one(&mut self, at: usize) -> Option<K::Return> {
        let bound = self.on.frame.view.implementation(at)?;
        // SAFETY: as in `running`.
        Some(unsafe { bound.call(self.args.pointer()) })
    }

    /// The implementations of the whole list.
    #[inline]
    pub(super) fn given(&mut self) -> Implementations<'_, 'a, K> {
        Implementations::of(self.on.frame.view.list, &mut self.args)
    }
}

/// The implementations of a list, and the arguments to call them with.
pub struct Implementations<'a, 'p, K: Kind> {
    list: &'a List,
    /// Those that have not run.
    entries: slice::Iter<'a, Entry>,
    args: &'a mut Passed<'p, K>,
}

impl<'a, 'p, K: Kind> Implementations<'a, 'p, K> {
    /// Those of a list that is of the arguments' hook.
    #[inline]
    fn of(list: &'a List, args: &'a mut Passed<'p, K>) -> Self {
        Implementations { list, entries: list.implementations().iter(), args }
    }

    #[inline]
    pub(super) fn view(&self) -> View<'a> {
        View { list: self.list, part: None }
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Runs the next.
    #[inline]
    pub(super) fn next(&mut self) -> Option<K::Return> {
        let bound = self.entries.next()?.bound();
        // SAFETY: the list and the arguments are of one hook, by `of`.
        Some(unsafe { bound.call(self.args.pointer()) })
    }

    /// Runs all, and answers what they return.
    #[inline]
    pub(super) fn collect(&mut self) -> Vec<K::Return> {
        let mut all: Vec<K::Return> = Vec::with_capacity(self.len());
        while let Some(result) = self.next() {
            // SAFETY: there is room for the whole list.
            unsafe {
                all.as_mut_ptr().add(all.len()).write(result);
                all.set_len(all.len() + 1);
            }
        }
        all
    }

    /// Gives back what a result says, for the next.
    #[inline]
    pub(super) fn hand_back(&mut self, value: K::Handed) {
        self.args.hand_back(value);
    }

    /// What was given back last.
    ///
    /// # Panics
    ///
    /// When the kind gives nothing back.
    #[inline]
    pub(super) fn handed(&mut self) -> K::Handed {
        self.args.handed()
    }
}
