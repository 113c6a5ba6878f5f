//! Monitors see every call, by whatever route, with each implementation.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pluggy_core::{
    Call, HookImpl, HookKind, HookRelay, Monitor, Outcome, PluginManager, hookimpl, hookspec,
};

use crate::support::{Trace, Watch};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    #[hookspec(firstresult)]
    fn first(&self, wanted: u32) -> Option<u32>;

    #[hookspec(historic)]
    fn told(&self, what: &str) -> Option<u32>;

    fn quiet(&self);
}

struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        self.0 * times
    }

    fn first(&self, wanted: u32) -> Option<u32> {
        (self.0 == wanted).then_some(wanted)
    }

    fn told(&self) -> Option<u32> {
        (self.0 > 1).then_some(self.0)
    }

    fn quiet(&self) {}
}

struct Around;

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next().into_iter().rev().collect()
    }

    #[hookimpl(wrapper, specname = "ring")]
    fn never(&self, times: u32, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        if times == 0 { Vec::new() } else { next() }
    }
}

/// With bells `1` and `2`; what is logged is taken.
fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("1", Bell(1)).unwrap();
    pm.register_as("2", Bell(2)).unwrap();
    let log = Trace::default();
    pm.monitor(Watch("", log.clone())).detach();
    (pm, hooks, log)
}

/// B200, B209.
#[test]
fn a_monitor_sees_a_call_and_each_implementation() {
    let (_pm, hooks, log) = setup();
    assert_eq!(hooks.ring.call_all(3), [6, 3]);
    let all = ["> ring(times: 3)", ">> 2", "<< 2: 6", ">> 1", "<< 1: 3", "< ring: [6, 3]"];
    assert_eq!(log.take(), all);
    hooks.quiet.call_all();
    assert_eq!(log.take(), ["> quiet()", ">> 2", "<< 2: ()", ">> 1", "<< 1: ()", "< quiet: ()"]);
}

/// B209: those who are not reached are not seen.
#[test]
fn a_monitor_sees_a_first_result_end_the_call() {
    let (_pm, hooks, log) = setup();
    assert_eq!(hooks.first.call_first(2), Some(2));
    assert_eq!(log.take(), ["> first(wanted: 2)", ">> 2", "<< 2: Some(2)", "< first: Some(2)"]);
    assert_eq!(hooks.first.call_first(3), None);
    let all = ["> first(wanted: 3)", ">> 2", "<< 2: None", ">> 1", "<< 1: None", "< first: None"];
    assert_eq!(log.take(), all);
}

/// B209: a wrapper's events enclose what is inside.
#[test]
fn a_wrapper_is_seen_around_what_is_inside_it() {
    let (pm, hooks, log) = setup();
    pm.register(Around).unwrap();
    pm.unregister("1");
    log.take();
    assert_eq!(hooks.ring.call_all(1), [2]);
    let all = [
        "> ring(times: 1)",
        ">> around",
        ">> around",
        ">> 2",
        "<< 2: 2",
        "<< around: [2]",
        "<< around: [2]",
        "< ring: [2]",
    ];
    assert_eq!(log.take(), all);
    assert!(hooks.ring.call_all(0).is_empty());
    let all = ["> ring(times: 0)", ">> around", "<< around: []", "< ring: []"];
    assert_eq!(log.take(), all);
}

/// B208, B106: also a call that reaches nobody.
#[test]
fn a_call_that_reaches_nobody_is_seen() {
    let (pm, hooks, log) = setup();
    pm.unregister("1");
    pm.unregister("2");
    log.take();
    hooks.ring.call_all(1);
    assert_eq!(log.take(), ["> ring(times: 1)", "< ring: []"]);
    hooks.first.call_first(1);
    assert_eq!(log.take(), ["> first(wanted: 1)", "< first: None"]);
    hooks.told.call_historic("a");
    assert_eq!(log.take(), ["> told(what: \"a\")", "< told: 0 results"]);
}

/// B208, B183: an extra shows as `<extra>`.
#[test]
fn a_call_with_an_extra_is_seen() {
    let (_pm, hooks, log) = setup();
    hooks.ring.only(["1"]).with_extra(|times| times + 10).call_all(1);
    let all =
        ["> ring(times: 1)", ">> <extra>", "<< <extra>: 11", ">> 1", "<< 1: 1", "< ring: [11, 1]"];
    assert_eq!(log.take(), all);
}

/// B208: only those chosen are seen.
#[test]
fn a_call_of_some_is_seen() {
    let (_pm, hooks, log) = setup();
    hooks.ring.without(["2"]).call_all(1);
    assert_eq!(log.take(), ["> ring(times: 1)", ">> 1", "<< 1: 1", "< ring: [1]"]);
    hooks.told.without(["2"]).call_historic("a");
    assert_eq!(log.take(), ["> told(what: \"a\")", ">> 1", "<< 1: None", "< told: 0 results"]);
}

