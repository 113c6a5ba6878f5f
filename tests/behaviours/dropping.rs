//! When plugins are dropped, and that none is leaked.

use std::sync::{Arc, OnceLock};

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, Trace, Watch, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self, act: &dyn Fn());

    #[hookspec(historic)]
    fn told(&self, what: &Arc<Dropped>);
}

/// A plugin that logs its drop, and runs the caller's function.
struct Bell(#[expect(dead_code, reason = "it is there to be dropped")] Dropped);

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, act: &dyn Fn()) {
        act();
    }
}

/// Logs its drop, and panics at it.
struct Loud(&'static str, Trace);

impl Drop for Loud {
    fn drop(&mut self) {
        self.1.log(self.0);
        panic_quietly(self.0);
    }
}

#[hookimpl(manual)]
impl Hooks for Loud {
    fn told(&self) {}
}

#[hookspec]
trait Told {
    #[hookspec(historic)]
    fn told(&self, what: &Arc<Loud>);

    #[hookspec(historic)]
    fn told_again(&self, what: &Arc<Loud>);
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("dropping");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    pm.register(Bell(Dropped("bell", log.clone()))).unwrap();
    (pm, hooks, log)
}

/// A panic that comes up while another unwinds would end the program.
#[test]
fn where_several_panic_all_are_dropped_and_the_first_panic_comes_out() {
    let (pm, hooks, log) = setup();
    for name in ["one", "two", "three"] {
        pm.register_as(name, Loud(name, log.clone())).unwrap();
    }
    let message = panic_of(|| drop(pm));
    assert_eq!(message, "one");
    assert_eq!(log.take(), ["drop bell", "one", "two", "three"]);
    assert!(hooks.ring.is_empty());
}

/// B051.
#[test]
fn an_unregistered_plugin_belongs_to_the_caller() {
    let (pm, _hooks, log) = setup();
    let bell: Arc<Bell> = pm.unregister("bell").unwrap().downcast().unwrap();
    assert!(log.take().is_empty());
    assert!(Arc::into_inner(bell).is_some(), "nobody else has it");
    assert_eq!(log.take(), ["drop bell"]);
}

/// B237.
#[test]
fn a_plugin_lives_until_the_last_call_that_saw_it_ends() {
    let (pm, hooks, log) = setup();
    pm.register_as("second", Bell(Dropped("second", log.clone()))).unwrap();
    hooks.ring.call_all(&|| {
        pm.block("bell");
        pm.block("second");
        log.log("still ringing");
    });
    let mut events = log.take();
    events[2..].sort();
    assert_eq!(events, ["still ringing", "still ringing", "drop bell", "drop second"]);
}

/// B237: the last of two calls, one inside the other.
#[test]
fn a_nested_call_does_not_drop_what_the_outer_one_sees() {
    let (pm, hooks, log) = setup();
    hooks.ring.call_all(&|| {
        hooks.ring.call_all(&|| pm.block("bell"));
        log.log("inner call ended");
    });
    assert_eq!(log.take(), ["inner call ended", "drop bell"]);
}

/// A panic ends a call too.
#[test]
fn a_call_that_panics_keeps_nothing() {
    let (pm, hooks, log) = setup();
    panic_of(|| {
        hooks.ring.call_all(&|| {
            pm.block("bell");
            panic_quietly("ring");
        });
    });
    assert_eq!(log.take(), ["drop bell"]);
}

/// What is dropped at a call's end is another's: its panic costs the call nothing.
#[test]
fn a_panic_in_what_a_call_drops_last_takes_no_result() {
    struct Loud(Trace);

    impl Drop for Loud {
        fn drop(&mut self) {
            self.0.log("loud");
            panic_quietly("loud");
        }
    }

    #[hookspec]
    trait Counts {
        fn count(&self, act: &dyn Fn()) -> u32;
    }

    #[hookimpl(manual)]
    impl Counts for Loud {
        fn count(&self, act: &dyn Fn()) -> u32 {
            act();
            1
        }
    }

    fn nest(counts: &HookRelay<dyn Counts>, depth: u32, innermost: &dyn Fn()) {
        if depth == 0 {
            return innermost();
        }
        assert_eq!(counts.count.call_all(&|| nest(counts, depth - 1, innermost)), [1]);
    }

    let pm = PluginManager::new("dropping");
    let counts = pm.add_hookspecs::<dyn Counts>();
    let log = Trace::default();
    let register = || pm.register(Loud(log.clone())).unwrap();
    register();
    assert_eq!(counts.count.call_all(&|| pm.block("loud")), [1]);
    assert_eq!(log.take(), ["loud"]);
    // So many calls inside calls that the last holds a count of its list.
    pm.unblock("loud");
    register();
    nest(&counts, 40, &|| pm.block("loud"));
    assert_eq!(log.take(), ["loud"]);
    assert!(counts.count.is_empty());
}

/// A snapshot keeps what it saw.
#[test]
fn a_snapshot_keeps_its_plugins_alive() {
    let (pm, hooks, log) = setup();
    let snapshot = hooks.ring.snapshot();
    let copy = snapshot.clone();
    pm.block("bell");
    drop(pm);
    drop(snapshot);
    assert!(log.take().is_empty());
    copy.call_all(&|| log.log("ring"));
    drop(copy);
    assert_eq!(log.take(), ["ring", "drop bell"]);
}

/// Dropping a manager unregisters everything, whoever holds a relay.
#[test]
fn the_manager_takes_its_plugins_with_it() {
    let (pm, hooks, log) = setup();
    pm.register_as("no hooks", Plugin::new(Dropped("no hooks", log.clone()))).unwrap();
    drop(pm);
    let mut events = log.take();
    events.sort();
    assert_eq!(events, ["drop bell", "drop no hooks"]);
    assert!(hooks.ring.is_empty() && hooks.ring.impls().is_empty());
    hooks.ring.call_all(&|| log.log("nobody rings"));
    assert!(log.take().is_empty());
}

/// Remembered calls go with the manager, or with `clear_history`.
#[test]
fn remembered_arguments_and_callbacks_are_dropped() {
    let (pm, hooks, log) = setup();
    hooks.told.call_historic(&Arc::new(Dropped("cleared", log.clone())));
    assert!(log.take().is_empty());
    hooks.told.clear_history();
    assert_eq!(log.take(), ["drop cleared"]);
    hooks.told.call_historic(&Arc::new(Dropped("remembered", log.clone())));
    drop(pm);
    assert!(log.take().contains(&"drop remembered".to_owned()));
}

#[hookspec]
trait FourHistories {
    #[hookspec(historic)]
    fn first(&self, what: &Arc<Dropped>);
    #[hookspec(historic)]
    fn second(&self, what: &Arc<Dropped>);
    #[hookspec(historic)]
    fn third(&self, what: &Arc<Dropped>);
    #[hookspec(historic)]
    fn fourth(&self, what: &Arc<Dropped>);
}

/// The order is that of the declarations, not that of a hash map.
#[test]
fn histories_end_in_the_order_of_their_hooks() {
    for _ in 0..8 {
        let (pm, _hooks, log) = setup();
        let hooks = pm.add_hookspecs::<dyn FourHistories>();
        let what = |name| Arc::new(Dropped(name, log.clone()));
        hooks.third.call_historic(&what("3"));
        hooks.first.call_historic(&what("1"));
        hooks.fourth.call_historic(&what("4"));
        hooks.second.call_historic(&what("2"));
        drop(pm);
        let mut events = log.take();
        events.retain(|event| event != "drop bell");
        assert_eq!(events, ["drop 1", "drop 2", "drop 3", "drop 4"]);
    }
}

/// A plugin that can call the hooks of its manager.
#[derive(Default)]
struct Holder {
    hooks: OnceLock<HookRelay<dyn Hooks>>,
    dropped: OnceLock<Dropped>,
}

#[hookimpl(manual)]
impl Hooks for Holder {
    fn ring(&self) {
        assert!(self.hooks.get().is_some() && self.dropped.get().is_some());
    }
}

/// A cycle of a plugin, its relay, and the relay's lists.
#[test]
fn a_plugin_that_holds_a_relay_is_not_leaked() {
    let pm = PluginManager::new("dropping");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    let holder = Arc::new(Holder::default());
    holder.hooks.set(hooks.clone()).unwrap();
    assert!(holder.dropped.set(Dropped("holder", log.clone())).is_ok());
    pm.register(Plugin::from(holder).with::<dyn Hooks>()).unwrap();
    hooks.ring.call_all(&|| ());
    drop(hooks);
    drop(pm);
    assert_eq!(log.take(), ["drop holder"]);
}

/// The same by way of a remembered call.
#[test]
fn a_callback_that_holds_a_relay_is_not_leaked() {
    let pm = PluginManager::new("dropping");
    let hooks = pm.add_hookspecs::<dyn HooksWithCallback>();
    let log = Trace::default();
    let dropped = Dropped("callback", log.clone());
    let held = (hooks.clone(), dropped);
    hooks.told.call_historic_with(move |_| {
        let (_hooks, _dropped) = &held;
    });
    drop(hooks);
    drop(pm);
    assert_eq!(log.take(), ["drop callback"]);
}

#[hookspec]
trait HooksWithCallback {
    #[hookspec(historic)]
    fn told(&self) -> u32;
}

/// A plugin that was never registered is dropped at once.
#[test]
fn a_refused_plugin_is_dropped() {
    let (pm, _hooks, log) = setup();
    assert!(pm.register(Bell(Dropped("twin", log.clone()))).is_err());
    assert_eq!(log.take(), ["drop twin"]);
    assert!(pm.register_as("", Bell(Dropped("nameless", log.clone()))).is_err());
    assert_eq!(log.take(), ["drop nameless"]);
}

/// What is remembered is dropped when all else is done.
#[test]
fn a_remembered_argument_that_panics_at_its_drop_leaves_nothing_behind() {
    let (pm, hooks, log) = setup();
    let told = pm.add_hookspecs::<dyn Told>();
    pm.monitor(Watch("", log.clone())).detach();
    for name in ["one", "two"] {
        told.told.call_historic(&Arc::new(Loud(name, log.clone())));
    }
    told.told_again.call_historic(&Arc::new(Loud("three", log.clone())));
    log.take();
    let message = panic_of(|| drop(pm));
    assert_eq!(message, "one");
    assert_eq!(log.take(), ["- bell", "one", "two", "three", "drop bell"]);
    assert!(hooks.ring.is_empty());
}

#[test]
fn a_history_that_is_cleared_is_dropped_whole_and_the_first_panic_comes_out() {
    let (pm, _hooks, log) = setup();
    let told = pm.add_hookspecs::<dyn Told>();
    for name in ["one", "two"] {
        told.told.call_historic(&Arc::new(Loud(name, log.clone())));
    }
    assert_eq!(panic_of(|| told.told.clear_history()), "one");
    assert_eq!(log.take(), ["one", "two"]);
}
