//! A call: the wrappers around, the implementations inside, and what comes out.
//!
//! What the implementations' results come to is the [`Kind`]'s business; a
//! kind is one type in [`kinds`]. Everything else is the same for all.

mod kinds;
mod next;
pub(crate) mod watched;

pub use kinds::{Every, Fallible, First, Kind, Present, Try, Unit};
pub use next::Next;
pub use watched::ErrorText;

use std::error::Error;
use std::fmt;

use crate::hook::hop::{Implementation, Wrapper};
use crate::hook::imp::Imp;
use crate::hook::source::View;
use crate::hook::spec::Hook;
use crate::monitor::ShowArguments;

/// What one implementation of a kind returns.
pub type Return<K> = <K as Kind>::Return;

/// What all that is inside a wrapper comes to.
pub type Output<K> = <K as Kind>::Output;

/// What the caller gets.
pub type Answer<A> = <<A as Arguments>::Kind as Kind>::Answer;

/// The arguments of one call of a hook. `#[hookspec]` writes the struct.
pub trait Arguments: ShowArguments + Sized {
    /// The hook.
    type Hook: Hook;
    /// Its kind, with the types of this call's results.
    type Kind: Kind;

    /// Calls one implementation.
    fn call(&mut self, implementation: Implementation<'_, Self::Hook>) -> Return<Self::Kind>;

    /// Calls one wrapper.
    fn wrap(
        self,
        wrapper: Wrapper<'_, Self::Hook>,
        next: Next<'_, Self::Hook>,
    ) -> Output<Self::Kind>;

    /// What an implementation returned, where that is `Debug`.
    fn show_return(result: &Return<Self::Kind>) -> Option<&dyn fmt::Debug>;

    /// What comes out, where that is `Debug`.
    fn show_output(output: &Output<Self::Kind>) -> Option<&dyn fmt::Debug>;

    /// The text of an error.
    fn show_error(error: &<Self::Kind as Kind>::Error) -> ErrorText<'_>;

    /// What is behind an error, where its type can tell.
    fn cause(error: &<Self::Kind as Kind>::Error) -> Option<&(dyn Error + 'static)>;
}

/// Runs a call to its end.
#[allow(clippy::inline_always, reason = "out of line, a short call takes 40 instructions more")]
#[inline(always)]
pub(crate) fn run<A: Arguments>(view: &View<'_, A::Hook>, mut args: A) -> Answer<A> {
    let Some(calls) = view.plain() else { return next::run(view, args) };
    let mut culprit = None;
    let call = |implementation| args.call(implementation);
    let output = collect::<A>(calls.implementations(), call, &mut culprit);
    A::Kind::answer(output, culprit, A::cause)
}

/// Runs implementations; one that fails is the culprit.
#[inline]
fn collect<'a, A: Arguments>(
    implementations: impl ExactSizeIterator<Item = Implementation<'a, A::Hook>>,
    mut call: impl FnMut(Implementation<'a, A::Hook>) -> Return<A::Kind>,
    culprit: &mut Option<&'a Imp>,
) -> Output<A::Kind>
where
    A::Hook: 'a,
{
    let results = implementations.map(|implementation| {
        let imp = implementation.imp();
        (call(implementation), imp)
    });
    A::Kind::collect(results, culprit)
}
