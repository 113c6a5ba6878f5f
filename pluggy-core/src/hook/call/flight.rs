//! A call that is more than its list: watched, of some plugins, or of one more.
//!
//! It is rare, and what it takes is much. So it is written once for all hooks:
//! [`drive`] says what runs next and tells the monitors, and a [`Flight`] is
//! what of it knows the hook's types.

use std::convert::Infallible;

use super::kinds::Flow;
use super::watched::{Tell, Watch};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::hook::hop::Bound;
use crate::hook::view::View;
use crate::monitor::ShowArguments;

/// What runs in place of the list.
pub(super) struct Special<'a> {
    view: View<'a>,
    watch: Option<Watch>,
}

/// A call in flight: its arguments, and what has come of it so far.
pub(super) trait Flight {
    /// Begins the calls of implementations, so many at the most.
    fn start(&mut self, most: usize);

    /// Calls the implementation of this place.
    fn call(&mut self, at: usize, tell: Option<Tell<'_>>) -> Flow<Infallible>;

    /// Calls the wrapper of this place, and so all that is inside it.
    fn wrap(&mut self, at: usize);

    /// Ends the calls of implementations inside so many wrappers, of which one may have
    /// failed.
    fn finish(&mut self, wrappers: usize, failed: Option<usize>);

    /// The arguments, to be shown.
    fn arguments(&self) -> &dyn ShowArguments;

    /// Tells what has come out.
    fn tell_output(&self, tell: Tell<'_>);
}

impl<'a> Special<'a> {
    #[cold]
    pub(super) fn new(view: View<'a>, hook: &'static HookSpec) -> Self {
        Special { view, watch: Watch::new(view.list.watchers(), hook, || view.hook_impls()) }
    }

    /// Runs what is inside so many wrappers; inside none that is the whole call.
    pub(super) fn run(&self, flight: &mut dyn Flight, depth: usize) {
        let Some(watch) = self.watch.as_ref().filter(|_| depth == 0) else {
            return self.drive(flight, depth);
        };
        watch.start(None, flight.arguments());
        watch.finish(None, |tell| {
            self.drive(flight, 0);
            flight.tell_output(tell);
        });
    }

    fn drive(&self, flight: &mut dyn Flight, depth: usize) {
        match self.view.wrapper(depth) {
            Some(wrapper) => {
                self.one(wrapper.bound(), flight, |flight, tell| {
                    flight.wrap(depth);
                    if let Some(tell) = tell {
                        flight.tell_output(tell);
                    }
                });
            }
            None => self.innermost(flight),
        }
    }

    fn innermost(&self, flight: &mut dyn Flight) {
        let mut failed = None;
        let (wrappers, most) = self.view.lens();
        flight.start(most);
        for at in 0.. {
            let Some(implementation) = self.view.implementation(at) else { break };
            match self.one(implementation, flight, |flight, tell| flight.call(at, tell)) {
                Flow::On => {}
                Flow::Back(never) => match never {},
                Flow::Done => break,
                Flow::Failed => {
                    failed = Some(at);
                    break;
                }
            }
        }
        flight.finish(wrappers, failed);
    }

    /// Runs a wrapper or an implementation, watched or not.
    fn one<R>(
        &self,
        bound: Bound<'a>,
        flight: &mut dyn Flight,
        run: impl FnOnce(&mut dyn Flight, Option<Tell<'_>>) -> R,
    ) -> R {
        let Some(watch) = &self.watch else { return run(flight, None) };
        let imp: HookImpl = bound.hook_impl();
        watch.start(Some(&imp), flight.arguments());
        watch.finish(Some(&imp), |tell| run(flight, Some(tell)))
    }
}