/// B208: a snapshot has the monitors of its moment, neither more nor less.
#[test]
fn a_snapshot_has_the_monitors_of_its_moment() {
    let (pm, hooks, log) = setup();
    pm.unregister("1");
    let early = hooks.ring.snapshot();
    let subset = hooks.ring.without(["nobody"]).snapshot();
    let second = pm.monitor(Watch("second", log.clone()));
    let both = hooks.ring.snapshot();
    drop(second);
    log.take();
    for frozen in [early, subset] {
        assert_eq!(frozen.call_all(1), [2]);
        assert_eq!(log.take(), ["> ring(times: 1)", ">> 2", "<< 2: 2", "< ring: [2]"]);
    }
    assert_eq!(both.only(["2"]).call_all(1), [2]);
    assert_eq!(log.take().iter().filter(|event| event.starts_with("second")).count(), 4);
}

/// B174, B208: a historic call; its replay is one of one implementation.
#[test]
fn a_historic_call_and_its_replays_are_seen() {
    let (pm, hooks, log) = setup();
    let callback = log.clone();
    hooks.told.call_historic_with("a", move |answer| callback.log(format!("callback {answer}")));
    let all = [
        "> told(what: \"a\")",
        ">> 2",
        "<< 2: Some(2)",
        ">> 1",
        "<< 1: None",
        "< told: 1 result",
        "callback 2",
    ];
    assert_eq!(log.take(), all);
    pm.register_as("3", Bell(3)).unwrap();
    let all =
        ["> told(what: \"a\")", ">> 3", "<< 3: Some(3)", "< told: 1 result", "callback 3", "+ 3"];
    assert_eq!(log.take(), all);
}

/// B208, B238.
#[test]
fn a_call_inside_a_call_is_seen_inside_it() {
    let (pm, hooks, log) = setup();
    pm.unregister("1");
    log.take();
    let relay = hooks.clone();
    let outer = hooks.quiet.with_extra(move || {
        relay.first.call_first(2);
    });
    outer.only(["nobody"]).call_all();
    let all = [
        "> quiet()",
        ">> <extra>",
        "> first(wanted: 2)",
        ">> 2",
        "<< 2: Some(2)",
        "< first: Some(2)",
        "<< <extra>: ()",
        "< quiet: ()",
    ];
    assert_eq!(log.take(), all);
}

/// A spec that comes after the monitor is watched as well; another manager's
/// calls are not.
#[test]
fn a_monitor_watches_all_hooks_of_its_manager_and_no_others() {
    let pm = PluginManager::new("monitors");
    let log = Trace::default();
    let _watching = pm.monitor(Watch("", log.clone()));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.ring.call_all(1);
    assert_eq!(log.take(), ["> ring(times: 1)", "< ring: []"]);
    pm.add_hookspecs::<dyn Hooks>().ring.call_all(2);
    assert_eq!(log.take(), ["> ring(times: 2)", "< ring: []"]);
    let other = PluginManager::new("other");
    other.add_hookspecs::<dyn Hooks>().ring.call_all(1);
    other.register(Bell(1)).unwrap();
    assert!(log.take().is_empty());
}

/// Keeps what a call says of itself.
#[derive(Clone, Default)]
struct Details(Arc<Mutex<Vec<Detail>>>);

/// The call's number, and who may run.
type Detail = (u64, Vec<String>);

impl Monitor for Details {
    fn call_started(&self, call: &Call<'_>) {
        assert_eq!((call.hook().name(), call.hook().kind()), ("ring", HookKind::All));
        let show = |imp: &HookImpl| format!("{} {}", imp.plugin(), imp.function());
        self.0.lock().unwrap().push((call.id(), call.impls().iter().map(show).collect()));
        let text = format!("{call:?}");
        assert!(text.contains("ring") && text.contains(&call.id().to_string()), "{text}");
    }

    fn impl_started(&self, call: &Call<'_>, imp: &HookImpl) {
        let started = self.0.lock().unwrap();
        assert_eq!(started.last().unwrap().0, call.id());
        assert!(call.impls().iter().any(|other| other.location() == imp.location()));
    }

    fn call_ended(&self, call: &Call<'_>, _: &Outcome<'_>, elapsed: Duration) {
        self.0.lock().unwrap().push((call.id(), Vec::new()));
        assert!(elapsed >= Duration::ZERO);
    }
}

/// B201: the hook, who may run, and a number for each call.
#[test]
fn a_call_tells_its_hook_its_implementations_and_its_number() {
    let (pm, hooks, _) = setup();
    pm.register(Around).unwrap();
    let details = Details::default();
    let _watching = pm.monitor(details.clone());
    hooks.ring.call_all(1);
    hooks.ring.without(["1", "around"]).call_all(1);
    let calls = std::mem::take(&mut *details.0.lock().unwrap());
    let [(first, impls), (first_end, _), (second, some), (second_end, _)] = &calls[..] else {
        panic!("{calls:?}");
    };
    assert_eq!(impls[..], ["around never", "around ring", "2 ring", "1 ring"]);
    assert_eq!(some[..], ["2 ring"]);
    assert_eq!((first, second), (first_end, second_end));
    assert_ne!(first, second);
}
