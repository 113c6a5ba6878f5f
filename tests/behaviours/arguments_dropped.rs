//! What a call is given by value is dropped once, however the call goes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch};

#[hookspec]
trait Hooks {
    fn give(&self, token: Arc<()>, panics: bool) -> usize;

    #[hookspec(waterfall)]
    fn hand_on(&self, token: Arc<()>) -> Arc<()>;
}

struct Taker;

#[hookimpl(manual)]
impl Hooks for Taker {
    fn give(&self, token: Arc<()>, panics: bool) -> usize {
        assert!(!panics, "the taker panics");
        drop(token);
        1
    }

    fn hand_on(&self, token: Arc<()>) -> Arc<()> {
        token
    }
}

/// Goes around, or answers by itself.
struct Around {
    goes_on: bool,
}

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    fn give(&self, token: Arc<()>, next: impl FnOnce() -> Vec<usize>) -> Vec<usize> {
        drop(token);
        if self.goes_on { next() } else { Vec::new() }
    }

    #[hookimpl(wrapper)]
    fn hand_on(&self, token: Arc<()>, next: impl FnOnce(Arc<()>) -> Arc<()>) -> Arc<()> {
        if self.goes_on { next(token) } else { token }
    }
}

/// Calls both hooks, in every view of a relay, and once more with a panic.
fn call(hooks: &HookRelay<dyn Hooks>) {
    let token = Arc::new(());
    // One that is dropped too often takes one of these.
    let spare = [Arc::clone(&token), Arc::clone(&token)];
    let one = || Arc::clone(&token);
    for panics in [false, true] {
        let calls: [&dyn Fn() -> Vec<usize>; 5] = [
            &|| hooks.give.call_all(one(), panics),
            &|| hooks.snapshot().give.call_all(one(), panics),
            &|| hooks.without(["nobody"]).give.call_all(one(), panics),
            &|| hooks.give.with_extra(|token, _| Arc::strong_count(&token)).call_all(one(), panics),
            &|| hooks.give.each().iter().map(|each| each.call(one(), panics)).collect(),
        ];
        for call in calls {
            let _ = catch_unwind(AssertUnwindSafe(call));
            assert_eq!(Arc::strong_count(&token), 1 + spare.len(), "panics: {panics}");
        }
    }
    drop(hooks.hand_on.call_waterfall(one()));
    drop(hooks.without(["nobody"]).hand_on.call_waterfall(one()));
    assert_eq!(Arc::strong_count(&token), 1 + spare.len());
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("drops");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Taker).unwrap();
    (pm, hooks)
}

#[test]
fn of_implementations_alone() {
    let (_pm, hooks) = setup();
    call(&hooks);
}

#[test]
fn of_no_implementation() {
    let (pm, hooks) = setup();
    pm.unregister("taker");
    call(&hooks);
}

#[test]
fn of_wrappers_that_go_on_or_not() {
    for goes_on in [true, false] {
        let (pm, hooks) = setup();
        pm.register_as("outer", Around { goes_on: true }).unwrap();
        pm.register_as("inner", Around { goes_on }).unwrap();
        call(&hooks);
    }
}

#[test]
fn of_calls_that_are_watched() {
    let (pm, hooks) = setup();
    let log = Trace::default();
    let _guard = pm.monitor(Watch("", log.clone()));
    call(&hooks);
    pm.register(Around { goes_on: true }).unwrap();
    call(&hooks);
    assert!(log.take().contains(&">> taker".to_owned()));
}
