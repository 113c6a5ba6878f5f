//! Wrappers: each runs what is inside it by its `next`.

use std::convert::Infallible;
use std::fmt;

use super::blame::Blame;
use super::flight::{Flight, Special};
use super::kinds::Flow;
use super::watched::{Shows, Tell};
use super::{Kind, Returned, fold};
use crate::hook::erased::{Call, Implementations};
use crate::hook::source::Source;
use crate::hook::typed::Looked;
use crate::hook::view::View;
use crate::monitor::ShowArguments;

/// What is inside a wrapper.
#[derive(Clone, Copy)]
pub(in crate::hook) struct Inside<'a> {
    pub(in crate::hook) frame: &'a Frame<'a>,
    /// How many wrappers are outside.
    pub(in crate::hook) depth: usize,
}

/// What all wrappers of one call share.
pub(in crate::hook) struct Frame<'a> {
    pub(in crate::hook) view: View<'a>,
    special: Option<&'a Special<'a>>,
    /// Whose error it is that comes out of what has run so far.
    blame: &'a Blame,
}

/// Runs a call that is more than a loop over its implementations.
#[inline]
pub(super) fn run<K: Kind, S: Source>(call: Call<'_, &S, K>) -> K::Answer {
    let (mut looked, blame) = (Looked::new(), Blame::new(K::ERRORS));
    let cause = call.args.cause();
    let call = call.look(&mut looked);
    let view = call.on();
    let output = if view.is_whole() {
        run_inside(call.within(&Frame { view, special: None, blame: &blame }))
    } else {
        let special = Special::new(view, call.args.spec());
        let frame = Frame { view, special: Some(&special), blame: &blame };
        call.within(&frame).hand_on(|call| drive(&special, call))
    };
    blame.answer::<K>(output, view, cause)
}

/// Runs what is inside a wrapper.
#[inline]
pub(in crate::hook) fn run_inside<'a, K: Kind>(call: Call<'a, Inside<'a>, K>) -> K::Output {
    let Inside { frame, depth } = call.on();
    if let Some(special) = frame.special {
        return call.hand_on(|call| drive(special, call));
    }
    // What is not whole is special.
    match call.listed(depth) {
        Ok(wrapper) => wrap::<K>(frame.blame, depth, wrapper),
        Err(call) => call.hand_on(innermost),
    }
}

#[inline]
fn drive<'a, K: Kind>(special: &Special<'_>, call: Call<'a, Inside<'a>, K>) -> K::Output {
    let Inside { frame, depth } = call.on();
    let (blame, shows) = (frame.blame, call.args.shows());
    let mut flight = InFlight { call: Some(call), blame, shows, state: None, output: None };
    special.run(&mut flight, depth);
    flight.output.expect("a flight that was driven to its end")
}

/// Runs a wrapper, and says whose error comes out of it.
#[inline]
fn wrap<K: Kind>(blame: &Blame, at: usize, wrapper: impl FnOnce() -> K::Output) -> K::Output {
    if !K::CAN_FAIL {
        return wrapper();
    }
    let wrapping = blame.wrapper(at);
    let output = wrapper();
    wrapping.end::<K>(&output);
    output
}

#[inline]
fn innermost<'a, K: Kind>(mut call: Call<'a, Inside<'a>, K>) -> K::Output {
    let blame = call.on().frame.blame;
    run_innermost(call.given(), blame)
}

#[inline]
fn run_innermost<K: Kind>(given: Implementations<'_, '_, K>, blame: &Blame) -> K::Output {
    let (wrappers, _) = given.view().lens();
    let (output, failed) = fold(given);
    blame.innermost::<K>(wrappers, failed, &output);
    output
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
    /// Until a wrapper has its arguments.
    call: Option<Call<'a, Inside<'a>, K>>,
    blame: &'a Blame,
    shows: Shows<K>,
    state: Option<K::State>,
    output: Option<K::Output>,
}

impl<K: Kind> Flight for InFlight<'_, K> {
    fn start(&mut self, most: usize) {
        self.state = Some(K::start(most));
    }

    fn call(&mut self, at: usize, tell: Option<Tell<'_>>) -> Flow<Infallible> {
        let (Some(state), Some(call)) = (&mut self.state, &mut self.call) else {
            return Flow::Done;
        };
        let Some(result) = call.run_one(at) else { return Flow::Done };
        if let Some(tell) = tell {
            self.shows.tell(Returned::One(&result), tell);
        }
        match K::step(state, result) {
            Flow::On => Flow::On,
            Flow::Back(value) => {
                call.args.hand_back(value);
                Flow::On
            }
            Flow::Done => Flow::Done,
            Flow::Failed => Flow::Failed,
        }
    }

    fn wrap(&mut self, at: usize) {
        let wrapper = self.call.take().and_then(|call| call.wrapper(at).ok());
        self.output = wrapper.map(|wrapper| wrap::<K>(self.blame, at, wrapper));
    }

    fn finish(&mut self, wrappers: usize, failed: Option<usize>) {
        let Some(state) = self.state.take() else { return };
        let handed = || {
            let call = self.call.as_mut();
            call.map(|call| call.args.handed()).expect("arguments that no wrapper has")
        };
        let output = self.output.insert(K::finish(state, handed));
        self.blame.innermost::<K>(wrappers, failed, output);
    }

    fn arguments(&self) -> &dyn ShowArguments {
        match &self.call {
            Some(call) => &call.args,
            None => &Taken,
        }
    }

    fn tell_output(&self, tell: Tell<'_>) {
        if let Some(output) = &self.output {
            self.shows.tell(Returned::All(output), tell);
        }
    }
}
