//! Wrappers: each runs what is inside it by its `next`.

use std::convert::Infallible;

use super::blame::Blame;
use super::flight::{Flight, Special};
use super::kinds::Flow;
use super::watched::{self, Tell};
use super::{Answer, Arguments, Kind, Output, SyncArguments, fold};
use crate::hook::hop::Wrapper;
use crate::hook::marker::Hook;
use crate::hook::source::Source;
use crate::hook::typed::{Checked, Typed};
use crate::monitor::ShowArguments;

/// Everything inside a wrapper, to be run once, or [`again`](Next::again).
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
    blame: Blame,
}

/// Runs a call that is more than a loop over its implementations.
#[inline(never)]
pub(super) fn run<A: SyncArguments>(source: &Checked<A::Hook, impl Source>, args: A) -> Answer<A> {
    source.with(|typed| {
        if typed.view().is_whole() { run_all(typed, None, args) } else { run_special(typed, args) }
    })
}

#[inline(never)]
fn run_special<A: SyncArguments>(typed: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    run_all(typed, Some(&Special::new(typed.view(), A::Hook::SPEC)), args)
}

#[inline]
fn run_all<A: SyncArguments>(
    typed: Typed<'_, A::Hook>,
    special: Option<&Special<'_>>,
    args: A,
) -> Answer<A> {
    let frame = Frame { typed, special, blame: Blame::new(A::Kind::ERRORS) };
    let output = Next { frame: &frame, depth: 0 }.run(args);
    A::Kind::answer(output, |at| frame.blame.of::<A::Kind>(at, typed.view()), A::cause)
}

impl<H: Hook> Next<'_, H> {
    /// The same, for a wrapper that runs what is inside more than once.
    #[must_use]
    pub fn again(&self) -> Self {
        Next { ..*self }
    }

    /// Runs what is inside with the wrapper's arguments.
    pub fn run<A: SyncArguments<Hook = H>>(self, args: A) -> Output<A> {
        let Next { frame, depth } = self;
        if let Some(special) = frame.special {
            return drive(special, frame, depth, args);
        }
        let Some(wrapper) = frame.typed.wrapper(depth) else { return innermost(args, frame) };
        frame.wrap(wrapper, depth, args)
    }
}

/// Out of line, so that going through a wrapper takes few instructions.
#[cold]
#[inline(never)]
fn drive<'a, A: SyncArguments>(
    special: &Special<'a>,
    frame: &'a Frame<'a, A::Hook>,
    depth: usize,
    args: A,
) -> Output<A> {
    let mut flight = InFlight { frame, args: Some(args), state: None, output: None };
    special.run(&mut flight, depth);
    flight.output.expect("a flight that was driven to its end")
}

impl<H: Hook> Frame<'_, H> {
    /// Runs a wrapper, and says whose error comes out of it.
    #[inline]
    fn wrap<A: SyncArguments<Hook = H>>(
        &self,
        wrapper: Wrapper<'_, H>,
        at: usize,
        args: A,
    ) -> Output<A> {
        let next = Next { frame: self, depth: at + 1 };
        if !A::Kind::CAN_FAIL {
            return args.wrap(wrapper, next);
        }
        let wrapping = self.blame.wrapper(at);
        let output = args.wrap(wrapper, next);
        wrapping.end::<A::Kind>(&output);
        output
    }

    /// Says whose error comes out of the implementations, of which one may have failed.
    #[inline]
    fn innermost<K: Kind>(&self, failed: Option<usize>, output: &K::Output) {
        if K::CAN_FAIL {
            let (wrappers, _) = self.typed.view().lens();
            self.blame.implementations::<K>(wrappers, failed, output);
        }
    }
}

/// Out of line, as above.
#[inline(never)]
fn innermost<A: SyncArguments>(args: A, frame: &Frame<'_, A::Hook>) -> Output<A> {
    let (output, failed) = fold(frame.typed.implementations(), args);
    frame.innermost::<A::Kind>(failed, &output);
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

impl<A: SyncArguments> Flight for InFlight<'_, A> {
    fn start(&mut self, most: usize) {
        self.state = Some(A::Kind::start(most));
    }

    fn call(&mut self, at: usize, tell: Option<Tell<'_>>) -> Flow<Infallible> {
        let InFlight { frame, args: Some(args), state: Some(state), .. } = self else {
            return Flow::Done;
        };
        let Some(implementation) = frame.typed.member(at) else { return Flow::Done };
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

    fn wrap(&mut self, at: usize) {
        let Some(wrapper) = self.frame.typed.member_wrapper(at) else { return };
        let Some(args) = self.args.take() else { return };
        let _ = self.output.insert(self.frame.wrap(wrapper, at, args));
    }

    fn finish(&mut self, failed: Option<usize>) {
        let Some(args) = &mut self.args else { return };
        let Some(state) = self.state.take() else { return };
        let output = self.output.insert(A::Kind::finish(state, || args.handed()));
        self.frame.innermost::<A::Kind>(failed, output);
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
}

/// In place of arguments that a wrapper has.
struct Taken;

impl ShowArguments for Taken {
    fn argument(&self, _: usize) -> Option<&dyn std::fmt::Debug> {
        None
    }
}
