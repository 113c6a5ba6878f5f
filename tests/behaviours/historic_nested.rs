//! Historic calls, registrations and unregistrations inside one another.

use std::sync::{Arc, Mutex, Weak};

use pluggy_core::{HookRelay, Plugin, PluginErrorKind, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, without_deadlock};

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;

    fn plain(&self) -> u32;
}

/// What a plugin does when it hears of a call.
type Act = dyn Fn(&World, u32) + Send + Sync;

/// A manager that plugins and callbacks can reach.
#[derive(Clone)]
struct World {
    pm: Weak<PluginManager>,
    hooks: HookRelay<dyn Hooks>,
    log: Trace,
}

impl World {
    fn new() -> (Arc<PluginManager>, Self) {
        let pm = Arc::new(PluginManager::new("historic"));
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let world = World { pm: Arc::downgrade(&pm), hooks, log: Trace::default() };
        (pm, world)
    }

    fn pm(&self) -> Arc<PluginManager> {
        self.pm.upgrade().expect("the manager")
    }

    /// Registers a plugin that answers its number, after it did something.
    fn add(&self, number: u32, act: impl Fn(&World, u32) + Send + Sync + 'static) {
        let plugin = Actor { number, world: self.clone(), act: Box::new(act) };
        self.pm().register_as(number.to_string(), plugin).unwrap();
    }

    /// Calls with a callback that logs the answers.
    fn tell(&self, what: u32) {
        let log = self.log.clone();
        self.hooks.told.call_historic_with(what, move |number| {
            log.log(format!("{number} answers {what}"));
        });
    }
}

struct Actor {
    number: u32,
    world: World,
    act: Box<Act>,
}

#[hookimpl(manual)]
impl Hooks for Actor {
    fn told(&self, what: u32) -> u32 {
        self.world.log.log(format!("{} hears {what}", self.number));
        (self.act)(&self.world, what);
        self.number
    }

    fn plain(&self) -> u32 {
        self.number
    }
}

fn idle(_: &World, _: u32) {}

/// B161, B171, B235: `test_register_while_calling[historic]`.
#[test]
fn what_is_registered_inside_a_call_is_replayed_that_call_at_once() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        for number in 1..=3 {
            world.add(number, move |world, _| world.add(7 - number, idle));
        }
        world.tell(0);
        let answers: Vec<_> =
            world.log.take().into_iter().filter(|event| event.contains("answers")).collect();
        let numbers: Vec<_> = answers.iter().map(|answer| &answer[..1]).collect();
        assert_eq!(numbers, ["4", "5", "6", "3", "2", "1"]);
    });
}

/// B161: the call was remembered before it ran.
#[test]
fn a_call_is_remembered_before_it_runs() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, |world, _| world.add(2, idle));
        world.tell(0);
        let all = ["1 hears 0", "2 hears 0", "2 answers 0", "1 answers 0"];
        assert_eq!(world.log.take(), all);
        world.pm().unregister("1");
        world.tell(1);
        assert_eq!(world.log.take(), ["2 hears 1", "2 answers 1"], "listed once");
    });
}

/// B172.
#[test]
fn what_is_registered_inside_a_callback_is_replayed_at_once() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, idle);
        world.add(2, idle);
        let inner = world.clone();
        world.hooks.told.call_historic_with(0, move |number| {
            inner.log.log(format!("callback of {number}"));
            if number < 3 {
                inner.add(number + 10, idle);
            }
        });
        let all = [
            "2 hears 0",
            "1 hears 0",
            "callback of 2",
            "12 hears 0",
            "callback of 12",
            "callback of 1",
            "11 hears 0",
            "callback of 11",
        ];
        assert_eq!(world.log.take(), all);
    });
}

/// B173.
#[test]
fn a_call_made_inside_a_replay_is_replayed_too() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, idle);
        world.tell(0);
        world.log.take();
        world.add(2, |world, what| {
            if what < 2 {
                world.tell(what + 1);
            }
        });
        let all = [
            "2 hears 0",
            "1 hears 1",
            "1 answers 1",
            "2 answers 0",
            "2 hears 1",
            "1 hears 2",
            "1 answers 2",
            "2 answers 1",
            "2 hears 2",
            "2 answers 2",
        ];
        assert_eq!(world.log.take(), all);
    });
}

