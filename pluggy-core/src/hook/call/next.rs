//! Wrappers: each runs what is inside it by its `next`.

use std::convert::Infallible;
use std::mem;

use super::blame::{Blame, Each, Unfinished};
use super::flight::{Flight, Special};
use super::kinds::{Errors, Flow};
use super::watched::{self, Tell};
use super::{Answer, Arguments, Kind, Output, SyncArguments, fold};
use crate::hook::relay::Hook;
use crate::hook::typed::Typed;
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
    blame: Blame<'a>,
}

/// Runs a call that is more than a loop over its implementations.
#[inline(never)]
pub(super) fn run<A: SyncArguments>(typed: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    let view = typed.view();
    if !view.is_whole() {
        return run_special(typed, args);
    }
    let each = Each::default();
    let frame = Frame { typed, special: None, blame: Blame::new::<A::Kind>(&each) };
    let output = Next { frame: &frame, depth: 0 }.run(args);
    A::Kind::answer(output, |at| frame.blame.of::<A::Kind>(at, view), A::cause)
}

#[inline(never)]
fn run_special<A: SyncArguments>(typed: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    let view = typed.view();
    let special = Special::new(view, A::Hook::SPEC);
    let each = Each::default();
    let frame = Frame { typed, special: Some(&special), blame: Blame::new::<A::Kind>(&each) };
    let mut flight = InFlight::new(&frame, args);
    special.run(&mut flight);
    A::Kind::answer(flight.landed(), |at| frame.blame.of::<A::Kind>(at, view), A::cause)
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
        let next = Next { frame, depth: depth + 1 };
        if A::Kind::ERRORS == Errors::None {
            return args.wrap(wrapper, next);
        }
        wrapped::<A::Kind>(&frame.blame, depth, || args.wrap(wrapper, next))
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
    let mut flight = InFlight::new(frame, args);
    special.drive(&mut flight, depth);
    flight.landed()
}

/// Runs a wrapper, and says whose error comes out of it.
#[inline]
fn wrapped<K: Kind>(blame: &Blame<'_>, depth: usize, run: impl FnOnce() -> K::Output) -> K::Output {
    blame.clear::<K>();
    let unfinished = Unfinished(blame);
    let output = run();
    mem::forget(unfinished);
    blame.wrapper::<K>(depth, &output);
    output
}

/// Out of line, as above.
#[inline(never)]
fn innermost<A: SyncArguments>(args: A, frame: &Frame<'_, A::Hook>) -> Output<A> {
    let (output, failed) = fold(frame.typed.implementations(), args);
    frame.blame.implementations::<A::Kind>(frame.typed.view().lens().0, failed, &output);
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

impl<A: SyncArguments> Flight for InFlight<'_, A> {
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
            let next = Next { frame: self.frame, depth: at + 1 };
            let output = wrapped::<A::Kind>(&self.frame.blame, at, || args.wrap(wrapper, next));
            if let Some(tell) = tell {
                watched::of_output::<A>(&output, tell);
            }
            self.output = Some(output);
        }
    }

    fn finish(&mut self, failed: Option<usize>) {
        if let (Some(args), Some(state)) = (self.args.take(), self.state.take()) {
            let output = A::Kind::finish(state, || args.handed());
            let wrappers = self.frame.typed.view().lens().0;
            self.frame.blame.implementations::<A::Kind>(wrappers, failed, &output);
            self.output = Some(output);
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
}

/// In place of arguments that a wrapper has.
struct Taken;

impl ShowArguments for Taken {
    fn argument(&self, _: usize) -> Option<&dyn std::fmt::Debug> {
        None
    }
}
