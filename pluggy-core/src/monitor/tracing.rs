//! A ready monitor that gives calls to the `tracing` crate.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ptr;
use std::sync::LazyLock;
use std::time::Duration;

use ::tracing::span::EnteredSpan;
use ::tracing::{Span, debug, debug_span, error, trace, trace_span, warn};

use crate::facts::imp::HookImpl;
use crate::facts::plugin::PluginInfo;
use crate::facts::text::plain;
use crate::monitor::{Call, Monitor, Outcome};
use crate::sync::Lock;

/// Makes spans of calls and of their implementations, and events of outcomes.
///
/// The target is `pluggy`. A call is a span `hook` at level `DEBUG` with the
/// fields `hook` and `arguments`; an implementation is a span `hookimpl` at
/// level `TRACE` with `plugin`, `function` and `location`. An end is an event
/// inside its span, with `elapsed` and `result` at the span's level; an
/// implementation's `Err` is one at `WARN`, its panic at `ERROR`. Plugins that come and go are events
/// at `DEBUG`. The spans of an async call are entered at each poll, and left while it
/// waits. Nothing is formatted unless a subscriber asks for it.
///
/// ```
/// use pluggy_core::{PluginManager, Tracing};
///
/// let pm = PluginManager::new("doorbell");
/// pm.monitor(Tracing::new()).detach();
/// ```
#[derive(Clone, Copy, Default, Debug)]
#[non_exhaustive]
pub struct Tracing;

impl Tracing {
    /// The monitor, for [`PluginManager::monitor`](crate::PluginManager::monitor).
    #[must_use]
    pub fn new() -> Self {
        Tracing
    }
}

thread_local! {
    /// The spans that this thread is in, innermost last. A thread ends what it
    /// starts, in reverse, so one stack serves all monitors.
    static ENTERED: RefCell<Vec<Option<EnteredSpan>>> = const { RefCell::new(Vec::new()) };
}

/// The spans of what waits: of a call, or of a wrapper or an implementation in it; as
/// many as monitors have made of it, innermost last.
static WAITING: LazyLock<Lock<HashMap<Waiting, Vec<Span>>>> = LazyLock::new(Lock::default);

/// What waits: the call, and what in it, by the address that is told of it as long as it
/// runs. Two plugins for a while can have one name and place.
type Waiting = (u64, Option<usize>);

fn waiting(call: &Call<'_>, imp: Option<&HookImpl>) -> Waiting {
    (call.id(), imp.map(|imp| ptr::from_ref(imp).addr()))
}

/// Pushes first: should a subscriber panic at the span, what ends will still
/// pop its own.
fn enter(make: impl FnOnce() -> Span) {
    ENTERED.with_borrow_mut(|stack| stack.push(None));
    let entered = make().entered();
    let top = |stack: &mut Vec<_>| stack.last_mut().map(|top| *top = Some(entered));
    ENTERED.with_borrow_mut(top);
}

/// The innermost span, which is left when it is dropped: also where a
/// subscriber panics at the event of its end.
fn leave() -> Option<EnteredSpan> {
    ENTERED.with_borrow_mut(Vec::pop).flatten()
}

#[diagnostic::do_not_recommend]
impl Monitor for Tracing {
    fn call_started(&self, call: &Call<'_>) {
        enter(|| {
            debug_span!(
                target: "pluggy",
                "hook",
                hook = call.hook().name(),
                arguments = %call.arguments(),
            )
        });
    }

    fn impl_started(&self, _: &Call<'_>, imp: &HookImpl) {
        enter(|| {
            trace_span!(
                target: "pluggy",
                "hookimpl",
                plugin = plain(imp.plugin()),
                function = imp.function(),
                location = %imp.location(),
            )
        });
    }

    fn suspended(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        if let Some(span) = leave() {
            let (key, span) = (waiting(call, imp), span.exit());
            WAITING.lock().entry(key).or_default().push(span);
        }
    }

    fn resumed(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        let span = match WAITING.lock().entry(waiting(call, imp)) {
            Entry::Vacant(_) => None,
            Entry::Occupied(mut spans) => {
                let span = spans.get_mut().pop();
                if spans.get().is_empty() {
                    spans.remove();
                }
                span
            }
        };
        enter(|| span.unwrap_or_else(Span::none));
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, outcome: &Outcome<'_>, elapsed: Duration) {
        let _span = leave();
        match outcome {
            Outcome::Returned { .. } => {
                trace!(target: "pluggy", ?elapsed, result = %outcome, "returned");
            }
            Outcome::Failed { error } => {
                warn!(target: "pluggy", ?elapsed, error = %error, "failed");
            }
            Outcome::Panicked { message } => {
                error!(target: "pluggy", ?elapsed, message, "panicked");
            }
            Outcome::Dropped => {
                debug!(target: "pluggy", ?elapsed, "dropped");
            }
        }
    }

    fn call_ended(&self, _: &Call<'_>, outcome: &Outcome<'_>, elapsed: Duration) {
        let _span = leave();
        debug!(target: "pluggy", ?elapsed, result = %outcome, "ended");
    }

    fn plugin_registered(&self, plugin: &PluginInfo) {
        debug!(target: "pluggy", plugin = %plugin, "registered");
    }

    fn plugin_unregistered(&self, plugin: &PluginInfo) {
        debug!(target: "pluggy", plugin = %plugin, "unregistered");
    }
}
