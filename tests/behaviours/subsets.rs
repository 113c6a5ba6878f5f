//! Subset callers: `without` and `only` choose plugins, live.

use pluggy_core::{HookError, HookImpl, HookRelay, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    #[hookspec(firstresult)]
    fn first(&self) -> Option<u32>;

    fn check(&self) -> Result<u32, String>;
}

struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        self.0 * times
    }

    fn first(&self) -> Option<u32> {
        Some(self.0)
    }

    fn check(&self) -> Result<u32, String> {
        if self.0 == 0 { Err("broken".into()) } else { Ok(self.0) }
    }
}

/// Takes part by `specname` alone.
struct Renamed;

#[hookimpl(manual)]
impl Hooks for Renamed {
    #[hookimpl(specname = "ring")]
    fn chime(&self) -> u32 {
        77
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

/// Plugins `1`, `2`, `3`, which run as `3`, `2`, `1`.
fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("subsets");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for (name, bell) in [("1", 1), ("2", 2), ("3", 3)] {
        pm.register_as(name, Bell(bell)).unwrap();
    }
    (pm, hooks)
}

/// B185.
#[test]
fn without_leaves_out_plugins_and_only_takes_them() {
    let (_pm, hooks) = setup();
    assert_eq!(hooks.ring.without(["2"]).call_all(1), [3, 1]);
    assert_eq!(hooks.ring.without(["3", "1"]).call_all(1), [2]);
    assert_eq!(hooks.ring.only(["1", "3"]).call_all(1), [3, 1]);
    assert_eq!(hooks.ring.call_all(1), [3, 2, 1]);
}

/// B185: of nobody, and of nobody but nobody.
#[test]
fn no_names_leave_out_nobody_and_take_nobody() {
    let (_pm, hooks) = setup();
    let none: [&str; 0] = [];
    assert_eq!(hooks.ring.without(none).call_all(1), [3, 2, 1]);
    assert!(hooks.ring.only(none).call_all(1).is_empty());
    assert!(hooks.ring.only(none).is_empty() && !hooks.ring.without(none).is_empty());
}

/// Names may be of any kind of text.
#[test]
fn names_may_be_owned() {
    let (pm, hooks) = setup();
    let names: Vec<String> = pm.plugins().iter().map(|plugin| plugin.name().to_owned()).collect();
    assert!(hooks.ring.without(names.clone()).is_empty());
    assert_eq!(hooks.ring.only(names.into_iter().take(1)).call_all(1), [1]);
}

/// B186: `test_subset_hook_caller`.
#[test]
fn a_subset_follows_who_comes_and_goes() {
    let (pm, hooks) = setup();
    let (without, only) = (hooks.ring.without(["2", "4"]), hooks.ring.only(["2", "4"]));
    pm.unregister("3");
    assert_eq!((without.call_all(1), only.call_all(1)), (vec![1], vec![2]));
    pm.register_as("4", Bell(4)).unwrap();
    pm.register_as("5", Bell(5)).unwrap();
    assert_eq!((without.call_all(1), only.call_all(1)), (vec![5, 1], vec![4, 2]));
    pm.unregister("2");
    pm.unregister("4");
    assert_eq!(without.call_all(1), [5, 1]);
    assert!(only.is_empty());
    drop(pm);
    assert!(without.is_empty() && without.call_all(1).is_empty());
}

/// B186: another plugin of an old name is chosen as the old one was.
#[test]
fn a_subset_goes_by_name() {
    let (pm, hooks) = setup();
    let only = hooks.ring.only(["2"]);
    pm.unregister("2");
    pm.register_as("2", Bell(22)).unwrap();
    assert_eq!(only.call_all(1), [22]);
    assert_eq!(hooks.ring.without(["2"]).call_all(1), [3, 1]);
}

/// B187: who takes part by `specname` is left out too.
#[test]
fn a_plugin_is_left_out_whatever_its_functions_name() {
    let (pm, hooks) = setup();
    pm.register(Renamed).unwrap();
    assert_eq!(hooks.ring.without(["renamed"]).call_all(1), [3, 2, 1]);
    assert_eq!(hooks.ring.only(["renamed"]).call_all(1), [77]);
}

/// B189.
#[test]
fn names_that_nobody_has_are_ignored() {
    let (pm, hooks) = setup();
    pm.register(Renamed).unwrap();
    assert_eq!(hooks.first.without(["nobody", "renamed", "3"]).call_first(), Some(2));
    assert_eq!(hooks.ring.only(["nobody", "1"]).call_all(1), [1]);
    assert!(hooks.ring.only(["nobody"]).is_empty());
}

/// B185: wrappers are their plugins' too.
#[test]
fn wrappers_are_left_out_with_their_plugins() {
    let (pm, hooks) = setup();
    pm.register(Doubles).unwrap();
    assert_eq!(hooks.ring.without(["2"]).call_all(1), [6, 2]);
    assert_eq!(hooks.ring.without(["doubles"]).call_all(1), [3, 2, 1]);
    assert_eq!(hooks.ring.only(["doubles", "2"]).call_all(1), [4]);
    assert!(hooks.ring.only(["doubles"]).is_empty());
    assert!(hooks.ring.only(["doubles"]).call_all(1).is_empty());
}

/// B191: the kinds of hook are as they are.
#[test]
fn a_subset_has_the_calls_of_its_hook() {
    let (pm, hooks) = setup();
    pm.register_as("0", Bell(0)).unwrap();
    assert_eq!(hooks.first.without(["0"]).call_first(), Some(3));
    assert_eq!(hooks.first.only(["nobody"]).call_first(), None);
    assert_eq!(hooks.check.without(["0"]).call_all(), Ok(vec![3, 2, 1]));
    let error: HookError<String> = hooks.check.only(["0", "1"]).call_all().unwrap_err();
    assert_eq!((error.plugin(), error.hook(), &**error.error()), ("0", "check", "broken"));
}

fn plugins(impls: &[HookImpl]) -> Vec<&str> {
    impls.iter().map(HookImpl::plugin).collect()
}

/// B191: its list is filtered, its hook and its spec are the hook's.
#[test]
fn a_subset_tells_of_itself() {
    let (pm, hooks) = setup();
    pm.register(Doubles).unwrap();
    let without = hooks.ring.without(["2", "3"]);
    assert_eq!(plugins(&without.impls()), ["doubles", "1"]);
    assert_eq!(without.name(), "ring");
    assert_eq!(without.spec().signature(), hooks.ring.spec().signature());
    let text = format!("{without:?}");
    assert!(text.contains("ring") && text.contains("doubles"), "{text}");
    assert_ne!(text, format!("{:?}", hooks.ring));
}

/// A subset of a subset has what both have.
#[test]
fn subsets_may_be_made_of_subsets() {
    let (pm, hooks) = setup();
    pm.register_as("4", Bell(4)).unwrap();
    assert_eq!(hooks.ring.without(["1"]).without(["3"]).call_all(1), [4, 2]);
    assert_eq!(hooks.ring.only(["1", "2", "3"]).without(["2"]).call_all(1), [3, 1]);
    assert_eq!(hooks.ring.without(["2"]).only(["1", "2"]).call_all(1), [1]);
    assert_eq!(hooks.ring.only(["1", "2"]).only(["2", "3"]).call_all(1), [2]);
    assert!(hooks.ring.only(["1"]).only(["2"]).is_empty());
    let deep = hooks.ring.without(["1"]).without(["2"]).without(["nobody"]);
    assert_eq!(plugins(&deep.impls()), ["4", "3"]);
    pm.register_as("5", Bell(5)).unwrap();
    assert_eq!(deep.call_all(1), [5, 4, 3]);
}

/// A clone is the same subset, and goes to other threads.
#[test]
fn a_subset_may_be_cloned_and_sent() {
    let (pm, hooks) = setup();
    let without = hooks.ring.without(["2"]);
    let clone = without.clone();
    drop(without);
    pm.register_as("4", Bell(4)).unwrap();
    let called = std::thread::spawn(move || clone.call_all(1)).join().unwrap();
    assert_eq!(called, [4, 3, 1]);
}

/// A snapshot of a subset is frozen; a subset of a snapshot too.
#[test]
fn subsets_and_snapshots_go_together() {
    let (pm, hooks) = setup();
    let snapshot = hooks.ring.without(["2"]).snapshot();
    let subset = hooks.ring.snapshot().only(["2", "4"]);
    let whole = hooks.ring.without(["nobody"]).snapshot();
    pm.register_as("4", Bell(4)).unwrap();
    pm.unregister("1");
    assert_eq!(snapshot.call_all(1), [3, 1]);
    assert_eq!(plugins(&snapshot.impls()), ["3", "1"]);
    assert_eq!(subset.call_all(1), [2]);
    assert_eq!(whole.call_all(1), [3, 2, 1]);
    assert_eq!(hooks.ring.only(["2", "4"]).call_all(1), [4, 2]);
}

/// B191: extras are nobody's plugin, so no choice of plugins leaves them out.
#[test]
fn a_subset_keeps_extras() {
    let (_pm, hooks) = setup();
    let extra = |times| times + 100;
    assert_eq!(hooks.ring.with_extra(extra).only(["1"]).call_all(1), [101, 1]);
    assert_eq!(hooks.ring.without(["3"]).with_extra(extra).call_all(1), [101, 2, 1]);
    assert_eq!(hooks.ring.with_extra(extra).without(["<extra>"]).call_all(1), [101, 3, 2, 1]);
}
