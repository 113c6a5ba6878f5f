//! What monitors are told of results, errors and panics.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pluggy_core::{Call, HookImpl, HookRelay, Monitor, Outcome, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch, panic_of, panic_quietly};

/// Without any text.
struct Opaque;

#[derive(Debug)]
struct DebugOnly;

/// With both texts, of which `Display` counts.
#[derive(Debug)]
struct Shown;

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shown as it is")
    }
}

#[hookspec]
trait Hooks {
    fn plain(&self) -> Opaque;

    fn maybe(&self) -> Option<Opaque>;

    #[hookspec(firstresult)]
    fn first(&self) -> Option<Opaque>;

    fn shown(&self) -> Result<u32, Shown>;

    fn debug_only(&self) -> Result<(), DebugOnly>;

    fn opaque(&self) -> Result<Opaque, Opaque>;

    fn panics(&self) -> u32;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> Result<u32, Shown>;
}

/// Answers if it is even, fails and panics if it is odd.
struct Plugin(u32);

impl Plugin {
    fn answer<T, E>(&self, value: T, error: E) -> Result<T, E> {
        if self.0.is_multiple_of(2) { Ok(value) } else { Err(error) }
    }
}

#[hookimpl(manual)]
impl Hooks for Plugin {
    fn plain(&self) -> Opaque {
        Opaque
    }

    fn maybe(&self) -> Option<Opaque> {
        self.answer(Opaque, ()).ok()
    }

    fn first(&self) -> Option<Opaque> {
        self.answer(Opaque, ()).ok()
    }

    fn shown(&self) -> Result<u32, Shown> {
        self.answer(self.0, Shown)
    }

    fn debug_only(&self) -> Result<(), DebugOnly> {
        self.answer((), DebugOnly)
    }

    fn opaque(&self) -> Result<Opaque, Opaque> {
        self.answer(Opaque, Opaque)
    }

    fn panics(&self) -> u32 {
        if self.0.is_multiple_of(2) { self.0 } else { panic_quietly("odd") }
    }

    fn told(&self, what: u32) -> Result<u32, Shown> {
        if what == 9 {
            panic_quietly("nine")
        }
        self.answer(what, Shown)
    }
}

/// Turns an error into an empty list.
struct Recovers;

#[hookimpl(manual)]
impl Hooks for Recovers {
    #[hookimpl(wrapper)]
    fn shown(&self, next: impl FnOnce() -> Result<Vec<u32>, Shown>) -> Result<Vec<u32>, Shown> {
        next().or_else(|_| Ok(Vec::new()))
    }
}

