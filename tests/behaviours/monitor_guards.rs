//! Monitors come and go, in any order.

use std::sync::{Arc, Mutex};

use pluggy_core::{Call, HookRelay, Monitor, MonitorGuard, PluginManager, hookspec};

use crate::support::{Dropped, Trace, Watch, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.ring.register_fn("bell", || 1).unwrap();
    (pm, hooks, Trace::default())
}

/// B206.
#[test]
fn the_newest_monitor_is_outermost() {
    let (pm, hooks, log) = setup();
    let _old = pm.monitor(Watch("old ", log.clone()));
    let _new = pm.monitor(Watch("new ", log.clone()));
    hooks.ring.call_all();
    let all = [
        "new > ring()",
        "old > ring()",
        "new >> bell",
        "old >> bell",
        "old << bell: 1",
        "new << bell: 1",
        "old < ring: [1]",
        "new < ring: [1]",
    ];
    assert_eq!(log.take(), all);
}

/// What a call of `ring` logs of its beginning.
fn watching(hooks: &HookRelay<dyn Hooks>, log: &Trace) -> Vec<String> {
    log.take();
    hooks.ring.call_all();
    let events = log.take().into_iter();
    events.filter_map(|event| event.strip_suffix("> ring()").map(str::to_owned)).collect()
}

/// B207: here each leaves alone.
#[test]
fn monitors_leave_in_any_order() {
    for leaving in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let (pm, hooks, log) = setup();
        let names = ["a", "b", "c"];
        let mut guards: Vec<_> =
            names.iter().map(|name| Some(pm.monitor(Watch(name, log.clone())))).collect();
        let mut here = vec!["c", "b", "a"];
        assert_eq!(watching(&hooks, &log), here);
        for at in leaving {
            drop(guards[at].take());
            here.retain(|name| *name != names[at]);
            assert_eq!(watching(&hooks, &log), here);
        }
        assert!(log.take().is_empty());
    }
}

/// B218: of two of one kind each is told, and each leaves alone.
#[test]
fn a_kind_of_monitor_may_be_added_twice() {
    let (pm, hooks, log) = setup();
    let first = pm.monitor(Watch("same", log.clone()));
    let second = pm.monitor(Watch("same", log.clone()));
    assert_eq!(watching(&hooks, &log), ["same", "same"]);
    drop(first);
    assert_eq!(watching(&hooks, &log), ["same"]);
    drop(second);
    assert!(watching(&hooks, &log).is_empty());
}

/// Does nothing but hold.
struct Holds {
    #[expect(dead_code, reason = "it is there to be dropped")]
    relay: Option<HookRelay<dyn Hooks>>,
    #[expect(dead_code, reason = "it is there to be dropped")]
    dropped: Dropped,
}

impl Monitor for Holds {}

/// B200: dropping the guard is pluggy's `undo()`.
#[test]
fn a_monitor_watches_until_its_guard_is_dropped() {
    let (pm, hooks, log) = setup();
    let guard = pm.monitor(Holds { relay: None, dropped: Dropped("monitor", log.clone()) });
    hooks.ring.call_all();
    assert!(log.take().is_empty());
    drop(guard);
    assert_eq!(log.take(), ["drop monitor"]);
}

/// A monitor that was detached stays with the manager.
#[test]
fn a_detached_monitor_watches_as_long_as_its_manager() {
    let (pm, hooks, log) = setup();
    pm.monitor(Watch("detached", log.clone())).detach();
    let held = pm.monitor(Watch("held", log.clone()));
    assert_eq!(watching(&hooks, &log), ["held", "detached"]);
    drop(held);
    assert_eq!(watching(&hooks, &log), ["detached"]);
}

