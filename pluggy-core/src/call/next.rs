//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;

use super::{Answer, Arguments, Kind, Output, run_implementations};
use crate::erased::{Functions, Typed};
use crate::imp::Imp;

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
}

/// What all wrappers of one call share.
struct Frame<'a, H> {
    calls: Typed<'a, H>,
    /// Whose error it is that comes out of what has run so far.
    culprit: Cell<Option<&'a Imp>>,
}

/// Runs a call that has wrappers.
pub(super) fn run<A: Arguments>(calls: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    let frame = Frame { calls, culprit: Cell::new(None) };
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
        let Some(wrapper) = frame.calls.wrapper(depth) else { return innermost(frame, args) };
        let next = Next { frame, depth: depth + 1 };
        if !A::Kind::CAN_FAIL {
            return args.wrap(wrapper, next);
        }
        frame.culprit.set(None);
        let imp = wrapper.imp();
        let output = args.wrap(wrapper, next);
        let is_failure = A::Kind::is_failure(&output);
        frame.culprit.set(is_failure.then(|| frame.culprit.get().unwrap_or(imp)));
        output
    }
}

/// Out of line, so that going through a wrapper takes few instructions.
#[inline(never)]
fn innermost<A: Arguments>(frame: &Frame<'_, A::Hook>, mut args: A) -> Output<A::Kind> {
    let mut culprit = None;
    let output = run_implementations(frame.calls, &mut args, &mut culprit);
    frame.culprit.set(culprit);
    output
}