/// B238: the inner call is over before the outer one goes on.
#[test]
fn a_call_made_inside_a_call_runs_at_once_on_all() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, idle);
        world.add(2, |world, what| {
            if what == 0 {
                world.tell(1);
            }
        });
        world.tell(0);
        let all = [
            "2 hears 0",
            "2 hears 1",
            "1 hears 1",
            "2 answers 1",
            "1 answers 1",
            "1 hears 0",
            "2 answers 0",
            "1 answers 0",
        ];
        assert_eq!(world.log.take(), all);
        world.add(3, idle);
        assert_eq!(world.log.take(), ["3 hears 0", "3 answers 0", "3 hears 1", "3 answers 1"]);
    });
}

/// B237.
#[test]
fn unregistering_inside_a_call_does_not_stop_it() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, idle);
        world.add(2, |world, _| {
            world.pm().unregister("1");
            world.pm().unregister("2");
        });
        world.tell(0);
        let all = ["2 hears 0", "1 hears 0", "2 answers 0", "1 answers 0"];
        assert_eq!(world.log.take(), all);
        world.tell(1);
        assert!(world.log.take().is_empty());
    });
}

/// A plugin that is unregistered while it is registered is refused.
#[test]
fn unregistering_during_the_replay_ends_it() {
    without_deadlock(|| {
        for block in [false, true] {
            let (pm, world) = World::new();
            world.tell(0);
            world.tell(1);
            let act = move |world: &World, _| {
                if block {
                    world.pm().block("2");
                } else {
                    assert!(world.pm().unregister("2").is_some());
                }
            };
            let plugin = Actor { number: 2, world: world.clone(), act: Box::new(act) };
            let error = pm.register_as("2", plugin).unwrap_err();
            assert!(matches!(error.kind(), PluginErrorKind::Unregistered));
            assert_eq!(world.log.take(), ["2 hears 0", "2 answers 0"]);
            assert!(pm.plugins().is_empty() && world.hooks.told.impls().is_empty());
        }
    });
}

/// A name is reserved before anything runs.
#[test]
fn a_name_is_taken_while_its_plugin_is_replayed() {
    without_deadlock(|| {
        let (pm, world) = World::new();
        world.tell(0);
        world.add(1, |world, _| {
            let error = world.pm().register_as("1", Plugin::new(())).unwrap_err();
            assert!(matches!(error.kind(), PluginErrorKind::NameTaken { .. }));
            assert!(world.pm().has_plugin("1"));
        });
        assert!(pm.plugin::<Actor>("1").is_some());
    });
}

/// B177: here the plugin's hooks without a history come first.
#[test]
fn a_replay_may_call_the_plugins_other_hooks() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.add(1, idle);
        world.tell(0);
        world.add(2, |world, _| world.log.log(format!("{:?}", world.hooks.plain.call_all())));
        assert_eq!(world.log.take()[2..], ["2 hears 0", "[2, 1]", "2 answers 0"]);
    });
}

/// Clearing inside a replay: what the plugin has not heard is forgotten.
#[test]
fn clearing_during_a_replay_ends_it() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        world.tell(0);
        world.tell(1);
        world.add(1, |world, _| world.hooks.told.clear_history());
        assert_eq!(world.log.take(), ["1 hears 0", "1 answers 0"]);
        world.tell(2);
        assert_eq!(world.log.take(), ["1 hears 2", "1 answers 2"]);
    });
}

/// Clones and drops of remembered arguments may call back.
#[test]
fn a_callback_may_forget_itself() {
    without_deadlock(|| {
        let (_pm, world) = World::new();
        let inner = world.clone();
        let held = Arc::new(Mutex::new(()));
        let handle = Arc::downgrade(&held);
        world.hooks.told.call_historic_with(0, move |_| {
            let _held = held.lock().unwrap();
            inner.hooks.told.clear_history();
        });
        assert!(handle.upgrade().is_some());
        world.add(1, idle);
        assert!(handle.upgrade().is_none(), "forgotten with its call");
    });
}
