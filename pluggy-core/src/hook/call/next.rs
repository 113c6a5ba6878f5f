//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;
use std::convert::Infallible;
use std::mem;

use super::flight::{Flight, Special};
use super::kinds::Flow;
use super::watched::{self, Tell};
use super::{Answer, Arguments, Kind, Output, fold};
use crate::hook::hop::Bound;
use crate::hook::list::Typed;
use crate::hook::relay::Hook;
use crate::monitor::ShowArguments;

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
}

/// What all wrappers of one call share.
struct Frame<'a, H> {
    typed: Typed<'a, H>,
    special: Option<&'a Special<'a>>,
    /// Whose error it is that comes out of what has run so far.
    culprit: Cell<Option<Bound<'a>>>,
}

/// Runs a call that is more than a loop over its implementations.
#[inline(never)]
pub(super) fn run<A: Arguments>(typed: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    if !typed.view().is_whole() {
        return run_special(typed, args);
    }
    let frame = Frame { typed, special: None, culprit: Cell::new(None) };
    let output = Next { frame: &frame, depth: 0 }.run(args);
    A::Kind::answer(output, frame.culprit.get(), A::cause)
}

#[inline(never)]
fn run_special<A: Arguments>(typed: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    let special = Special::new(typed.view(), A::Hook::SPEC);
    let frame = Frame { typed, special: Some(&special), culprit: Cell::new(None) };
    let mut flight = InFlight::new(&frame, args);
    special.run(&mut flight, &frame.culprit);
    A::Kind::answer(flight.landed(), frame.culprit.get(), A::cause)
}

impl<H: Hook> Next<'_, H> {
    /// Runs what is inside with the wrapper's arguments.
    ///
    /// An error names the one inside that made it, as long as each wrapper
    /// around answers an error too; else the wrapper that made it.
    pub fn run<A: Arguments<Hook = H>>(self, args: A) -> Output<A> {
        let Next { frame, depth } = self;
        if let Some(special) = frame.special {
            return drive(special, frame, depth, args);
        }
        let Some(wrapper) = frame.typed.wrapper(depth) else { return innermost(args, frame) };
        let next = Next { frame, depth: depth + 1 };
        let bound = wrapper.bound();
        if !A::Kind::CAN_FAIL {
            return args.wrap(wrapper, next);
        }
        attributed(&frame.culprit, bound, || args.wrap(wrapper, next), A::Kind::is_failure)
    }
}

/// Out of line, so that going through a wrapper takes few instructions.
#[cold]
#[inline(never)]
fn drive<'a, A: Arguments>(
    special: &Special<'a>,
    frame: &'a Frame<'a, A::Hook>,
    depth: usize,
    args: A,
) -> Output<A> {
    let mut flight = InFlight::new(frame, args);
    special.drive(&mut flight, depth, &frame.culprit);
    flight.landed()
}

/// Runs a wrapper, and says whose error comes out of it.
#[inline]
pub(super) fn attributed<'a, R>(
    culprit: &Cell<Option<Bound<'a>>>,
    wrapper: Bound<'a>,
    run: impl FnOnce() -> R,
    is_failure: impl FnOnce(&R) -> bool,
) -> R {
    culprit.set(None);
    let panics = Unwinding(culprit);
    let output = run();
    mem::forget(panics);
    culprit.set(is_failure(&output).then(|| culprit.get().unwrap_or(wrapper)));
    output
}

/// A panic in a wrapper leaves no culprit behind for one that catches it.
struct Unwinding<'a, 'c>(&'a Cell<Option<Bound<'c>>>);

impl Drop for Unwinding<'_, '_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

/// Out of line, as above.
#[inline(never)]
fn innermost<A: Arguments>(args: A, frame: &Frame<'_, A::Hook>) -> Output<A> {
    let (output, culprit) = fold(frame.typed.implementations(), args);
    if A::Kind::CAN_FAIL {
        frame.culprit.set(culprit);
    }
    output
}

/// What of a call in flight knows the types of its hook.
struct InFlight<'a, A: Arguments> {
    frame: &'a Frame<'a, A::Hook>,
    /// None once a wrapper has them.
    args: Option<A>,
    state: Option<<A::Kind as Kind>::State>,
    output: Option<Output<A>>,
}

impl<'a, A: Arguments> InFlight<'a, A> {
    fn new(frame: &'a Frame<'a, A::Hook>, args: A) -> Self {
        InFlight { frame, args: Some(args), state: None, output: None }
    }

    /// What has come out.
    fn landed(self) -> Output<A> {
        self.output.expect("a flight that was driven to its end")
    }
}

impl<A: Arguments> Flight for InFlight<'_, A> {
    fn start(&mut self, most: usize) {
        self.state = Some(A::Kind::start(most));
    }

    fn call(&mut self, at: usize, tell: Option<Tell<'_>>) -> Flow<Infallible> {
        let implementation = self.frame.typed.member(at);
        let (Some(args), Some(state), Some(implementation)) =
            (&mut self.args, &mut self.state, implementation)
        else {
            return Flow::Done;
        };
        let result = args.call_one(implementation);
        if let Some(tell) = tell {
            watched::of_return::<A>(&result, tell);
        }
        match A::Kind::step(state, result) {
            Flow::On => Flow::On,
            Flow::Back(value) => {
                args.hand_back(value);
                Flow::On
            }
            Flow::Done => Flow::Done,
            Flow::Failed => Flow::Failed,
        }
    }

    fn wrap(&mut self, at: usize, tell: Option<Tell<'_>>) {
        let wrapper = self.frame.typed.member_wrapper(at);
        if let (Some(args), Some(wrapper)) = (self.args.take(), wrapper) {
            let output = args.wrap(wrapper, Next { frame: self.frame, depth: at + 1 });
            if let Some(tell) = tell {
                watched::of_output::<A>(&output, tell);
            }
            self.output = Some(output);
        }
    }

    fn finish(&mut self) {
        if let (Some(args), Some(state)) = (self.args.take(), self.state.take()) {
            self.output = Some(A::Kind::finish(state, args.handed()));
        }
    }

    fn arguments(&self) -> &dyn ShowArguments {
        match &self.args {
            Some(args) => args,
            None => &Taken,
        }
    }

    fn tell_output(&self, tell: Tell<'_>) {
        if let Some(output) = &self.output {
            watched::of_output::<A>(output, tell);
        }
    }

    fn has_failed(&self) -> bool {
        self.output.as_ref().is_some_and(A::Kind::is_failure)
    }
}

/// In place of arguments that a wrapper has.
struct Taken;

impl ShowArguments for Taken {
    fn argument(&self, _: usize) -> Option<&dyn std::fmt::Debug> {
        None
    }
}
