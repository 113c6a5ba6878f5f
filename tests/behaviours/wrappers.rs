//! Wrappers: before and after what is inside, and instead of it.

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

#[hookspec]
trait Hooks {
    fn gather(&self, log: &Trace) -> Vec<u32>;
    fn optional(&self) -> Option<u32>;
    fn nothing(&self, log: &Trace);

    #[hookspec(firstresult)]
    fn first(&self, log: &Trace) -> Option<u32>;
}

/// An implementation of each hook.
struct Cook(u32);

#[hookimpl(manual)]
impl Hooks for Cook {
    fn gather(&self, log: &Trace) -> Vec<u32> {
        log.log(self.0.to_string());
        vec![self.0]
    }

    fn optional(&self) -> Option<u32> {
        Some(self.0)
    }

    fn nothing(&self, log: &Trace) {
        log.log(self.0.to_string());
    }

    fn first(&self, log: &Trace) -> Option<u32> {
        log.log(self.0.to_string());
        Some(self.0)
    }
}

/// Logs its name before and after.
struct Around(&'static str);

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    fn gather(&self, log: &Trace, next: impl FnOnce() -> Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        log.log(format!("{} before", self.0));
        let gathered = next();
        log.log(format!("{} after {gathered:?}", self.0));
        gathered
    }

    #[hookimpl(wrapper)]
    fn nothing(&self, log: &Trace, next: impl FnOnce()) {
        log.log(format!("{} before", self.0));
        next();
        log.log(format!("{} after", self.0));
    }

    #[hookimpl(wrapper)]
    fn first(&self, log: &Trace, next: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let first = next();
        log.log(format!("{} after {first:?}", self.0));
        first
    }
}

/// Adds its own to each result, or to an empty one.
struct Adds(u32);

#[hookimpl(manual)]
impl Hooks for Adds {
    #[hookimpl(wrapper)]
    fn gather(&self, next: impl FnOnce() -> Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        let mut gathered = next();
        gathered.push(vec![self.0]);
        gathered
    }

    #[hookimpl(wrapper)]
    fn optional(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next().into_iter().map(|n| n + self.0).collect()
    }

    #[hookimpl(wrapper)]
    fn first(&self, next: impl FnOnce() -> Option<u32>) -> Option<u32> {
        Some(next().unwrap_or(0) + self.0)
    }
}

/// Answers without running what is inside.
struct Instead(u32);

#[hookimpl(manual)]
impl Hooks for Instead {
    #[hookimpl(wrapper)]
    fn gather(&self, next: impl FnOnce() -> Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        drop(next);
        vec![vec![self.0]]
    }

    #[hookimpl(wrapper)]
    fn nothing(&self, _next: impl FnOnce()) {}

    #[hookimpl(wrapper)]
    fn first(&self, _next: impl FnOnce() -> Option<u32>) -> Option<u32> {
        Some(self.0)
    }
}

fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("wrappers");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks, Trace::default())
}

/// B122, B123, B097.
#[test]
fn a_wrapper_runs_before_and_after_all_that_is_inside() {
    let (pm, hooks, log) = kitchen();
    pm.register_as("one", Cook(1)).unwrap();
    pm.register_as("inner", Around("inner")).unwrap();
    pm.register_as("two", Cook(2)).unwrap();
    pm.register_as("outer", Around("outer")).unwrap();
    assert_eq!(hooks.gather.call_all(&log), [[2], [1]]);
    let both = "[[2], [1]]";
    let after = [format!("inner after {both}"), format!("outer after {both}")];
    let before = ["outer before", "inner before", "2", "1"].map(str::to_owned);
    assert_eq!(log.take(), [&before[..], &after].concat());

    hooks.nothing.call_all(&log);
    let all = ["outer before", "inner before", "2", "1", "inner after", "outer after"];
    assert_eq!(log.take(), all);
}

/// B124, B126.
#[test]
fn what_a_wrapper_returns_is_what_the_outer_ones_and_the_caller_see() {
    let (pm, hooks, log) = kitchen();
    pm.register(Cook(1)).unwrap();
    pm.register_as("inner", Adds(10)).unwrap();
    pm.register(Around("around")).unwrap();
    pm.register_as("outer", Adds(20)).unwrap();
    assert_eq!(hooks.gather.call_all(&log), [[1], [10], [20]]);
    assert_eq!(log.take()[2], "around after [[1], [10]]");
    assert_eq!(hooks.optional.call_all(), [31]);
    assert_eq!(hooks.first.call_first(&log), Some(31));
}

/// B128.
#[test]
fn wrappers_run_around_nothing() {
    let (pm, hooks, log) = kitchen();
    pm.register(Around("around")).unwrap();
    assert!(hooks.gather.is_empty(), "a wrapper is no implementation");
    assert!(hooks.gather.call_all(&log).is_empty());
    assert_eq!(log.take(), ["around before", "around after []"]);
    hooks.nothing.call_all(&log);
    assert_eq!(log.take(), ["around before", "around after"]);
    assert_eq!(hooks.first.call_first(&log), None);
    assert_eq!(log.take(), ["around after None"]);
}

/// B128, B123: and the implementations stop at the first result.
#[test]
fn all_wrappers_run_on_a_firstresult_hook() {
    let (pm, hooks, log) = kitchen();
    pm.register_as("two", Cook(2)).unwrap();
    pm.register_as("one", Cook(1)).unwrap();
    pm.register_as("inner", Around("inner")).unwrap();
    pm.register_as("adds", Adds(10)).unwrap();
    pm.register_as("outer", Around("outer")).unwrap();
    assert_eq!(hooks.first.call_first(&log), Some(11));
    assert_eq!(log.take(), ["1", "inner after Some(1)", "outer after Some(11)"]);
}

/// B124: `test_firstresult_force_result`.
#[test]
fn a_wrapper_gives_a_first_result_where_there_was_none() {
    let (pm, hooks, log) = kitchen();
    pm.register(Adds(3)).unwrap();
    assert_eq!(hooks.first.call_first(&log), Some(3));
}

/// B137: here a wrapper may.
#[test]
fn a_wrapper_that_leaves_next_alone_answers_for_all_that_is_inside() {
    let (pm, hooks, log) = kitchen();
    pm.register(Cook(1)).unwrap();
    pm.register_as("inner", Around("inner")).unwrap();
    pm.register(Instead(7)).unwrap();
    pm.register_as("outer", Around("outer")).unwrap();
    assert_eq!(hooks.gather.call_all(&log), [[7]]);
    assert_eq!(log.take(), ["outer before", "outer after [[7]]"]);
    assert_eq!(hooks.first.call_first(&log), Some(7));
    assert_eq!(log.take(), ["outer after Some(7)"]);
    hooks.nothing.call_all(&log);
    assert_eq!(log.take(), ["outer before", "outer after"]);
}

/// Wraps the hook that it implements.
struct Both;

#[hookimpl(manual)]
impl Hooks for Both {
    fn gather(&self, log: &Trace) -> Vec<u32> {
        log.log("inside");
        vec![1]
    }

    #[hookimpl(wrapper, specname = "gather")]
    fn around(&self, log: &Trace, next: impl FnOnce() -> Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        log.log("around");
        next()
    }
}

/// B036, B098.
#[test]
fn a_plugin_may_wrap_what_it_implements() {
    let (pm, hooks, log) = kitchen();
    pm.register(Both).unwrap();
    assert_eq!(hooks.gather.call_all(&log), [[1]]);
    assert_eq!(log.take(), ["around", "inside"]);
    pm.unregister("both");
    assert!(hooks.gather.impls().is_empty());
}
