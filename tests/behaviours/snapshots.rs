//! Snapshots: the list of a moment, for a hot loop.

use pluggy_core::{Frozen, HookCaller, HookRelay, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    #[hookspec(firstresult)]
    fn first(&self, times: u32) -> Option<u32>;
}

struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        self.0 * times
    }

    fn first(&self, times: u32) -> Option<u32> {
        (times == self.0).then_some(times)
    }
}

struct Doubles;

#[hookimpl(manual)]
impl Hooks for Doubles {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next().into_iter().map(|rung| rung * 2).collect()
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("snapshots");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell(1)).unwrap();
    (pm, hooks)
}

/// A snapshot is a view of that moment; the live caller goes on.
#[test]
fn a_snapshot_stays_as_it_was() {
    let (pm, hooks) = setup();
    let snapshot = hooks.ring.snapshot();
    pm.register_as("second", Bell(2)).unwrap();
    assert_eq!(snapshot.call_all(1), [1]);
    assert_eq!(snapshot.impls().len(), 1);
    assert_eq!(hooks.ring.call_all(1), [2, 1]);
    let frozen: &HookCaller<_, Frozen> = &snapshot;
    assert_eq!((frozen.name(), frozen.is_empty()), ("ring", false));
}

/// A snapshot calls as the live caller did: wrappers, order and kinds.
#[test]
fn a_snapshot_has_the_calls_of_its_hook() {
    let (pm, hooks) = setup();
    pm.register_as("second", Bell(2)).unwrap();
    pm.register(Doubles).unwrap();
    let (ring, first) = (hooks.ring.snapshot(), hooks.first.snapshot());
    drop(pm);
    assert_eq!(ring.call_all(1), [4, 2]);
    assert_eq!(first.call_first(1), Some(1));
    assert_eq!(first.call_first(3), None);
    assert_eq!(ring.impls().len(), 3);
    assert!(hooks.ring.is_empty());
}

#[test]
fn a_snapshot_of_nothing_stays_empty() {
    let hooks = PluginManager::new("snapshots").add_hookspecs::<dyn Hooks>();
    let (ring, first) = (hooks.ring.snapshot(), hooks.first.snapshot());
    assert!(ring.is_empty() && ring.call_all(1).is_empty());
    assert_eq!(first.call_first(1), None);
}

#[test]
fn a_snapshot_may_be_sent_to_other_threads() {
    let (_pm, hooks) = setup();
    let ring = hooks.ring.snapshot();
    let calls = std::thread::spawn(move || (0..100).map(|n| ring.call_all(n)[0]).sum::<u32>());
    assert_eq!(calls.join().unwrap(), 4950);
}
