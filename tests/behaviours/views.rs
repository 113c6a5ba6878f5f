//! Views of a whole relay: frozen, or of some plugins. A struct can name them.

use pluggy_core::{Frozen, HookRelay, Live, PluginManager, Subset, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
    fn knock(&self, times: u32) -> u32;
    #[hookspec(historic)]
    fn told(&self) -> u32;
}

struct Door(u32);

#[hookimpl(manual)]
impl Hooks for Door {
    fn ring(&self) -> u32 {
        self.0
    }

    fn knock(&self, times: u32) -> u32 {
        self.0 * times
    }

    fn told(&self) -> u32 {
        self.0
    }
}

/// A host that keeps each of them.
struct House {
    frozen: HookRelay<dyn Hooks, Frozen>,
    front: HookRelay<dyn Hooks, Subset<Live>>,
    frozen_back: HookRelay<dyn Hooks, Subset<Frozen>>,
}

fn manager() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("views");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("front", Door(1)).unwrap();
    pm.register_as("back", Door(2)).unwrap();
    (pm, hooks)
}

#[test]
fn each_sees_its_part_of_every_hook() {
    let (pm, hooks) = manager();
    let house = House {
        frozen: hooks.snapshot(),
        front: hooks.without(["back"]),
        frozen_back: hooks.snapshot().only(["back"]),
    };
    pm.register_as("side", Door(3)).unwrap();
    pm.unregister("back");
    assert_eq!(hooks.ring.call_all(), [3, 1]);
    assert_eq!(house.frozen.ring.call_all(), [2, 1]);
    assert_eq!(house.frozen.knock.call_all(10), [20, 10]);
    assert_eq!(house.front.ring.call_all(), [3, 1]);
    assert_eq!(house.front.knock.call_all(10), [30, 10]);
    assert_eq!(house.frozen_back.knock.call_all(10), [20]);
}

#[test]
fn views_of_views() {
    let (_pm, hooks) = manager();
    let none = hooks.only(["front"]).without(["front"]);
    assert!(none.ring.is_empty() && none.knock.call_all(1).is_empty());
    let front = hooks.without(["back"]).snapshot();
    assert_eq!(front.ring.call_all(), [1]);
    assert_eq!(front.snapshot().ring.call_all(), [1]);
    // The callers of a view have all that callers have.
    assert_eq!(front.ring.with_extra(|| 7).call_all(), [7, 1]);
    assert_eq!(front.ring.without(["front"]).call_all(), [0_u32; 0]);
    assert_eq!(hooks.snapshot().only(["back"]).snapshot().ring.call_all(), [2]);
}

#[test]
fn a_live_view_calls_historic_hooks_for_its_part() {
    let (pm, hooks) = manager();
    let (sender, heard) = std::sync::mpsc::channel();
    hooks.without(["back"]).told.call_historic_with(move |who| sender.send(who).unwrap());
    pm.register_as("side", Door(3)).unwrap();
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn a_frozen_relay_outlives_its_manager_with_its_plugins() {
    let (pm, hooks) = manager();
    let frozen = hooks.snapshot();
    drop(pm);
    assert!(hooks.ring.call_all().is_empty());
    assert_eq!(frozen.clone().ring.call_all(), [2, 1]);
    assert_eq!(format!("{frozen:?}"), "HookRelay(Hooks)");
}

/// Wrappers count here, as they do not for `is_empty`.
#[test]
fn a_caller_knows_whether_a_call_would_run_anything() {
    struct Around;

    #[hookimpl(manual)]
    impl Hooks for Around {
        #[hookimpl(wrapper)]
        fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
            next()
        }
    }

    let pm = PluginManager::new("views");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert!(hooks.ring.is_idle() && hooks.ring.is_empty());
    assert!(!hooks.ring.with_extra(|| 1).is_idle());
    pm.register(Around).unwrap();
    assert!(!hooks.ring.is_idle() && hooks.ring.is_empty());
    assert!(hooks.ring.without(["around"]).is_idle() && hooks.knock.is_idle());
}
