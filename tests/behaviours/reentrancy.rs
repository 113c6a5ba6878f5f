//! Everything is allowed from inside everything, and no call notices.

use std::fmt;
use std::sync::{Arc, Mutex, Weak};

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self, log: &Trace) -> &'static str;
    fn copy(&self, value: Foreign);
    fn show(&self, value: &Foreign) -> String;

    #[hookspec(historic)]
    fn told(&self, value: &Foreign) -> u32;
}

/// A spec that is added from inside a call.
#[hookspec]
trait Late {
    fn late(&self) -> u32;
}

type Act = Arc<dyn Fn() + Send + Sync>;

/// Does something when it is cloned or dropped.
struct Foreign(Act);

impl Clone for Foreign {
    fn clone(&self) -> Self {
        (self.0)();
        Foreign(Arc::clone(&self.0))
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)();
        f.write_str("foreign")
    }
}

/// Does something in its hooks.
struct Actor(&'static str, Act);

#[hookimpl(manual)]
impl Hooks for Actor {
    fn ring(&self, log: &Trace) -> &'static str {
        log.log(self.0);
        (self.1)();
        self.0
    }

    fn copy(&self, value: Foreign) {
        drop(value);
    }

    fn show(&self, value: &Foreign) -> String {
        format!("{value:?}")
    }

    fn told(&self) -> u32 {
        (self.1)();
        0
    }
}

/// Waits for a spec.
struct Waits;

#[hookimpl(manual)]
impl Late for Waits {
    fn late(&self) -> u32 {
        7
    }
}

