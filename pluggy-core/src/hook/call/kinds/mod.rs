//! The kinds of hook: what the implementations' results come to.

mod fallible;
mod plain;

pub use fallible::{AllResults, Fallible, Try};
pub use plain::{Every, First, Present, Unit, Waterfall};

use std::iter;

use crate::hook::erased::Implementations;
use crate::hook::error::Cause;
use crate::hook::hop::Bound;

/// A kind of hook, with the types of its results: a fold over them.
pub trait Kind: Sized {
    /// What one implementation returns.
    type Return;
    /// What has come of the results so far.
    type State;
    /// What a result gives back to the arguments, for the next implementation.
    type Handed;
    /// What all of them come to: what a wrapper sees.
    type Output;
    /// What the caller gets.
    type Answer;
    /// What one result comes to by itself.
    type One;
    /// What an implementation may fail with.
    type Error;

    /// What a call of so many implementations starts with.
    fn start(most: usize) -> Self::State;

    /// What one result does to it.
    fn step(state: &mut Self::State, result: Self::Return) -> Flow<Self::Handed>;

    /// Whether results are looked at one by one, since one can end the call or is
    /// given back. Where none is, all are taken at once, which costs less.
    const ONE_BY_ONE: bool = true;

    /// Runs all, of a kind where no result ends the call or is given back.
    #[inline]
    fn take(given: &mut Implementations<'_, '_, Self>) -> Self::State {
        let mut state = Self::start(given.len());
        while let Some(result) = given.next() {
            drop(Self::step(&mut state, result));
        }
        state
    }

    /// Whether results are given back to the arguments.
    const IS_HANDED: bool = false;

    /// What it comes to, with what the arguments were given back last, if that is
    /// wanted.
    fn finish(state: Self::State, handed: impl FnOnce() -> Self::Handed) -> Self::Output;

    /// Where errors can be in what comes out.
    const ERRORS: Errors = Errors::None;

    /// Whether there can be any. What asks this is not compiled where there can't.
    const CAN_FAIL: bool = !matches!(Self::ERRORS, Errors::None);

    /// Whether there is an error at each place in what comes out.
    fn errors(output: &Self::Output) -> impl Iterator<Item = bool> {
        let _ = output;
        iter::empty()
    }

    /// Whether a result ends the call as an error does, also of calls beside it.
    fn is_end(result: &Self::Return) -> bool {
        let _ = result;
        false
    }

    /// Gives the caller what came out; an error, with the culprit's name.
    fn answer<'a>(
        output: Self::Output,
        culprit: impl Fn(usize) -> Option<Bound<'a>>,
        cause: Cause<Self::Error>,
    ) -> Self::Answer;

    /// Gives the caller one result by itself; an error, with the culprit's name.
    fn one(result: Self::Return, whose: Bound<'_>, cause: Cause<Self::Error>) -> Self::One;

    /// How many results an implementation returned.
    ///
    /// # Errors
    ///
    /// When it failed: its error.
    fn inspect_return(result: &Self::Return) -> Result<usize, &Self::Error>;

    /// How many results come out.
    ///
    /// # Errors
    ///
    /// When an error comes out.
    fn inspect_output(output: &Self::Output) -> Result<usize, &Self::Error>;
}

/// A kind that a historic hook can be of, whose calls are told to a callback.
pub trait Told: Kind {
    /// What the callback gets.
    type Item;

    /// What it gets of one result, if anything.
    fn item(
        result: Self::Return,
        whose: Bound<'_>,
        cause: Cause<Self::Error>,
    ) -> Option<Self::Item>;
}

/// Where errors can be in what comes out of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Nowhere.
    None,
    /// It can be one.
    One,
    /// There can be one for each implementation.
    Each,
}

/// How a call goes on after a result.
pub enum Flow<B = ()> {
    /// With the next implementation.
    On,
    /// With the next implementation, which is given this.
    Back(B),
    /// Not at all: the call has what it wants.
    Done,
    /// Not at all: the result is an error.
    Failed,
}
