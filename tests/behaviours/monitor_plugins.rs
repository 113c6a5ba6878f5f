//! Monitors see plugins come and go.

use std::sync::Arc;

use pluggy_core::{
    HookRelay, Monitor, Plugin, PluginError, PluginInfo, PluginManager, hookimpl, hookspec,
};

use crate::support::{Trace, Watch, panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;

    #[hookspec(historic)]
    fn told(&self);
}

#[derive(Default)]
struct MonitoredBell;

#[hookimpl]
impl Hooks for MonitoredBell {
    fn ring(&self) -> u32 {
        1
    }
}

#[derive(Default)]
struct MonitoredAlarm;

#[hookimpl]
impl Hooks for MonitoredAlarm {
    fn told(&self) {}
}

/// Can't be built.
struct MonitoredFailure;

#[hookimpl(new = fail)]
impl Hooks for MonitoredFailure {
    fn told(&self) {}
}

fn fail() -> Result<MonitoredFailure, String> {
    Err("no".into())
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    pm.monitor(Watch("", log.clone())).detach();
    (pm, hooks, log)
}

/// However they were registered.
#[test]
fn registering_and_unregistering_are_seen() -> Result<(), PluginError> {
    let (pm, hooks, log) = setup();
    pm.register(MonitoredBell)?;
    pm.register_as("second", MonitoredBell)?;
    pm.register_as("answer", Plugin::new(42))?;
    hooks.ring.register_fn("closure", || 1)?;
    assert_eq!(log.take(), ["+ monitored-bell", "+ second", "+ answer", "+ closure"]);
    pm.unregister("second");
    pm.unregister("closure");
    assert_eq!(log.take(), ["- second", "- closure"]);
    Ok(())
}

/// B022, B052, B062: what does not happen is not seen.
#[test]
fn what_is_refused_is_not_seen() -> Result<(), PluginError> {
    let (pm, hooks, log) = setup();
    pm.register(MonitoredBell)?;
    log.take();
    assert!(pm.register(MonitoredBell).is_err());
    assert!(pm.register_as("", MonitoredBell).is_err());
    assert!(hooks.ring.register_fn("monitored-bell", || 1).is_err());
    pm.block("blocked");
    assert!(pm.register_as("blocked", MonitoredBell)?.is_blocked());
    assert!(pm.unregister("nobody").is_none());
    pm.unblock("blocked");
    assert!(log.take().is_empty());
    Ok(())
}

/// B061.
#[test]
fn blocking_a_plugin_is_seen_as_its_leaving() -> Result<(), PluginError> {
    let (pm, _, log) = setup();
    pm.register(MonitoredBell)?;
    pm.block("monitored-bell");
    pm.block("monitored-bell");
    assert_eq!(log.take(), ["+ monitored-bell", "- monitored-bell"]);
    Ok(())
}

/// B220: from the last name to the first, and only those that stay.
#[test]
fn discovered_plugins_are_seen() {
    let (pm, _, log) = setup();
    assert_eq!(pm.discover().failed().len(), 1);
    assert_eq!(log.take(), ["+ monitored-bell", "+ monitored-alarm"]);
    assert_eq!(pm.discover().failed().len(), 1);
    assert!(log.take().is_empty());
}

/// B220: those that leave with the manager, oldest first.
#[test]
fn the_end_of_the_manager_is_seen() -> Result<(), PluginError> {
    let (pm, _, log) = setup();
    pm.register(MonitoredBell)?;
    pm.register(MonitoredAlarm)?;
    log.take();
    drop(pm);
    assert_eq!(log.take(), ["- monitored-bell", "- monitored-alarm"]);
    Ok(())
}

/// B164: a plugin has come when its replays are over; one that panicked never
/// came.
#[test]
fn a_plugin_comes_after_its_replays() -> Result<(), PluginError> {
    let (pm, hooks, log) = setup();
    hooks.told.call_historic();
    log.take();
    pm.register(MonitoredAlarm)?;
    let all = [
        "> told()",
        ">> monitored-alarm",
        "<< monitored-alarm: ()",
        "< told: 0 results",
        "+ monitored-alarm",
    ];
    assert_eq!(log.take(), all);
    panic_of(|| hooks.told.register_fn("panics", || panic_quietly("no")));
    assert!(!log.take().iter().any(|event| event.starts_with(['+', '-'])));
    Ok(())
}

