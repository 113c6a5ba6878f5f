//! A call: the wrappers around, the implementations inside, and what comes out.
//!
//! What the implementations' results come to is the [`Kind`]'s business; a
//! kind is one type in [`kinds`]. Everything else is the same for all. The
//! code here is compiled anew for each hook that a program calls, so it is
//! short: what can do without the hook's types is in [`flight`].

mod blame;
mod flight;
mod kinds;
mod later;
mod next;
mod single;
pub(crate) mod watched;

pub(super) use kinds::Told;
pub use kinds::{AllResults, Every, Fallible, First, Flow, Kind, Present, Try, Unit, Waterfall};
pub use later::{
    AsyncArguments, AsyncNext, BoxFuture, BoxFutureWithin, CalledAtOnce, FuturesOf, Started, Turns,
};
pub(super) use later::{Mode, run_async, run_single_async};
pub use next::Next;
pub(super) use single::run_single;
pub use watched::ErrorText;

use std::error::Error;
use std::fmt;

use super::hop::{Implementation, Wrapper};
use super::marker::Hook;
use super::source::Source;
use super::typed::Checked;
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

/// The arguments of one call of a hook. `#[hookspec]` writes the struct.
pub trait Arguments: ShowArguments + Sized {
    /// The hook.
    type Hook: Hook;
    /// Its kind, with the types of this call's results.
    type Kind: Kind;

    /// Takes what a result gives back, for the next implementation.
    fn hand_back(&mut self, value: Handed<Self>);

    /// What was given back last.
    fn handed(&mut self) -> Handed<Self>;

    /// What an implementation returned, where that is `Debug`.
    fn show_return(result: &Return<Self>) -> Option<&dyn fmt::Debug>;

    /// What comes out, where that is `Debug`.
    fn show_output(output: &Output<Self>) -> Option<&dyn fmt::Debug>;

    /// The text of an error.
    fn show_error(error: &<Self::Kind as Kind>::Error) -> ErrorText<'_>;

    /// What is behind an error, where its type can tell.
    fn cause(error: &<Self::Kind as Kind>::Error) -> Option<&(dyn Error + 'static)>;
}

/// The arguments of a hook that is not async.
pub trait SyncArguments: Arguments {
    /// Calls one implementation.
    fn call_one(&mut self, implementation: Implementation<'_, Self::Hook>) -> Return<Self>;

    /// Calls one wrapper.
    fn wrap(self, wrapper: Wrapper<'_, Self::Hook>, next: Next<'_, Self::Hook>) -> Output<Self>;
}

/// Runs a call to its end.
#[allow(clippy::inline_always, reason = "out of line, a short call takes 40 instructions more")]
#[inline(always)]
pub(super) fn run<A: SyncArguments>(source: &Checked<A::Hook, impl Source>, args: A) -> Answer<A> {
    let Some(list) = source.plain() else { return next::run(source, args) };
    let typed = list.typed();
    let (output, failed) = fold(typed.implementations(), args);
    let whose = |at| typed.view().implementation(failed.unwrap_or(at));
    let answer = A::Kind::answer(output, whose, A::cause);
    // Here, not at the end: what is stored before its fence is copied after it, at 12 ns.
    drop(list);
    answer
}

/// Runs implementations one after another, as far as the kind wants them;
/// answers whose failure ended it, too.
#[inline]
fn fold<'a, A: SyncArguments>(
    implementations: impl ExactSizeIterator<Item = Implementation<'a, A::Hook>>,
    mut args: A,
) -> (Output<A>, Option<usize>)
where
    A::Hook: 'a,
{
    let mut state = A::Kind::start(implementations.len());
    let mut failed = None;
    if !A::Kind::ONE_BY_ONE {
        A::Kind::take(
            &mut state,
            implementations.map(|implementation| args.call_one(implementation)),
        );
        return (A::Kind::finish(state, || args.handed()), failed);
    }
    for (at, implementation) in implementations.enumerate() {
        let result = args.call_one(implementation);
        match A::Kind::step(&mut state, result) {
            Flow::On => {}
            Flow::Back(value) => args.hand_back(value),
            Flow::Done => break,
            Flow::Failed => {
                failed = Some(at);
                break;
            }
        }
    }
    (A::Kind::finish(state, || args.handed()), failed)
}
