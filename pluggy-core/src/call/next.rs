//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;

use super::{Answer, Arguments, Kind, Output, run_implementations};
use crate::erased::{Functions, Typed};
use crate::imp::Imp;

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    inside: Typed<'a, H>,
    culprit: &'a Cell<Option<&'a Imp>>,
}

/// Runs a call that has wrappers.
pub(super) fn run<A: Arguments>(calls: Typed<'_, A::Hook>, args: A) -> Answer<A> {
    let culprit = Cell::new(None);
    let output = Next { inside: calls, culprit: &culprit }.run(args);
    A::Kind::answer(output, culprit.get())
}

impl<H: Functions> Next<'_, H> {
    /// Runs what is inside with the wrapper's arguments.
    ///
    /// An error that was there before a wrapper ran it names the one that made
    /// it; one that a wrapper makes names the wrapper.
    pub fn run<A: Arguments<Hook = H>>(self, mut args: A) -> Output<A::Kind> {
        let Next { inside, culprit } = self;
        let Some((wrapper, inside)) = inside.outermost() else {
            let mut failed = None;
            let output = run_implementations(inside, &mut args, &mut failed);
            culprit.set(failed);
            return output;
        };
        let imp = wrapper.imp();
        culprit.set(None);
        let output = args.wrap(wrapper, Next { inside, culprit });
        let failed = A::Kind::is_failure(&output);
        culprit.set(failed.then(|| culprit.get().unwrap_or(imp)));
        output
    }
}