/// A plugin that was unregistered while it was replayed never came, so it does
/// not leave either.
#[test]
fn a_plugin_that_never_came_does_not_leave() {
    let (pm, hooks, log) = setup();
    let pm = Arc::new(pm);
    hooks.told.call_historic();
    let manager = Arc::downgrade(&pm);
    let leaves = move || drop(manager.upgrade().map(|pm| pm.unregister("leaves")));
    assert!(hooks.told.register_fn("leaves", leaves).is_err());
    let told = log.take();
    assert!(!told.iter().any(|event| event.starts_with(['+', '-'])), "{told:?}");
}

/// B206: as with a call, of coming the newest is told last.
#[test]
fn all_monitors_are_told_until_they_leave() -> Result<(), PluginError> {
    let (pm, _, log) = setup();
    let second = pm.monitor(Watch("second ", log.clone()));
    pm.register(MonitoredBell)?;
    let mut told = log.take();
    told.sort();
    assert_eq!(told, ["+ monitored-bell", "second + monitored-bell"]);
    drop(second);
    pm.unregister("monitored-bell");
    assert_eq!(log.take(), ["- monitored-bell"]);
    Ok(())
}

/// B226: a monitor is told where the plugin comes from.
#[test]
fn a_monitor_is_told_where_a_plugin_comes_from() -> Result<(), PluginError> {
    struct Origins(Trace);
    impl Monitor for Origins {
        fn plugin_registered(&self, plugin: &PluginInfo) {
            self.0.log(plugin.to_string());
        }
    }
    let pm = PluginManager::new("monitors");
    let log = Trace::default();
    pm.monitor(Origins(log.clone())).detach();
    pm.register(MonitoredBell)?;
    assert_eq!(log.take(), [pm.plugins()[0].to_string()]);
    Ok(())
}

/// Registers and unregisters when plugins come.
struct Replaces(std::sync::Weak<PluginManager>);

impl Monitor for Replaces {
    fn plugin_registered(&self, plugin: &PluginInfo) {
        if let ("unwanted", Some(pm)) = (plugin.name(), self.0.upgrade()) {
            pm.unregister("unwanted");
            pm.register_as("wanted", MonitoredBell).unwrap();
        }
    }

    fn plugin_unregistered(&self, plugin: &PluginInfo) {
        if let Some(pm) = self.0.upgrade() {
            pm.block(plugin.name());
        }
    }
}

/// The manager may be changed from inside these events too.
#[test]
fn a_monitor_may_register_and_unregister() {
    without_deadlock(|| {
        let (pm, hooks, log) = setup();
        let pm = Arc::new(pm);
        pm.monitor(Replaces(Arc::downgrade(&pm))).detach();
        assert_eq!(pm.register_as("unwanted", MonitoredAlarm).unwrap().name(), "unwanted");
        assert_eq!(log.take(), ["+ unwanted", "- unwanted", "+ wanted"]);
        assert!(pm.has_plugin("wanted") && pm.is_blocked("unwanted"));
        assert_eq!(hooks.ring.call_all(), [1]);
    });
}

/// Unregisters what comes.
struct Expels(std::sync::Weak<PluginManager>);

impl Monitor for Expels {
    fn plugin_registered(&self, plugin: &PluginInfo) {
        self.0.upgrade().unwrap().unregister(plugin.name());
    }
}

#[test]
fn of_a_plugin_that_leaves_as_it_is_announced_all_hear_that_it_came_and_then_that_it_left() {
    let pm = Arc::new(PluginManager::new("monitors"));
    let log = Trace::default();
    pm.monitor(Watch("older ", log.clone())).detach();
    pm.monitor(Expels(Arc::downgrade(&pm))).detach();
    pm.monitor(Watch("newer ", log.clone())).detach();
    log.take();
    pm.register_as("x", Plugin::new(1)).unwrap();
    assert_eq!(log.take(), ["older + x", "newer + x", "older - x", "newer - x"]);
    assert!(!pm.has_plugin("x"));
}
