//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;

use super::watched::{self, Watch};
use super::{Answer, Arguments, Kind, Output, collect};
use crate::erased::{Functions, Typed, Wrapper};
use crate::imp::Imp;
use crate::source::{Members, View};
use crate::spec::Hook;

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
}

/// What all wrappers of one call share.
struct Frame<'a, H> {
    called: Called<'a, H>,
    /// Whose error it is that comes out of what has run so far.
    culprit: Cell<Option<&'a Imp>>,
}

/// What a call runs.
enum Called<'a, H> {
    /// A list as it stands.
    Whole(Typed<'a, H>),
    /// Some of a list, or more than it, or watched.
    Members(Members<'a, H>, Option<Watch>),
}

impl<H> Called<'_, H> {
    fn watch(&self) -> Option<&Watch> {
        match self {
            Called::Whole(_) => None,
            Called::Members(_, watch) => watch.as_ref(),
        }
    }
}

/// Runs a call that is more than a loop over its implementations.
pub(super) fn run<A: Arguments>(view: &View<'_, A::Hook>, args: A) -> Answer<A> {
    let called = match view.whole() {
        Some(calls) => Called::Whole(calls),
        None => {
            let members = view.members();
            let watch = Watch::new(view.watchers(), A::Hook::SPEC, members.imps());
            Called::Members(members, watch)
        }
    };
    let frame = Frame { called, culprit: Cell::new(None) };
    let next = Next { frame: &frame, depth: 0 };
    let output = match frame.called.watch() {
        None => next.run(args),
        Some(watch) => {
            watch.start(&args);
            watch.finish(|| next.run(args), watched::of_output::<A>)
        }
    };
    A::Kind::answer(output, frame.culprit.get())
}

impl<H: Functions> Next<'_, H> {
    /// Runs what is inside with the wrapper's arguments.
    ///
    /// An error names the one inside that made it, as long as each wrapper
    /// around answers an error too; else the wrapper that made it.
    pub fn run<A: Arguments<Hook = H>>(self, args: A) -> Output<A::Kind> {
        let Next { frame, depth } = self;
        let wrapper = match &frame.called {
            Called::Whole(calls) => calls.wrapper(depth),
            Called::Members(members, _) => members.wrappers.get(depth).copied(),
        };
        let Some(wrapper) = wrapper else { return innermost(frame, args) };
        let next = Next { frame, depth: depth + 1 };
        if !A::Kind::CAN_FAIL {
            return wrap(frame, args, wrapper, next);
        }
        frame.culprit.set(None);
        let output = wrap(frame, args, wrapper, next);
        let is_failure = A::Kind::inspect_output(&output, &mut |_| ()).is_none();
        let culprit = || frame.culprit.get().unwrap_or(wrapper.imp());
        frame.culprit.set(is_failure.then(culprit));
        output
    }
}

/// Runs one wrapper, watched or not.
#[inline]
fn wrap<A: Arguments>(
    frame: &Frame<'_, A::Hook>,
    args: A,
    wrapper: Wrapper<'_, A::Hook>,
    next: Next<'_, A::Hook>,
) -> Output<A::Kind> {
    let Some(watch) = frame.called.watch() else { return args.wrap(wrapper, next) };
    watch.start_one(wrapper.imp(), &args);
    watch.finish_one(wrapper.imp(), || args.wrap(wrapper, next), watched::of_output::<A>)
}

/// Out of line, so that going through a wrapper takes few instructions.
#[inline(never)]
fn innermost<A: Arguments>(frame: &Frame<'_, A::Hook>, mut args: A) -> Output<A::Kind> {
    let mut culprit = None;
    let output = match &frame.called {
        Called::Whole(calls) => {
            let call = |implementation| args.call(implementation);
            collect::<A>(calls.implementations(), call, &mut culprit)
        }
        Called::Members(members, watch) => {
            let call = |implementation| watched::call(watch.as_ref(), &mut args, implementation);
            collect::<A>(members.implementations.iter().copied(), call, &mut culprit)
        }
    };
    frame.culprit.set(culprit);
    output
}
