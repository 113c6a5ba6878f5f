//! A call: the wrappers around, the implementations inside, and what comes out.
//!
//! What the implementations' results come to is the [`Kind`]'s business; a
//! kind is one type in [`kinds`]. Everything else is the same for all. What
//! knows the hook's types is compiled anew for each hook that a program calls.
//! So a call knows its kind alone, an async one excepted, and what can do
//! without any types is in [`flight`].

mod blame;
mod flight;
mod kinds;
mod later;
mod next;
mod single;
pub(crate) mod watched;

pub(super) use kinds::Told;
pub use kinds::{AllResults, Every, Fallible, First, Flow, Kind, Present, Try, Unit, Waterfall};
pub use later::{AsyncNext, BoxFuture, BoxFutureWithin, CalledAtOnce, FuturesOf, Started, Turns};
pub(super) use later::{Mode, run_async, run_single_async};
pub(super) use next::{Frame, Inside, run_inside};
pub(super) use single::run_single;
pub use watched::ErrorText;
pub(super) use watched::Shows;

use std::{error, fmt};

use super::erased::{Call, Implementations};
use super::error::Cause;
use super::marker::Hook;
use super::source::Source;
pub use super::typed::Next;
use crate::monitor::ShowArguments;

/// What one implementation returns.
pub type Return<A> = <<A as Arguments>::Kind as Kind>::Return;

/// What all that is inside a wrapper comes to.
pub type Output<A> = <<A as Arguments>::Kind as Kind>::Output;

/// What a result gives back to the arguments.
pub type Handed<A> = <<A as Arguments>::Kind as Kind>::Handed;

/// What the caller gets.
pub type Answer<A> = <<A as Arguments>::Kind as Kind>::Answer;

/// What the caller gets of one implementation by itself.
pub(super) type One<A> = <<A as Arguments>::Kind as Kind>::One;

/// What an implementation may fail with.
type Error<A> = <<A as Arguments>::Kind as Kind>::Error;

/// The arguments of one call of a hook. `#[hookspec]` writes the struct.
pub trait Arguments: ShowArguments + Sized {
    /// The hook.
    type Hook: Hook;
    /// Its kind, with the types of this call's results.
    type Kind: Kind;

    /// Takes what a result gives back, for the next implementation: of a waterfall.
    fn hand_back(&mut self, value: Handed<Self>) {
        drop(value);
    }

    /// What was given back last, which is asked of a waterfall alone.
    fn handed(&mut self) -> Handed<Self> {
        unreachable!("nothing is given back")
    }

    /// What is returned, where that is `Debug`.
    fn show(returned: Returned<'_, Self::Kind>) -> Option<&dyn fmt::Debug>;

    /// The text of an error, of a hook that can fail.
    fn show_error(error: &Error<Self>) -> ErrorText<'_> {
        let _ = error;
        ErrorText { display: None, debug: None }
    }

    /// What is behind an error, where its type can tell.
    fn cause(error: &Error<Self>) -> Option<&(dyn error::Error + 'static)> {
        let _ = error;
        None
    }
}

/// What is returned in a call.
#[derive(Clone, Copy)]
pub enum Returned<'a, K: Kind> {
    /// By an implementation.
    One(&'a K::Return),
    /// By a wrapper, or by the call.
    All(&'a K::Output),
}

/// Runs a call to its end. Out of line, a short one takes 40 instructions more.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn run<K: Kind, S: Source>(call: Call<'_, &S, K>) -> K::Answer {
    call.run(run_plain, next::run)
}

/// Runs implementations and nothing else.
#[allow(clippy::inline_always, reason = "as above: what calls it is many")]
#[inline(always)]
fn run_plain<K: Kind>(given: Implementations<'_, '_, K>, cause: Cause<K::Error>) -> K::Answer {
    let view = given.view();
    let (output, failed) = fold(given);
    K::answer(output, |at| view.implementation(failed.unwrap_or(at)), cause)
}

/// Runs implementations one after another, as far as the kind wants them;
/// answers whose failure ended it, too.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn fold<K: Kind>(mut given: Implementations<'_, '_, K>) -> (K::Output, Option<usize>) {
    if !K::ONE_BY_ONE {
        let state = K::take(&mut given);
        return (K::finish(state, || given.handed()), None);
    }
    let mut state = K::start(given.len());
    let mut failed = None;
    for at in 0.. {
        let Some(result) = given.next() else { break };
        match K::step(&mut state, result) {
            Flow::On => {}
            Flow::Back(value) => given.hand_back(value),
            Flow::Done => break,
            Flow::Failed => {
                failed = Some(at);
                break;
            }
        }
    }
    (K::finish(state, || given.handed()), failed)
}
