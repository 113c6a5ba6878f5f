//! What the monitors of one call are told.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::{Call, Outcome, ShowArguments, Watchers};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::panic::panic_text;
use crate::facts::text::line;

/// Tells the monitors of an outcome.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(&Outcome<'_>);

/// Runs what is watched, and says what came of it.
type Run<'a> = &'a mut dyn FnMut(Tell<'_>);

/// What the monitors of one call are told.
pub(crate) struct Watch {
    id: u64,
    hook: &'static HookSpec,
    watchers: Watchers,
    impls: Vec<HookImpl>,
    teller: &'static Teller,
}

/// How they are told. It is found by monitors, so that it is no part of a program that has
/// none.
pub(super) struct Teller {
    start: fn(&Watch, Option<&HookImpl>, &dyn ShowArguments),
    finish: fn(&Watch, Option<&HookImpl>, Run<'_>),
}

impl Teller {
    pub(super) const OF_MONITORS: &Teller = &Teller { start, finish };
}

impl Watch {
    /// A call of these implementations; none where nobody watches.
    pub(crate) fn new(
        watchers: &Watchers,
        hook: &'static HookSpec,
        impls: impl FnOnce() -> Vec<HookImpl>,
    ) -> Option<Self> {
        static CALLS: AtomicU64 = AtomicU64::new(1);
        let teller = watchers.teller()?;
        let (id, watchers) = (CALLS.fetch_add(1, Ordering::Relaxed), watchers.clone());
        Some(Watch { id, hook, watchers, impls: impls(), teller })
    }

    fn call<'a>(&'a self, arguments: Option<&'a dyn ShowArguments>) -> Call<'a> {
        Call { id: self.id, hook: self.hook, impls: &self.impls, arguments }
    }

    /// Tells that the call begins, or one of its wrappers or implementations.
    pub(crate) fn start(&self, imp: Option<&HookImpl>, arguments: &dyn ShowArguments) {
        (self.teller.start)(self, imp, arguments);
    }

    /// Runs it, and tells of its end, once: `run` says what came of it. A panic goes on.
    pub(crate) fn finish<R>(&self, imp: Option<&HookImpl>, run: impl FnOnce(Tell<'_>) -> R) -> R {
        let (mut run, mut result) = (Some(run), None);
        (self.teller.finish)(self, imp, &mut |tell| {
            result = run.take().map(|run| run(tell));
        });
        result.expect("it has run: a panic goes on")
    }

    /// Tells of an end.
    pub(crate) fn end(&self, imp: Option<&HookImpl>, outcome: &Outcome<'_>, start: Instant) {
        let call = self.call(None);
        self.watchers.end(&|monitor| match imp {
            None => monitor.call_ended(&call, outcome, start.elapsed()),
            Some(imp) => monitor.impl_ended(&call, imp, outcome, start.elapsed()),
        });
    }

    /// Tells that it waits.
    pub(crate) fn suspend(&self, imp: Option<&HookImpl>) {
        let call = self.call(None);
        self.watchers.end(&|monitor| monitor.suspended(&call, imp));
    }

    /// Tells that it goes on.
    pub(crate) fn resume(&self, imp: Option<&HookImpl>) {
        let call = self.call(None);
        self.watchers.start(&|monitor| monitor.resumed(&call, imp));
    }
}

fn start(watch: &Watch, imp: Option<&HookImpl>, arguments: &dyn ShowArguments) {
    let call = watch.call(Some(arguments));
    watch.watchers.start(&|monitor| match imp {
        None => monitor.call_started(&call),
        Some(imp) => monitor.impl_started(&call, imp),
    });
}

fn finish(watch: &Watch, imp: Option<&HookImpl>, run: Run<'_>) {
    let start = Instant::now();
    let mut has_ended = false;
    let mut end = |outcome: &Outcome<'_>| {
        if !mem::replace(&mut has_ended, true) {
            watch.end(imp, outcome, start);
        }
    };
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| run(&mut end))) {
        end(&Outcome::Panicked { message: &line(&panic_text(&*payload)) });
        resume_unwind(payload)
    }
}
