//! Wrappers: each runs what is inside it by its `next`.

use std::cell::Cell;
use std::mem;

use super::watched::{self, Watch};
use super::{Answer, Arguments, Kind, Output, collect};
use crate::hook::hop::Wrapper;
use crate::hook::imp::Imp;
use crate::hook::source::{Members, View};
use crate::hook::spec::Hook;

/// Everything inside a wrapper, to be run at most once.
pub struct Next<'a, H> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
}

/// What all wrappers of one call share.
struct Frame<'a, H> {
    view: &'a View<'a, H>,
    special: Option<&'a Special<'a, H>>,
    /// Whose error it is that comes out of what has run so far.
    culprit: Cell<Option<&'a Imp>>,
}

/// What runs in place of the list, where a call takes some of it, or more than
/// it, or is watched.
struct Special<'a, H> {
    members: Members<'a, H>,
    watch: Option<Watch>,
}

/// Runs a call that is more than a loop over its implementations.
#[inline(never)]
pub(super) fn run<A: Arguments>(view: &View<'_, A::Hook>, args: A) -> Answer<A> {
    if !view.is_whole() {
        return run_special(view, args);
    }
    let frame = Frame { view, special: None, culprit: Cell::new(None) };
    let output = Next { frame: &frame, depth: 0 }.run(args);
    A::Kind::answer(output, frame.culprit.get(), A::cause)
}

#[inline(never)]
fn run_special<A: Arguments>(view: &View<'_, A::Hook>, args: A) -> Answer<A> {
    let members = view.members();
    let watch = Watch::new(view.watchers(), A::Hook::SPEC, members.imps());
    let special = Special { members, watch };
    let frame = Frame { view, special: Some(&special), culprit: Cell::new(None) };
    let next = Next { frame: &frame, depth: 0 };
    let output = match &special.watch {
        None => next.run(args),
        Some(watch) => {
            watch.start(&args);
            watch.finish(|| next.run(args), watched::of_output::<A>)
        }
    };
    A::Kind::answer(output, frame.culprit.get(), A::cause)
}

impl<H: Hook> Next<'_, H> {
    /// Runs what is inside with the wrapper's arguments.
    ///
    /// An error names the one inside that made it, as long as each wrapper
    /// around answers an error too; else the wrapper that made it.
    pub fn run<A: Arguments<Hook = H>>(self, args: A) -> Output<A::Kind> {
        let Next { frame, depth } = self;
        let next = Next { frame, depth: depth + 1 };
        if let Some(special) = frame.special {
            return match special.members.wrappers.get(depth) {
                Some(wrapper) => special.wrap(args, *wrapper, next),
                None => special.innermost(args, frame),
            };
        }
        let Some(wrapper) = frame.view.calls().wrapper(depth) else {
            return innermost(args, frame);
        };
        attributed::<A>(frame, wrapper.imp(), || args.wrap(wrapper, next))
    }
}

/// Runs a wrapper, and says whose error comes out of it.
#[inline]
fn attributed<'a, A: Arguments>(
    frame: &Frame<'a, A::Hook>,
    wrapper: &'a Imp,
    run: impl FnOnce() -> Output<A::Kind>,
) -> Output<A::Kind> {
    if !A::Kind::CAN_FAIL {
        return run();
    }
    frame.culprit.set(None);
    let panics = Unwinding(&frame.culprit);
    let output = run();
    mem::forget(panics);
    let is_failure = A::Kind::inspect_output(&output, &mut |_| ()).is_none();
    frame.culprit.set(is_failure.then(|| frame.culprit.get().unwrap_or(wrapper)));
    output
}

/// A panic in a wrapper leaves no culprit behind for one that catches it.
struct Unwinding<'a, 'c>(&'a Cell<Option<&'c Imp>>);

impl Drop for Unwinding<'_, '_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

/// Out of line, so that going through a wrapper takes few instructions.
#[inline(never)]
fn innermost<A: Arguments>(mut args: A, frame: &Frame<'_, A::Hook>) -> Output<A::Kind> {
    let mut culprit = None;
    let call = |implementation| args.call(implementation);
    let output = collect::<A>(frame.view.calls().implementations(), call, &mut culprit);
    frame.culprit.set(culprit);
    output
}

impl<'a, H: Hook> Special<'a, H> {
    #[inline(never)]
    fn wrap<A: Arguments<Hook = H>>(
        &self,
        args: A,
        wrapper: Wrapper<'a, H>,
        next: Next<'a, H>,
    ) -> Output<A::Kind> {
        let imp = wrapper.imp();
        attributed::<A>(next.frame, imp, || match &self.watch {
            None => args.wrap(wrapper, next),
            Some(watch) => {
                watch.start_one(imp, &args);
                watch.finish_one(imp, || args.wrap(wrapper, next), watched::of_output::<A>)
            }
        })
    }

    #[inline(never)]
    fn innermost<A: Arguments<Hook = H>>(
        &self,
        mut args: A,
        frame: &Frame<'a, H>,
    ) -> Output<A::Kind> {
        let mut culprit = None;
        let call = |implementation| watched::call(self.watch.as_ref(), &mut args, implementation);
        let implementations = self.members.implementations.iter().copied();
        let output = collect::<A>(implementations, call, &mut culprit);
        frame.culprit.set(culprit);
        output
    }
}
