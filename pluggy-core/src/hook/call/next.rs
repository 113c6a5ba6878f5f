//! Wrappers: each runs what is inside it by its `next`.

use std::convert::Infallible;
use std::fmt;

use super::blame::Blame;
use super::flight::{Flight, Special};
use super::kinds::Flow;
use super::watched::{Shows, Tell};
use super::{Answer, Handed, Kind, Output, Return, Returned, fold};
use crate::hook::given::Given;
use crate::hook::hop::{SyncArguments, Wrapper};
use crate::hook::marker::Hook;
use crate::hook::source::Source;
use crate::hook::typed::{Checked, Looked, Typed};
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
    blame: &'a Blame,
}

/// Runs a call that is more than a loop over its implementations.
#[inline(never)]
pub(super) fn run<A: SyncArguments, S: Source>(source: &Checked<A::Hook, S>, args: A) -> Answer<A> {
    let mut looked = Looked::new();
    let blame = Blame::new(A::Kind::ERRORS);
    let typed = source.look(&mut looked);
    let output = if typed.view.is_whole() {
        let frame = Frame { typed: typed.whole(), special: None, blame: &blame };
        Next { frame: &frame, depth: 0 }.run(args)
    } else {
        let special = Special::new(typed.view, A::Hook::SPEC);
        drive(&special, &Frame { typed, special: Some(&special), blame: &blame }, 0, args)
    };
    blame.answer::<A::Kind>(output, typed.view, A::cause)
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
        // What is not whole is special.
        let Some(wrapper) = frame.typed.whole().wrapper(depth) else {
            return innermost(args, frame);
        };
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
    let mut passed = Passed { frame, args: Some(args) };
    InFlight::run(&mut passed, frame.blame, Shows::of::<A>(), special, depth)
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
            return wrapper.call(args, next);
        }
        let wrapping = self.blame.wrapper(at);
        let output = wrapper.call(args, next);
        wrapping.end::<A::Kind>(&output);
        output
    }
}

/// Out of line, as above.
#[inline(never)]
fn innermost<A: SyncArguments>(mut args: A, frame: &Frame<'_, A::Hook>) -> Output<A> {
    run_innermost(frame.typed.given(&mut args), frame.blame)
}

#[inline]
fn run_innermost<K: Kind>(given: Given<'_, K>, blame: &Blame) -> K::Output {
    let (wrappers, _) = given.view().lens();
    let (output, failed) = fold(given);
    blame.innermost::<K>(wrappers, failed, &output);
    output
}

/// The arguments of a call in flight, until a wrapper has them.
struct Passed<'a, A: SyncArguments> {
    frame: &'a Frame<'a, A::Hook>,
    args: Option<A>,
}

/// The same where no more of the hook is known than its kind.
trait PassedOf<K: Kind> {
    /// The arguments, to be shown.
    fn arguments(&self) -> &dyn ShowArguments;

    /// Runs the implementation of this place.
    fn call(&mut self, at: usize) -> Option<K::Return>;

    /// Runs the wrapper of this place.
    fn wrap(&mut self, at: usize) -> Option<K::Output>;

    /// Takes what a result gives back, for the next implementation.
    fn hand_back(&mut self, value: K::Handed);

    /// What was given back last.
    fn handed(&mut self) -> Option<K::Handed>;
}

impl<A: SyncArguments> PassedOf<A::Kind> for Passed<'_, A> {
    fn arguments(&self) -> &dyn ShowArguments {
        match &self.args {
            Some(args) => args,
            None => &Taken,
        }
    }

    fn call(&mut self, at: usize) -> Option<Return<A>> {
        match &mut self.args {
            Some(args) => self.frame.typed.call(at, args),
            None => None,
        }
    }

    fn wrap(&mut self, at: usize) -> Option<Output<A>> {
        let wrapper = self.frame.typed.wrapper(at)?;
        Some(self.frame.wrap(wrapper, at, self.args.take()?))
    }

    fn hand_back(&mut self, value: Handed<A>) {
        if !A::Kind::IS_HANDED {
            return;
        }
        if let Some(args) = &mut self.args {
            args.hand_back(value);
        }
    }

    fn handed(&mut self) -> Option<Handed<A>> {
        if !A::Kind::IS_HANDED {
            return None;
        }
        self.args.as_mut().map(A::handed)
    }
}

/// In place of arguments that a wrapper has.
struct Taken;

impl ShowArguments for Taken {
    fn argument(&self, _: usize) -> Option<&dyn fmt::Debug> {
        None
    }
}

/// A call in flight, of which the types of its results are known.
struct InFlight<'a, K: Kind> {
    passed: &'a mut dyn PassedOf<K>,
    blame: &'a Blame,
    shows: Shows<K>,
    state: Option<K::State>,
    output: Option<K::Output>,
}

impl<'a, K: Kind> InFlight<'a, K> {
    fn run(
        passed: &'a mut dyn PassedOf<K>,
        blame: &'a Blame,
        shows: Shows<K>,
        special: &Special<'_>,
        depth: usize,
    ) -> K::Output {
        let mut flight = InFlight { passed, blame, shows, state: None, output: None };
        special.run(&mut flight, depth);
        flight.output.expect("a flight that was driven to its end")
    }
}

impl<K: Kind> Flight for InFlight<'_, K> {
    fn start(&mut self, most: usize) {
        self.state = Some(K::start(most));
    }

    fn call(&mut self, at: usize, tell: Option<Tell<'_>>) -> Flow<Infallible> {
        let Some(state) = &mut self.state else { return Flow::Done };
        let Some(result) = self.passed.call(at) else { return Flow::Done };
        if let Some(tell) = tell {
            self.shows.tell(Returned::One(&result), tell);
        }
        match K::step(state, result) {
            Flow::On => Flow::On,
            Flow::Back(value) => {
                self.passed.hand_back(value);
                Flow::On
            }
            Flow::Done => Flow::Done,
            Flow::Failed => Flow::Failed,
        }
    }

    fn wrap(&mut self, at: usize) {
        self.output = self.passed.wrap(at);
    }

    fn finish(&mut self, wrappers: usize, failed: Option<usize>) {
        let Some(state) = self.state.take() else { return };
        let handed = || self.passed.handed().expect("a value that was given back");
        let output = self.output.insert(K::finish(state, handed));
        self.blame.innermost::<K>(wrappers, failed, output);
    }

    fn arguments(&self) -> &dyn ShowArguments {
        self.passed.arguments()
    }

    fn tell_output(&self, tell: Tell<'_>) {
        if let Some(output) = &self.output {
            self.shows.tell(Returned::All(output), tell);
        }
    }
}