/// Does something before and after.
struct Wrapper(&'static str, Act);

#[hookimpl(manual)]
impl Hooks for Wrapper {
    #[hookimpl(wrapper)]
    fn ring(&self, log: &Trace, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        log.log(self.0);
        (self.1)();
        let rung = next();
        (self.1)();
        log.log(format!("{} ends", self.0));
        rung
    }
}

/// A manager that plugins can reach.
struct World {
    pm: Arc<PluginManager>,
    hooks: HookRelay<dyn Hooks>,
    log: Trace,
}

impl World {
    fn new() -> Self {
        let pm = Arc::new(PluginManager::new("reentrancy"));
        World { hooks: pm.add_hookspecs::<dyn Hooks>(), pm, log: Trace::default() }
    }

    /// What does something with the manager, as long as it is there.
    fn act(&self, act: impl Fn(&PluginManager) + Send + Sync + 'static) -> Act {
        let pm: Weak<PluginManager> = Arc::downgrade(&self.pm);
        Arc::new(move || {
            if let Some(pm) = pm.upgrade() {
                act(&pm);
            }
        })
    }

    /// What does with the manager all that can be done.
    fn everything(&self) -> Act {
        let is_inside = Mutex::new(());
        self.act(move |pm| {
            let Ok(_inside) = is_inside.try_lock() else { return };
            let hooks = pm.add_hookspecs::<dyn Hooks>();
            pm.register_as("everything", Actor("everything", idle())).unwrap();
            assert!(hooks.ring.call_all(&Trace::default()).contains(&"everything"));
            assert!(pm.has_plugin("everything"));
            hooks.told.call_historic(&Foreign(idle()));
            hooks.told.clear_history();
            assert!(pm.discover().failed().is_empty());
            pm.block("everything");
            pm.unblock("everything");
            drop(PluginManager::new("inner"));
            assert!(format!("{pm:?}").contains("reentrancy"));
        })
    }

    fn register(&self, name: &'static str, act: Act) {
        self.pm.register_as(name, Actor(name, act)).unwrap();
    }
}

fn idle() -> Act {
    Arc::new(|| {})
}

/// B121, B235: `test_register_while_calling`.
#[test]
fn what_is_registered_during_a_call_takes_part_in_the_next_one() {
    without_deadlock(|| {
        let world = World::new();
        for (name, newcomer) in [("1", "6"), ("2", "5"), ("3", "4")] {
            let act = world.act(move |pm| drop(pm.register_as(newcomer, Actor(newcomer, idle()))));
            world.register(name, act);
        }
        assert_eq!(world.hooks.ring.call_all(&world.log), ["3", "2", "1"]);
        assert_eq!(world.hooks.ring.call_all(&world.log), ["6", "5", "4", "3", "2", "1"]);
    });
}

/// B236: also from a wrapper, and on its way out.
#[test]
fn what_a_wrapper_registers_takes_part_in_the_next_call() {
    without_deadlock(|| {
        let world = World::new();
        world.register("old", idle());
        let act = world.act(|pm| {
            drop(pm.register_as("new", Actor("new", idle())));
            drop(pm.register_as("new wrapper", Wrapper("new wrapper", idle())));
        });
        world.pm.register_as("wrapper", Wrapper("wrapper", act)).unwrap();
        assert_eq!(world.hooks.ring.call_all(&world.log), ["old"]);
        assert_eq!(world.log.take(), ["wrapper", "old", "wrapper ends"]);
        assert_eq!(world.hooks.ring.call_all(&world.log), ["new", "old"]);
    });
}

/// B237.
#[test]
fn what_is_unregistered_during_a_call_still_takes_part_in_it() {
    without_deadlock(|| {
        let world = World::new();
        let all = ["wrapper", "first", "last"];
        let act = world.act(move |pm| {
            for name in all {
                drop(pm.unregister(name));
            }
        });
        world.register("last", act.clone());
        world.register("first", act);
        world.pm.register_as("wrapper", Wrapper("wrapper", idle())).unwrap();
        assert_eq!(world.hooks.ring.call_all(&world.log), ["first", "last"]);
        assert_eq!(world.log.take(), ["wrapper", "first", "last", "wrapper ends"]);
        assert!(world.hooks.ring.call_all(&world.log).is_empty());
        assert!(world.log.take().is_empty());
    });
}

/// B238.
#[test]
fn hooks_may_call_themselves_to_any_depth() {
    without_deadlock(|| {
        let world = World::new();
        let (hooks, log) = (world.hooks.clone(), world.log.clone());
        let depth = Mutex::new(0);
        let act: Act = Arc::new(move || {
            let deeper = {
                let mut depth = depth.lock().unwrap();
                *depth += 1;
                *depth < 100
            };
            if deeper {
                hooks.ring.call_all(&log);
            }
        });
        world.register("recursive", act);
        assert_eq!(world.hooks.ring.call_all(&world.log), ["recursive"]);
        assert_eq!(world.log.take().len(), 100);
    });
}

/// B239.
#[test]
fn a_spec_may_be_added_during_a_call() {
    without_deadlock(|| {
        let world = World::new();
        let log = world.log.clone();
        let act = world.act(move |pm| {
            let late = pm.add_hookspecs::<dyn Late>();
            log.log(format!("{:?}", late.late.call_all()));
        });
        world.register("actor", act);
        world.pm.register(Waits).unwrap();
        world.hooks.ring.call_all(&world.log);
        assert_eq!(world.log.take(), ["actor", "[7]"]);
    });
}

/// Nothing is locked while a hook or a wrapper runs.
#[test]
fn hooks_and_wrappers_may_do_everything() {
    without_deadlock(|| {
        let world = World::new();
        let everything = world.everything();
        world.register("actor", everything.clone());
        world.pm.register_as("wrapper", Wrapper("wrapper", everything)).unwrap();
        assert_eq!(world.hooks.ring.call_all(&world.log), ["actor"]);
        world.hooks.told.call_historic(&Foreign(idle()));
    });
}

/// Nothing is locked while arguments are cloned, dropped or shown.
#[test]
fn arguments_may_do_everything() {
    without_deadlock(|| {
        let world = World::new();
        world.register("actor", idle());
        let everything = world.everything();
        world.hooks.copy.call_all(Foreign(everything.clone()));
        assert_eq!(world.hooks.show.call_all(&Foreign(everything)), ["foreign"]);
    });
}

/// The same of what a historic call remembers, and of its forgetting.
#[test]
fn remembered_arguments_may_do_everything() {
    without_deadlock(|| {
        let world = World::new();
        world.register("actor", idle());
        let everything = world.everything();
        world.hooks.told.call_historic(&Foreign(everything.clone()));
        world.register("late", idle());
        world.hooks.told.clear_history();
        world.hooks.told.call_historic(&Foreign(everything));
        drop(world);
    });
}

/// A plugin that does something when it is dropped.
struct Farewell(#[expect(dead_code, reason = "it is there to be dropped")] Foreign);

#[hookimpl(manual)]
impl Hooks for Farewell {
    fn copy(&self) {}
}

/// Nothing is locked while a plugin is dropped.
#[test]
fn plugins_may_do_everything_when_they_are_dropped() {
    without_deadlock(|| {
        let world = World::new();
        let farewell = || Farewell(Foreign(world.everything()));
        world.pm.register(farewell()).unwrap();
        assert!(world.pm.register(farewell()).is_err());
        assert!(world.pm.unregister("farewell").is_some());
        world.pm.register(farewell()).unwrap();
        world.pm.block("farewell");
        assert!(world.pm.register(farewell()).unwrap().is_blocked());
        assert!(world.pm.register_as("", farewell()).is_err());
        world.pm.register_as("last", farewell()).unwrap();
        drop(world.pm);
    });
}

/// A callback may do everything, at a call and at a replay.
#[test]
fn callbacks_may_do_everything() {
    without_deadlock(|| {
        let world = World::new();
        world.register("actor", idle());
        let everything = world.everything();
        world.hooks.told.call_historic_with(&Foreign(idle()), move |_| everything());
        world.register("late", idle());
    });
}
