//! There is one order, that of registration: of `plugins()` and of every hook,
//! whoever publishes first.

use std::sync::{Arc, Barrier, Weak};
use std::thread;

use pluggy_core::{HookImpl, HookRelay, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn early(&self) -> u32;
    #[hookspec(historic)]
    fn told(&self, x: u32);
    fn late(&self) -> u32;
}

struct Numbered(u32);

#[hookimpl(manual)]
impl Hooks for Numbered {
    fn early(&self) -> u32 {
        self.0
    }

    fn told(&self) {}

    fn late(&self) -> u32 {
        self.0
    }
}

/// Newest first, as a plain hook lists them.
fn newest_first(pm: &PluginManager) -> Vec<String> {
    pm.plugins().iter().rev().map(|plugin| plugin.name().to_owned()).collect()
}

fn names(impls: &[HookImpl]) -> Vec<String> {
    impls.iter().map(|imp| imp.plugin().to_owned()).collect()
}

fn assert_one_order(pm: &PluginManager, hooks: &HookRelay<dyn Hooks>) {
    let plugins = newest_first(pm);
    assert_eq!(names(&hooks.early.impls()), plugins);
    assert_eq!(names(&hooks.told.impls()), plugins);
    assert_eq!(names(&hooks.late.impls()), plugins);
}

#[test]
fn of_plugins_that_threads_register_at_once() {
    for _ in 0..500 {
        let pm = PluginManager::new("order");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        hooks.told.call_historic(1);
        let barrier = Barrier::new(3);
        thread::scope(|scope| {
            for i in 0..3 {
                let (pm, barrier) = (&pm, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    pm.register_as(format!("p{i}"), Numbered(i)).unwrap();
                });
            }
        });
        assert_one_order(&pm, &hooks);
        assert_eq!(hooks.early.call_all(), hooks.late.call_all());
    }
}

/// Registers another plugin while it hears of a call.
struct Outer(Weak<PluginManager>);

#[hookimpl(manual)]
impl Hooks for Outer {
    fn early(&self) -> u32 {
        1
    }

    fn told(&self) {
        let pm = self.0.upgrade().unwrap();
        if !pm.has_plugin("inner") {
            pm.register_as("inner", Numbered(2)).unwrap();
        }
    }

    fn late(&self) -> u32 {
        1
    }
}

#[test]
fn of_a_plugin_registered_inside_a_replay() {
    let pm = Arc::new(PluginManager::new("order"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.told.call_historic(7);
    pm.register_as("outer", Outer(Arc::downgrade(&pm))).unwrap();
    assert_eq!(newest_first(&pm), ["inner", "outer"]);
    assert_one_order(&pm, &hooks);
    assert_eq!(hooks.late.call_all(), [2, 1]);
}

/// A spec that comes late lists those that wait in the same order.
#[test]
fn of_plugins_that_waited_for_their_spec() {
    let pm = PluginManager::new("order");
    for i in 0..3 {
        pm.register_as(format!("p{i}"), Numbered(i)).unwrap();
    }
    pm.unregister("p1").unwrap();
    pm.register_as("p1", Numbered(1)).unwrap();
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert_eq!(hooks.early.call_all(), [1, 2, 0]);
    assert_one_order(&pm, &hooks);
}
