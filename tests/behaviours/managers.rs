//! Managers are values; what they give out goes to any thread.

use std::thread;

use pluggy_core::{
    DiscoveryError, DiscoveryReport, HookError, HookImpl, HookRelay, HookSpec, Location, Plugin,
    PluginError, PluginInfo, PluginManager, Registration, hookimpl, hookspec,
};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        self.0 * times
    }

    fn told(&self, what: u32) -> u32 {
        what
    }
}

/// Plugins, names, blocks and histories are each manager's own.
#[test]
fn managers_do_not_see_each_others_plugins() {
    let [one, other] = [PluginManager::new("host"), PluginManager::new("host")];
    let [hooks, other_hooks] = [&one, &other].map(PluginManager::add_hookspecs::<dyn Hooks>);
    one.register(Bell(1)).unwrap();
    assert!(other_hooks.ring.is_empty() && !other.has_plugin("bell"));
    other.register(Bell(2)).unwrap();
    assert_eq!((hooks.ring.call_all(1), other_hooks.ring.call_all(1)), (vec![1], vec![2]));

    hooks.told.call_historic(1);
    other_hooks.told.call_historic_with(2, |what| assert_eq!(what, 2));
    other.register_as("late", Bell(3)).unwrap();

    one.block("bell");
    assert!(!other.is_blocked("bell"));
    drop(one);
    assert_eq!(other_hooks.ring.call_all(1), [3, 2]);
}

/// A plugin may be in several managers.
#[test]
fn one_plugin_may_be_registered_with_several_managers() {
    let bell = std::sync::Arc::new(Bell(1));
    let managers = [PluginManager::new("one"), PluginManager::new("other")];
    for pm in &managers {
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Plugin::from(bell.clone()).with::<dyn Hooks>()).unwrap();
        assert_eq!(hooks.ring.call_all(3), [3]);
    }
    drop(managers);
    assert_eq!(std::sync::Arc::strong_count(&bell), 1);
}

/// B240: everything is.
#[test]
fn everything_is_send_and_sync() {
    fn send_and_sync<T: Send + Sync + 'static>() {}
    fn values_are<T: Send + Sync + 'static>(_: &T) {}

    send_and_sync::<PluginManager>();
    send_and_sync::<HookRelay<dyn Hooks>>();
    send_and_sync::<Plugin<Bell>>();
    send_and_sync::<PluginInfo>();
    send_and_sync::<PluginError>();
    send_and_sync::<Registration>();
    send_and_sync::<DiscoveryReport>();
    send_and_sync::<DiscoveryError>();
    send_and_sync::<HookError<String>>();
    send_and_sync::<HookImpl>();
    send_and_sync::<HookSpec>();
    send_and_sync::<Location>();

    let hooks = PluginManager::new("host").add_hookspecs::<dyn Hooks>();
    values_are(&hooks.ring.clone());
    values_are(&hooks.ring.snapshot());
    values_are(&hooks.told.clone());
}

/// B240: and the manager too, wherever it was made.
#[test]
fn a_manager_may_move_to_another_thread() {
    let pm = PluginManager::new("host");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let moved = hooks.clone();
    let rung = thread::spawn(move || {
        pm.register(Bell(2)).unwrap();
        (moved.ring.call_all(3), pm)
    });
    let (rung, _pm) = rung.join().unwrap();
    assert_eq!(rung, [6]);
    assert_eq!(hooks.ring.call_all(1), [2]);
}
