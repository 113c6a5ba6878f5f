//! A call: the wrappers around, the implementations inside, and what comes out.
//!
//! What the implementations' results come to is the [`Kind`]'s business; a
//! kind is one type in [`kinds`]. Everything else is the same for all.

mod kinds;
mod next;

pub use kinds::{Every, Fallible, First, Kind, Present, Try, Unit};
pub use next::Next;

use crate::erased::{Implementation, Typed, Wrapper};
use crate::imp::Imp;
use crate::spec::Hook;

/// What one implementation of a kind returns.
pub type Return<K> = <K as Kind>::Return;

/// What all that is inside a wrapper comes to.
pub type Output<K> = <K as Kind>::Output;

/// What the caller gets.
pub type Answer<A> = <<A as Arguments>::Kind as Kind>::Answer;

/// The arguments of one call of a hook. `#[hookspec]` writes the struct.
pub trait Arguments: Sized {
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
}

/// Runs a call to its end.
#[inline]
pub(crate) fn run<A: Arguments>(calls: Typed<'_, A::Hook>, mut args: A) -> Answer<A> {
    if calls.has_wrappers() {
        return next::run(calls, args);
    }
    let mut culprit = None;
    let output = run_implementations(calls, &mut args, &mut culprit);
    A::Kind::answer(output, culprit)
}

/// Runs the implementations; one that fails is the culprit.
#[inline]
fn run_implementations<'a, A: Arguments>(
    calls: Typed<'a, A::Hook>,
    args: &mut A,
    culprit: &mut Option<&'a Imp>,
) -> Output<A::Kind> {
    let results = calls.implementations().map(|implementation| {
        let imp = implementation.imp();
        (args.call(implementation), imp)
    });
    A::Kind::collect(results, culprit)
}
