//! Historic calls on two threads at once: nobody waits, nothing is lost.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};

use crate::support::{panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

/// Logs what it hears. At call 0 it says so, and waits until it may go on.
struct Hears {
    heard: Mutex<Vec<u32>>,
    stop: Option<Stop>,
}

struct Stop {
    at: Mutex<Sender<()>>,
    go: Mutex<Receiver<Go>>,
}

/// How it goes on.
enum Go {
    On,
    Panic,
}

#[hookimpl(manual)]
impl Hooks for Hears {
    fn told(&self, what: u32) -> u32 {
        self.heard.lock().unwrap().push(what);
        if let Some(stop) = &self.stop
            && what == 0
        {
            stop.at.lock().unwrap().send(()).unwrap();
            if let Go::Panic = stop.go.lock().unwrap().recv().unwrap() {
                panic_quietly("told to");
            }
        }
        what
    }
}

impl Hears {
    fn new() -> Arc<Self> {
        Arc::new(Hears { heard: Mutex::default(), stop: None })
    }

    fn heard(&self) -> Vec<u32> {
        self.heard.lock().unwrap().clone()
    }
}

/// A plugin that stops at call 0, when it did, and how to let it go on.
fn stopping() -> (Arc<Hears>, Receiver<()>, Sender<Go>) {
    let ((at, stopped), (go, going)) = (channel(), channel());
    let stop = Stop { at: Mutex::new(at), go: Mutex::new(going) };
    let hears = Hears { heard: Mutex::default(), stop: Some(stop) };
    (Arc::new(hears), stopped, go)
}

fn setup() -> (Arc<PluginManager>, HookRelay<dyn Hooks>) {
    let pm = Arc::new(PluginManager::new("threads"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

fn register(pm: &PluginManager, name: &str, plugin: &Arc<Hears>) {
    let plugin = Plugin::from(Arc::clone(plugin)).with::<dyn Hooks>();
    pm.register_as(name, plugin).unwrap();
}

/// A call that finds a plugin at an earlier one leaves it to that thread.
#[test]
fn a_call_does_not_wait_for_a_plugin_that_is_at_an_earlier_one() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (plugin, stopped, go) = stopping();
        register(&pm, "stops", &plugin);
        thread::scope(|scope| {
            scope.spawn(|| hooks.told.call_historic(0));
            stopped.recv().unwrap();
            hooks.told.call_historic(1);
            hooks.told.call_historic(2);
            assert_eq!(plugin.heard(), [0], "the calls ended, and did not run it twice at once");
            go.send(Go::On).unwrap();
        });
        assert_eq!(plugin.heard(), [0, 1, 2]);
    });
}

/// Whoever comes to a plugin with a later call brings the earlier ones.
#[test]
fn a_later_call_brings_the_earlier_one_to_plugins_that_it_has_not_reached() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (first, stopped, go) = stopping();
        let last = Hears::new();
        register(&pm, "last", &last);
        register(&pm, "first", &first);
        thread::scope(|scope| {
            scope.spawn(|| hooks.told.call_historic(0));
            stopped.recv().unwrap();
            hooks.told.call_historic(1);
            assert_eq!(last.heard(), [0, 1]);
            go.send(Go::On).unwrap();
        });
        assert_eq!((first.heard(), last.heard()), (vec![0, 1], vec![0, 1]));
    });
}

/// A registration does not wait either, and its plugin misses nothing.
#[test]
fn a_plugin_that_comes_during_a_call_is_told_of_it() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (first, stopped, go) = stopping();
        register(&pm, "first", &first);
        let late = Hears::new();
        thread::scope(|scope| {
            scope.spawn(|| hooks.told.call_historic(0));
            stopped.recv().unwrap();
            register(&pm, "late", &late);
            assert_eq!(late.heard(), [0]);
            go.send(Go::On).unwrap();
        });
        hooks.told.call_historic(1);
        assert_eq!((first.heard(), late.heard()), (vec![0, 1], vec![0, 1]));
    });
}

/// What is called while a plugin is replayed is replayed to it as well.
#[test]
fn a_call_made_during_a_replay_is_replayed() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        hooks.told.call_historic(0);
        let (late, stopped, go) = stopping();
        thread::scope(|scope| {
            scope.spawn(|| register(&pm, "late", &late));
            stopped.recv().unwrap();
            hooks.told.call_historic(1);
            assert_eq!(late.heard(), [0], "the call did not wait");
            assert!(hooks.told.is_empty(), "not listed before its replay is over");
            go.send(Go::On).unwrap();
        });
        assert_eq!(late.heard(), [0, 1]);
        assert!(!hooks.told.is_empty());
    });
}

/// A plugin that was left a call, and panicked first, gets it with its next.
#[test]
fn a_call_left_to_a_plugin_that_panicked_comes_with_the_next_one() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (plugin, stopped, go) = stopping();
        register(&pm, "stops", &plugin);
        thread::scope(|scope| {
            let call = scope.spawn(|| panic_of(|| hooks.told.call_historic(0)));
            stopped.recv().unwrap();
            hooks.told.call_historic(1);
            go.send(Go::Panic).unwrap();
            assert_eq!(call.join().unwrap(), "told to");
        });
        hooks.told.call_historic(2);
        assert_eq!(plugin.heard(), [0, 1, 2]);
    });
}

/// A plugin that is unregistered during its replay, from elsewhere, is refused.
#[test]
fn unregistering_from_another_thread_ends_a_replay() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        hooks.told.call_historic(0);
        hooks.told.call_historic(1);
        let (late, stopped, go) = stopping();
        thread::scope(|scope| {
            let plugin = Plugin::from(Arc::clone(&late)).with::<dyn Hooks>();
            let registering = scope.spawn(|| pm.register_as("late", plugin));
            stopped.recv().unwrap();
            assert!(pm.unregister("late").is_some());
            register(&pm, "late", &Hears::new());
            go.send(Go::On).unwrap();
            assert!(registering.join().unwrap().is_err());
        });
        assert_eq!(late.heard(), [0]);
        assert!(pm.has_plugin("late"), "the other one of that name stays");
        assert_eq!(hooks.told.impls().len(), 1);
    });
}