/// A guard may outlive its manager, and goes to other threads.
#[test]
fn a_guard_may_be_dropped_anywhere() {
    let (pm, hooks, log) = setup();
    let guard = pm.monitor(Watch("w", log.clone()));
    assert!(format!("{guard:?}").contains("MonitorGuard"));
    std::thread::spawn(move || drop(guard)).join().unwrap();
    assert!(watching(&hooks, &log).is_empty());
    let guard = pm.monitor(Watch("w", log.clone()));
    drop(pm);
    drop(guard);
}

/// A detached monitor goes with its manager, whoever holds a relay.
#[test]
fn a_monitor_that_holds_a_relay_is_not_leaked() {
    let (pm, hooks, log) = setup();
    let dropped = Dropped("monitor", log.clone());
    pm.monitor(Holds { relay: Some(hooks.clone()), dropped }).detach();
    drop((pm, hooks));
    assert_eq!(log.take(), ["drop monitor"]);
}

/// A relay that outlives its manager is watched by nobody.
#[test]
fn without_its_manager_a_monitor_watches_no_more() {
    let (pm, hooks, log) = setup();
    let guard = pm.monitor(Watch("held ", log.clone()));
    pm.monitor(Watch("detached ", log.clone())).detach();
    drop(pm);
    drop(guard);
    log.take();
    hooks.ring.call_all();
    assert!(log.take().is_empty());
}

/// Removes monitors, itself among them, when a call begins.
#[derive(Clone, Default)]
struct Removes(Arc<Mutex<Vec<MonitorGuard>>>);

impl Monitor for Removes {
    fn call_started(&self, _: &Call<'_>) {
        let guards = std::mem::take(&mut *self.0.lock().unwrap());
        drop(guards);
    }
}

/// A call has the monitors of its start until it ends.
#[test]
fn a_monitor_may_remove_itself_and_others_inside_an_event() {
    without_deadlock(|| {
        let (pm, hooks, log) = setup();
        let removes = Removes::default();
        let other = pm.monitor(Watch("other", log.clone()));
        let own = pm.monitor(removes.clone());
        removes.0.lock().unwrap().extend([own, other]);
        assert_eq!(watching(&hooks, &log), ["other"]);
        assert!(watching(&hooks, &log).is_empty());
        assert_eq!(Arc::strong_count(&removes.0), 1);
    });
}

/// Adds another monitor when a call begins.
struct Adds(std::sync::Weak<PluginManager>, Trace);

impl Monitor for Adds {
    fn call_started(&self, _: &Call<'_>) {
        if let Some(pm) = self.0.upgrade() {
            pm.monitor(Watch("added", self.1.clone())).detach();
        }
    }
}

/// Who is added during a call is told of the next one.
#[test]
fn a_monitor_may_add_monitors_inside_an_event() {
    without_deadlock(|| {
        let (pm, hooks, log) = setup();
        let pm = Arc::new(pm);
        let adds = pm.monitor(Adds(Arc::downgrade(&pm), log.clone()));
        hooks.ring.call_all();
        assert!(log.take().is_empty());
        drop(adds);
        assert_eq!(watching(&hooks, &log), ["added"]);
    });
}

/// A monitor that is added or removed during a call sees whole calls alone.
#[test]
fn a_hook_may_add_and_remove_monitors() {
    without_deadlock(|| {
        let (pm, hooks, log) = setup();
        let guard = Mutex::new(None);
        let (swap, swap_log) = (&guard, log.clone());
        let ring = hooks.ring.with_extra(|| {
            let new = pm.monitor(Watch("", swap_log.clone()));
            let mut guard = swap.lock().unwrap();
            let old = if guard.is_some() { guard.take() } else { guard.replace(new) };
            drop(guard);
            drop(old);
            2
        });
        ring.call_all();
        assert!(log.take().is_empty());
        ring.call_all();
        let all =
            ["> ring()", ">> <extra>", "<< <extra>: 2", ">> bell", "<< bell: 1", "< ring: [2, 1]"];
        assert_eq!(log.take(), all);
        ring.call_all();
        assert!(log.take().is_empty());
    });
}
