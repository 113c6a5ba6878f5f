//! A call: the wrappers around, the implementations inside, and what comes out.
//!
//! What the implementations' results come to is the [`Kind`]'s business; a
//! kind is one type in [`kinds`]. Everything else is the same for all.

mod kinds;
mod next;

pub use kinds::{Every, Fallible, First, Kind, Present, Try, Unit};
pub use next::Next;

use crate::erased::{Implementation, Wrapper};
use crate::imp::Imp;
use crate::source::View;
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
pub(crate) fn run<A: Arguments>(view: View<'_, A::Hook>, mut args: A) -> Answer<A> {
    let Some(calls) = view.plain() else { return next::run(&view, args) };
    let mut culprit = None;
    let output = collect(calls.implementations(), &mut args, &mut culprit);
    A::Kind::answer(output, culprit)
}

/// Runs implementations; one that fails is the culprit.
#[inline]
fn collect<'a, A: Arguments>(
    implementations: impl ExactSizeIterator<Item = Implementation<'a, A::Hook>>,
    args: &mut A,
    culprit: &mut Option<&'a Imp>,
) -> Output<A::Kind>
where
    A::Hook: 'a,
{
    let results = implementations.map(|implementation| {
        let imp = implementation.imp();
        (args.call(implementation), imp)
    });
    A::Kind::collect(results, culprit)
}
