//! A monitor is foreign code: it may panic, and do everything else.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use pluggy_core::{
    Call, HookImpl, HookRelay, Monitor, Outcome, PluginInfo, PluginManager, hookimpl, hookspec,
};

use crate::support::{Trace, Watch, panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    fn shows(&self, what: &Panics) -> Panics;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

/// A value whose `Debug` panics.
struct Panics;

impl fmt::Debug for Panics {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic_quietly("Debug")
    }
}

struct Bell;

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        if times == 0 { panic_quietly("zero") } else { times }
    }

    #[hookimpl(specname = "ring", wrapper)]
    fn around(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }

    fn shows(&self) -> Panics {
        Panics
    }

    fn told(&self, what: u32) -> u32 {
        what
    }
}

fn setup() -> (Arc<PluginManager>, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell).unwrap();
    (Arc::new(pm), hooks, Trace::default())
}

/// Panics at every event.
struct Breaks;

impl Monitor for Breaks {
    fn call_started(&self, _: &Call<'_>) {
        panic_quietly("call started");
    }

    fn impl_started(&self, _: &Call<'_>, _: &HookImpl) {
        panic_quietly("impl started");
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, _: &Outcome<'_>, _: Duration) {
        panic_quietly("impl ended");
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        panic_quietly("call ended");
    }

    fn plugin_registered(&self, _: &PluginInfo) {
        panic_quietly("registered");
    }

    fn plugin_unregistered(&self, _: &PluginInfo) {
        panic_quietly("unregistered");
    }
}

/// B205: a call and the other monitors go on.
#[test]
fn a_monitor_that_panics_harms_nobody() {
    let (pm, hooks, log) = setup();
    let (quiet, quiet_log) = (setup(), Trace::default());
    let _inner = pm.monitor(Watch("", log.clone()));
    let _breaks = pm.monitor(Breaks);
    let _outer = pm.monitor(Watch("", log.clone()));
    for _ in 0..2 {
        quiet.0.monitor(Watch("", quiet_log.clone())).detach();
    }
    for (hooks, log) in [(&hooks, &log), (&quiet.1, &quiet_log)] {
        assert_eq!(hooks.ring.call_all(2), [2]);
        assert_eq!(panic_of(|| hooks.ring.call_all(0)), "zero");
        let answers = log.clone();
        hooks.told.call_historic_with(7, move |answer| answers.log(answer.to_string()));
        hooks.told.register_fn("late", |what| what * 2).unwrap();
    }
    let told = log.take();
    assert!(told.contains(&"+ late".into()) && told.contains(&"14".into()));
    assert_eq!(told, quiet_log.take());
    assert!(pm.unregister("late").is_some());
    assert_eq!(log.take(), ["- late", "- late"]);
    drop(pm);
    assert_eq!(log.take(), ["- bell", "- bell"]);
}

/// B205, B219: so does one that formats what can't be formatted.
#[test]
fn a_debug_that_panics_breaks_no_call() {
    let (pm, hooks, log) = setup();
    let _watching = pm.monitor(Watch("", log.clone()));
    assert_eq!(hooks.shows.call_all(&Panics).len(), 1);
    assert_eq!(log.take(), [">> bell"]);
}

/// Calls hooks at every event; only its own outermost event counts.
struct Calls {
    hooks: HookRelay<dyn Hooks>,
    inside: AtomicU32,
}

impl Calls {
    fn call(&self) {
        if self.inside.fetch_add(1, Ordering::SeqCst) == 0 {
            assert_eq!(self.hooks.ring.without(["nobody"]).call_all(7), [7]);
        }
        self.inside.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Monitor for Calls {
    fn call_started(&self, _: &Call<'_>) {
        self.call();
    }

    fn impl_started(&self, _: &Call<'_>, _: &HookImpl) {
        self.call();
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, _: &Outcome<'_>, _: Duration) {
        self.call();
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        self.call();
    }
}

/// B208, B238: and those calls are seen.
#[test]
fn a_monitor_may_call_hooks() {
    without_deadlock(|| {
        let (pm, hooks, log) = setup();
        let _watching = pm.monitor(Watch("", log.clone()));
        let calls = Calls { hooks: hooks.clone(), inside: AtomicU32::new(0) };
        let _calling = pm.monitor(calls);
        assert_eq!(hooks.ring.call_all(1), [1]);
        let told = log.take();
        // Two events each of the call, the wrapper and the implementation.
        assert_eq!(told.iter().filter(|event| *event == "> ring(times: 7)").count(), 6);
        assert_eq!(told.iter().filter(|event| *event == "> ring(times: 1)").count(), 1);
    });
}

/// Does what a manager can do.
struct DoesEverything(Weak<PluginManager>, AtomicU32);

impl DoesEverything {
    fn act(&self) {
        let Some(pm) = self.0.upgrade() else { return };
        if self.1.fetch_add(1, Ordering::SeqCst) == 0 {
            let hooks = pm.add_hookspecs::<dyn Hooks>();
            let name = format!("inner {}", pm.plugins().len());
            pm.register_as(&*name, Bell).unwrap();
            hooks.ring.register_fn("closure", |times| times).unwrap();
            assert!(pm.unregister("closure").is_some());
            hooks.told.call_historic(1);
            hooks.told.clear_history();
            pm.block(&name);
            pm.unblock(&name);
            drop(pm.monitor(Breaks));
            assert_eq!(hooks.ring.snapshot().impls().len(), 2);
            assert!(pm.check_pending().is_ok());
        }
        self.1.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Monitor for DoesEverything {
    fn call_started(&self, _: &Call<'_>) {
        self.act();
    }

    fn impl_started(&self, _: &Call<'_>, _: &HookImpl) {
        self.act();
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, _: &Outcome<'_>, _: Duration) {
        self.act();
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        self.act();
    }

    fn plugin_registered(&self, _: &PluginInfo) {
        self.act();
    }

    fn plugin_unregistered(&self, _: &PluginInfo) {
        self.act();
    }
}

impl Drop for DoesEverything {
    fn drop(&mut self) {
        self.act();
    }
}

/// Nothing is locked while a monitor runs, or is dropped.
#[test]
fn a_monitor_may_do_everything() {
    without_deadlock(|| {
        let (pm, hooks, _) = setup();
        let monitor = DoesEverything(Arc::downgrade(&pm), AtomicU32::new(0));
        let guard = pm.monitor(monitor);
        assert_eq!(hooks.ring.call_all(1), [1]);
        assert_eq!(panic_of(|| hooks.ring.call_all(0)), "zero");
        hooks.told.call_historic(1);
        pm.unregister("bell");
        pm.register(Bell).unwrap();
        drop(guard);
        assert_eq!(pm.plugins().len(), 1);
    });
}

/// A call has its own list, whatever its monitors register.
#[test]
fn what_a_monitor_registers_takes_part_in_the_next_call() {
    struct Registers(Weak<PluginManager>);
    impl Monitor for Registers {
        fn call_started(&self, _: &Call<'_>) {
            let pm = self.0.upgrade().unwrap();
            drop(pm.register_as("late", Bell));
            drop(pm.unregister("bell"));
        }
    }
    without_deadlock(|| {
        let (pm, hooks, _) = setup();
        let _watching = pm.monitor(Registers(Arc::downgrade(&pm)));
        assert_eq!(hooks.ring.call_all(1), [1]);
        assert!(!pm.has_plugin("bell"));
        assert_eq!(hooks.ring.call_all(1), [1]);
    });
}
