//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;

use super::{Answer, Arguments, Kind, Output, collect};
use crate::erased::{Functions, Typed};
use crate::imp::Imp;
use crate::source::{Members, View};

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
}

/// What all wrappers of one call share.
struct Frame<'a, H> {
    called: Called<'a, H>,
    /// Whose error it is that comes out of what has run so far.
    culprit: Cell<Option<&'a Imp>>,
}

/// What a call runs.
enum Called<'a, H> {
    /// A list as it stands.
    Whole(Typed<'a, H>),
    /// Some of a list, or more than it.
    Members(Members<'a, H>),
}

/// Runs a call that may have wrappers.
pub(super) fn run<A: Arguments>(view: &View<'_, A::Hook>, args: A) -> Answer<A> {
    let called = match view.whole() {
        Some(calls) => Called::Whole(calls),
        None => Called::Members(view.members()),
    };
    let frame = Frame { called, culprit: Cell::new(None) };
    let output = Next { frame: &frame, depth: 0 }.run(args);
    A::Kind::answer(output, frame.culprit.get())
}

impl<H: Functions> Next<'_, H> {
    /// Runs what is inside with the wrapper's arguments.
    ///
    /// An error names the one inside that made it, as long as each wrapper
    /// around answers an error too; else the wrapper that made it.
    pub fn run<A: Arguments<Hook = H>>(self, args: A) -> Output<A::Kind> {
        let Next { frame, depth } = self;
        let wrapper = match &frame.called {
            Called::Whole(calls) => calls.wrapper(depth),
            Called::Members(members) => members.wrappers.get(depth).copied(),
        };
        let Some(wrapper) = wrapper else { return innermost(frame, args) };
        let next = Next { frame, depth: depth + 1 };
        if !A::Kind::CAN_FAIL {
            return args.wrap(wrapper, next);
        }
        frame.culprit.set(None);
        let output = args.wrap(wrapper, next);
        let is_failure = A::Kind::is_failure(&output);
        let culprit = || frame.culprit.get().unwrap_or(wrapper.imp());
        frame.culprit.set(is_failure.then(culprit));
        output
    }
}

/// Out of line, so that going through a wrapper takes few instructions.
#[inline(never)]
fn innermost<A: Arguments>(frame: &Frame<'_, A::Hook>, mut args: A) -> Output<A::Kind> {
    let mut culprit = None;
    let output = match &frame.called {
        Called::Whole(calls) => collect(calls.implementations(), &mut args, &mut culprit),
        Called::Members(members) => {
            collect(members.implementations.iter().copied(), &mut args, &mut culprit)
        }
    };
    frame.culprit.set(culprit);
    output
}
