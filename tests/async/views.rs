//! Snapshots, subsets and plugins for a while, of async hooks.

use pluggy_core::{Frozen, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn ring(&self, times: u32) -> u32;
}

struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    async fn ring(&self, times: u32) -> u32 {
        pause().await;
        times * self.0
    }
}

#[test]
fn a_snapshot_and_a_subset_are_called_alike() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("front", Bell(1)).unwrap();
        pm.register_as("back", Bell(2)).unwrap();
        let frozen: HookRelay<dyn Hooks, Frozen> = hooks.snapshot();
        let without = hooks.without(["back"]);
        pm.unregister("front");
        assert_eq!(frozen.ring.call_all(3).await, [6, 3]);
        assert_eq!(hooks.ring.call_all(3).await, [6]);
        assert!(without.ring.call_all(3).await.is_empty());
        assert_eq!(frozen.only(["front"]).ring.call_concurrent(3).await, [3]);
    });
}

#[test]
fn a_plugin_for_a_while_takes_part() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("front", Bell(1)).unwrap();
        let with = hooks.with_plugin(Bell(5)).unwrap();
        assert_eq!(with.ring.call_all(2).await, [10, 2]);
        assert_eq!(hooks.ring.call_all(2).await, [2]);
    });
}

#[test]
fn a_relay_is_held_across_awaits() {
    async fn rings(hooks: HookRelay<dyn Hooks>) -> usize {
        let ring = &hooks.ring;
        pause().await;
        ring.call_all(1).await.len() + hooks.ring.call_all(1).await.len()
    }
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Bell(1)).unwrap();
        assert_eq!(rings(hooks).await, 2);
    });
}
