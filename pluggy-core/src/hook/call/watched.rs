//! A call that somebody watches.

use std::fmt;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::{Arguments, Kind, Output, Return, SyncArguments};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::panic::panic_text;
use crate::facts::text::{self, Plain, line};
use crate::hook::hop::Implementation;
use crate::monitor::{Call, Outcome, ShowArguments, Watchers};

/// Tells the monitors of an outcome.
pub(super) type Tell<'a> = &'a mut dyn FnMut(&Outcome<'_>);

/// What the monitors of one call are told.
pub(crate) struct Watch {
    id: u64,
    hook: &'static HookSpec,
    watchers: Watchers,
    impls: Vec<HookImpl>,
}

/// An error's text, where its type has one: one plain line.
#[derive(Clone, Copy)]
pub struct ErrorText<'a> {
    /// Preferred.
    pub display: Option<&'a dyn fmt::Display>,
    /// In its place.
    pub debug: Option<&'a dyn fmt::Debug>,
}

impl fmt::Display for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.display, self.debug) {
            (Some(text), _) => Plain(&text).fmt(f),
            (None, Some(text)) => f.write_str(&text::value(text)),
            (None, None) => f.write_str("an error without a text"),
        }
    }
}

impl Watch {
    /// A call of these implementations; none where nobody watches.
    pub(crate) fn new(
        watchers: &Watchers,
        hook: &'static HookSpec,
        impls: impl FnOnce() -> Vec<HookImpl>,
    ) -> Option<Self> {
        static CALLS: AtomicU64 = AtomicU64::new(1);
        (!watchers.is_empty()).then(|| Watch {
            id: CALLS.fetch_add(1, Ordering::Relaxed),
            hook,
            watchers: watchers.clone(),
            impls: impls(),
        })
    }

    fn call<'a>(&'a self, arguments: Option<&'a dyn ShowArguments>) -> Call<'a> {
        Call { id: self.id, hook: self.hook, impls: &self.impls, arguments }
    }

    /// Tells that the call begins, or one of its wrappers or implementations.
    pub(crate) fn start(&self, imp: Option<&HookImpl>, arguments: &dyn ShowArguments) {
        let call = self.call(Some(arguments));
        self.watchers.start(&|monitor| match imp {
            None => monitor.call_started(&call),
            Some(imp) => monitor.impl_started(&call, imp),
        });
    }

    /// Runs it, and tells of its end, once: `run` says what came of it. A panic goes on.
    pub(crate) fn finish<R>(&self, imp: Option<&HookImpl>, run: impl FnOnce(Tell<'_>) -> R) -> R {
        let start = Instant::now();
        let mut has_ended = false;
        let mut end = |outcome: &Outcome<'_>| {
            if !mem::replace(&mut has_ended, true) {
                self.end(imp, outcome, start);
            }
        };
        match catch_unwind(AssertUnwindSafe(|| run(&mut end))) {
            Ok(result) => result,
            Err(payload) => {
                end(&Outcome::Panicked { message: &line(&panic_text(&*payload)) });
                resume_unwind(payload)
            }
        }
    }

    /// Tells of an end.
    pub(super) fn end(&self, imp: Option<&HookImpl>, outcome: &Outcome<'_>, start: Instant) {
        let call = self.call(None);
        self.watchers.end(&|monitor| match imp {
            None => monitor.call_ended(&call, outcome, start.elapsed()),
            Some(imp) => monitor.impl_ended(&call, imp, outcome, start.elapsed()),
        });
    }

    /// Tells that it waits.
    pub(super) fn suspend(&self, imp: Option<&HookImpl>) {
        let call = self.call(None);
        self.watchers.end(&|monitor| monitor.suspended(&call, imp));
    }

    /// Tells that it goes on.
    pub(super) fn resume(&self, imp: Option<&HookImpl>) {
        let call = self.call(None);
        self.watchers.start(&|monitor| monitor.resumed(&call, imp));
    }
}

/// Tells what an implementation returned.
pub(super) fn of_return<A: Arguments>(result: &Return<A>, tell: Tell<'_>) {
    match A::Kind::inspect_return(result) {
        Ok(results) => returned(results, A::show_return(result), tell),
        Err(error) if A::Kind::CAN_FAIL => failed(A::show_error(error), tell),
        Err(_) => {}
    }
}

/// Tells what comes out of a call.
pub(super) fn of_output<A: Arguments>(output: &Output<A>, tell: Tell<'_>) {
    match A::Kind::inspect_output(output) {
        Ok(results) => returned(results, A::show_output(output), tell),
        Err(error) if A::Kind::CAN_FAIL => failed(A::show_error(error), tell),
        Err(_) => {}
    }
}

fn returned(results: usize, value: Option<&dyn fmt::Debug>, tell: Tell<'_>) {
    tell(&Outcome::Returned { results, value });
}

fn failed(error: ErrorText<'_>, tell: Tell<'_>) {
    tell(&Outcome::Failed { error: &error });
}

/// Calls one implementation, watched or not.
pub(crate) fn call<A: SyncArguments>(
    watch: Option<&Watch>,
    args: &mut A,
    implementation: Implementation<'_, A::Hook>,
) -> Return<A> {
    let Some(watch) = watch else { return args.call_one(implementation) };
    let imp = implementation.bound().hook_impl();
    watch.start(Some(&imp), args);
    watch.finish(Some(&imp), |tell| {
        let result = args.call_one(implementation);
        of_return::<A>(&result, tell);
        result
    })
}