/// With plugins `2` and `3`, or others, which run from the last on.
fn with(plugins: &[(&'static str, u32)]) -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("outcomes");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for &(name, number) in plugins {
        pm.register_as(name, Plugin(number)).unwrap();
    }
    let log = Trace::default();
    pm.monitor(Watch("", log.clone())).detach();
    (pm, hooks, log)
}

/// Results without `Debug` are counted.
#[test]
fn results_without_a_text_are_counted() {
    let (_pm, hooks, log) = with(&[("3", 3), ("2", 2)]);
    hooks.plain.call_all();
    let all =
        ["> plain()", ">> 2", "<< 2: 1 result", ">> 3", "<< 3: 1 result", "< plain: 2 results"];
    assert_eq!(log.take(), all);
    hooks.maybe.call_all();
    let all =
        ["> maybe()", ">> 2", "<< 2: 1 result", ">> 3", "<< 3: 0 results", "< maybe: 1 result"];
    assert_eq!(log.take(), all);
    hooks.first.call_first();
    assert_eq!(log.take(), ["> first()", ">> 2", "<< 2: 1 result", "< first: 1 result"]);
    hooks.first.only(["3"]).call_first();
    assert_eq!(log.take(), ["> first()", ">> 3", "<< 3: 0 results", "< first: 0 results"]);
}

/// B202, B208: the first error ends the call, and shows as its `Display`.
#[test]
fn an_error_is_seen_by_its_text() {
    let (_pm, hooks, log) = with(&[("1", 1), ("2", 2)]);
    assert!(hooks.shown.call_all().is_err());
    let all = [
        "> shown()",
        ">> 2",
        "<< 2: 2",
        ">> 1",
        "<< 1: failed: shown as it is",
        "< shown: failed: shown as it is",
    ];
    let expected: Vec<_> =
        all.iter().map(|event| event.replace("<< 2: 2", "<< 2: Ok(2)")).collect();
    assert_eq!(log.take(), expected);
}

/// Else as its `Debug`, else as nothing but an error.
#[test]
fn an_error_need_have_no_text() {
    let (_pm, hooks, log) = with(&[("1", 1)]);
    assert!(hooks.debug_only.call_all().is_err());
    let all =
        ["> debug_only()", ">> 1", "<< 1: failed: DebugOnly", "< debug_only: failed: DebugOnly"];
    assert_eq!(log.take(), all);
    assert!(hooks.opaque.call_all().is_err());
    let all = [
        "> opaque()",
        ">> 1",
        "<< 1: failed: an error without a text",
        "< opaque: failed: an error without a text",
    ];
    assert_eq!(log.take(), all);
    assert!(hooks.opaque.only(["nobody"]).call_all().is_ok());
    assert_eq!(log.take(), ["> opaque()", "< opaque: 0 results"]);
}

/// B155: each wrapper's outcome is its own.
#[test]
fn a_recovery_is_seen() {
    let (pm, hooks, log) = with(&[("1", 1)]);
    pm.register(Recovers).unwrap();
    log.take();
    assert!(hooks.shown.call_all().is_ok());
    let all = [
        "> shown()",
        ">> recovers",
        ">> 1",
        "<< 1: failed: shown as it is",
        "<< recovers: Ok([])",
        "< shown: Ok([])",
    ];
    assert_eq!(log.take(), all);
}

/// B202: on a panic too; it goes on to the caller.
#[test]
fn a_panic_is_seen() {
    let (_pm, hooks, log) = with(&[("4", 4), ("1", 1), ("2", 2)]);
    assert_eq!(panic_of(|| hooks.panics.call_all()), "odd");
    let all =
        ["> panics()", ">> 2", "<< 2: 2", ">> 1", "<< 1: panicked: odd", "< panics: panicked: odd"];
    assert_eq!(log.take(), all);
    assert_eq!(hooks.panics.without(["1"]).call_all(), [2, 4]);
}

/// Errors do not end a historic call, so it has a number of results.
#[test]
fn a_historic_calls_outcomes_are_seen() {
    let (pm, hooks, log) = with(&[("1", 1), ("2", 2)]);
    hooks.told.call_historic_with(7, |_| ());
    let all = [
        "> told(what: 7)",
        ">> 2",
        "<< 2: Ok(7)",
        ">> 1",
        "<< 1: failed: shown as it is",
        "< told: 2 results",
    ];
    assert_eq!(log.take(), all);
    pm.unregister("1");
    log.take();
    assert_eq!(panic_of(|| hooks.told.call_historic(9)), "nine");
    let all = ["> told(what: 9)", ">> 2", "<< 2: panicked: nine", "< told: panicked: nine"];
    assert_eq!(log.take(), all);
}

/// A replay that panics is seen; the plugin never came.
#[test]
fn a_panic_at_a_replay_is_seen() {
    let (pm, hooks, log) = with(&[]);
    hooks.told.call_historic(9);
    log.take();
    assert_eq!(panic_of(|| pm.register_as("2", Plugin(2))), "nine");
    let all = ["> told(what: 9)", ">> 2", "<< 2: panicked: nine", "< told: panicked: nine"];
    assert_eq!(log.take(), all);
}

/// What `Outcome` has, in the order seen.
#[derive(Clone, Default)]
struct Parts(Arc<Mutex<Vec<Part>>>);

/// The variant's name, the number of results, the text.
type Part = (&'static str, usize, String);

impl Parts {
    fn push(&self, outcome: &Outcome<'_>) {
        let part = match outcome {
            Outcome::Returned { results, value } => {
                ("returned", *results, value.map(|value| format!("{value:?}")).unwrap_or_default())
            }
            Outcome::Failed { error } => ("failed", 0, error.to_string()),
            Outcome::Panicked { message } => ("panicked", 0, (*message).to_owned()),
            _ => unreachable!(),
        };
        self.0.lock().unwrap().push(part);
        assert_eq!(format!("{outcome:?}"), format!("Outcome({outcome})"));
    }
}

impl Monitor for Parts {
    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, outcome: &Outcome<'_>, _: Duration) {
        self.push(outcome);
    }

    fn call_ended(&self, _: &Call<'_>, outcome: &Outcome<'_>, _: Duration) {
        self.push(outcome);
    }
}

/// B201: an outcome is taken apart, and counts its results.
#[test]
fn an_outcome_has_its_parts() {
    let (pm, hooks, _) = with(&[("1", 1), ("2", 2)]);
    let parts = Parts::default();
    pm.monitor(parts.clone()).detach();
    let take = || std::mem::take(&mut *parts.0.lock().unwrap());
    let part = |name, results, text: &str| (name, results, text.to_owned());

    hooks.maybe.call_all();
    assert_eq!(take(), [part("returned", 1, ""), part("returned", 0, ""), part("returned", 1, "")]);
    assert!(hooks.shown.only(["2"]).call_all().is_ok());
    assert_eq!(take(), [part("returned", 1, "Ok(2)"), part("returned", 1, "Ok([2])")]);
    assert!(hooks.shown.only(["1"]).call_all().is_err());
    assert_eq!(take(), [part("failed", 0, "shown as it is"), part("failed", 0, "shown as it is")]);
    panic_of(|| hooks.panics.only(["1"]).call_all());
    assert_eq!(take(), [part("panicked", 0, "odd"), part("panicked", 0, "odd")]);
}
