//! What a monitor is told to start it is told to end, once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    #[hookspec(waterfall)]
    fn pour(&self, value: Loud) -> Loud;

    fn outer(&self);
}

/// A value that panics where it is dropped, if it is loud.
#[derive(Debug)]
struct Loud(bool);

impl Drop for Loud {
    fn drop(&mut self) {
        if self.0 {
            panic_quietly("loud");
        }
    }
}

struct Ignores;

#[hookimpl(manual)]
impl Hooks for Ignores {
    fn pour(&self) -> Loud {
        Loud(false)
    }
}

#[test]
fn a_value_that_panics_as_it_is_replaced_is_the_calls_panic_and_no_second_end() {
    let (pm, log) = (PluginManager::new("ends"), Trace::default());
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Ignores).unwrap();
    pm.monitor(Watch("", log.clone())).detach();
    log.take();
    assert_eq!(panic_of(|| hooks.pour.call_waterfall(Loud(true))), "loud");
    assert_eq!(
        log.take(),
        [
            "> pour(value: Loud(true))",
            ">> ignores",
            "<< ignores: Loud(false)",
            "< pour: panicked: loud"
        ]
    );
}

#[test]
fn calls_around_a_call_that_panicked_end_as_they_began() {
    let (pm, log) = (PluginManager::new("ends"), Trace::default());
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Ignores).unwrap();
    let inner = hooks.clone();
    let outer = move || {
        let call = || drop(inner.pour.call_waterfall(Loud(true)));
        assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    };
    hooks.outer.register_fn("outer", outer).unwrap();
    pm.monitor(Watch("", log.clone())).detach();
    log.take();
    hooks.outer.call_all();
    let told = log.take();
    let (starts, ends): (Vec<_>, Vec<_>) = told.iter().partition(|line| line.starts_with('>'));
    assert_eq!(starts.len(), ends.len(), "{told:?}");
    assert_eq!(told.last().map(String::as_str), Some("< outer: ()"));
}
