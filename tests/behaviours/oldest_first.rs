//! `#[hookspec(oldestfirst)]`: the oldest first in every band, as a pipeline wants
//! it.

use pluggy_core::{HookImpl, HookRelay, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Pipeline {
    #[hookspec(oldestfirst)]
    fn step(&self) -> &'static str;

    fn other(&self) -> &'static str;
}

macro_rules! plugins {
    ($($plugin:ident($($mark:tt)*))*) => {$(
        struct $plugin(&'static str);

        #[hookimpl(manual)]
        impl Pipeline for $plugin {
            #[hookimpl($($mark)*)]
            fn step(&self) -> &'static str {
                self.0
            }
        }
    )*};
}

plugins! {
    Plain()
    First(tryfirst)
    Last(trylast)
    Before(before = "a")
}

struct Wrapper(&'static str);

#[hookimpl(manual)]
impl Pipeline for Wrapper {
    #[hookimpl(wrapper)]
    fn step(&self, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        let mut all = vec![self.0];
        all.extend(next());
        all
    }
}

fn manager() -> (PluginManager, HookRelay<dyn Pipeline>) {
    let pm = PluginManager::new("oldest");
    let hooks = pm.add_hookspecs::<dyn Pipeline>();
    (pm, hooks)
}

#[test]
fn the_oldest_comes_first_in_every_band() {
    let (pm, hooks) = manager();
    for name in ["f", "g"] {
        pm.register_as(name.to_uppercase(), Last(name)).unwrap();
        pm.register_as(name.repeat(2), Plain(name)).unwrap();
        pm.register_as(name.repeat(3), First(name)).unwrap();
    }
    let names: Vec<_> = hooks.step.impls().iter().map(|imp| imp.plugin().to_owned()).collect();
    assert_eq!(names, ["fff", "ggg", "ff", "gg", "F", "G"]);
    assert_eq!(hooks.step.call_all(), ["f", "g", "f", "g", "f", "g"]);
}

#[test]
fn wrappers_too() {
    let (pm, hooks) = manager();
    pm.register_as("v", Wrapper("v")).unwrap();
    pm.register_as("a", Plain("a")).unwrap();
    pm.register_as("w", Wrapper("w")).unwrap();
    assert_eq!(hooks.step.call_all(), ["v", "w", "a"]);
}

#[test]
fn a_mark_counts_as_on_any_hook() {
    let (pm, hooks) = manager();
    pm.register_as("a", Plain("a")).unwrap();
    pm.register_as("b", Plain("b")).unwrap();
    pm.register_as("c", Before("c")).unwrap();
    assert_eq!(hooks.step.call_all(), ["b", "c", "a"]);
}

/// Newest of those without a mark.
#[test]
fn what_a_caller_has_extra_is_the_newest() {
    let (pm, hooks) = manager();
    pm.register_as("l", Last("l")).unwrap();
    pm.register_as("a", Plain("a")).unwrap();
    pm.register_as("f", First("f")).unwrap();
    assert_eq!(hooks.step.with_extra(|| "extra").call_all(), ["f", "a", "extra", "l"]);
}

/// Of one plugin the upper function comes first.
#[test]
fn functions_of_one_plugin_run_in_the_order_of_the_source() {
    struct Two;

    #[hookimpl(manual)]
    impl Pipeline for Two {
        fn step(&self) -> &'static str {
            "one"
        }

        #[hookimpl(specname = "step")]
        fn step_again(&self) -> &'static str {
            "two"
        }
    }

    let (pm, hooks) = manager();
    pm.register(Two).unwrap();
    assert_eq!(hooks.step.call_all(), ["one", "two"]);
}

#[test]
fn the_spec_tells() {
    let (_pm, hooks) = manager();
    assert!(hooks.step.spec().is_oldest_first());
    assert!(!hooks.other.spec().is_oldest_first());
}

mod discovered {
    use pluggy_core::{PluginManager, hookimpl, hookspec};

    #[hookspec]
    pub(super) trait Found {
        #[hookspec(oldestfirst)]
        fn step(&self) -> &'static str;
        #[hookspec(oldestfirst)]
        fn end(&self) -> &'static str;
        fn other(&self) -> &'static str;
    }

    macro_rules! plugins {
        ($($plugin:ident)*) => {$(
            #[derive(Default)]
            struct $plugin;

            #[hookimpl]
            impl Found for $plugin {
                fn step(&self) -> &'static str {
                    stringify!($plugin)
                }

                #[hookimpl(trylast)]
                fn end(&self) -> &'static str {
                    stringify!($plugin)
                }

                fn other(&self) -> &'static str {
                    stringify!($plugin)
                }
            }
        )*};
    }

    plugins!(OldestC OldestA OldestB);

    struct Manual;

    #[hookimpl(manual)]
    impl Found for Manual {
        fn step(&self) -> &'static str {
            "Manual"
        }
    }

    #[test]
    fn discovered_plugins_run_in_the_order_of_their_names() {
        let pm = PluginManager::new("oldest");
        let hooks = pm.add_hookspecs::<dyn Found>();
        pm.register_as("early", Manual).unwrap();
        let _report = pm.discover().strict().unwrap();
        pm.register_as("late", Manual).unwrap();
        let names = ["OldestA", "OldestB", "OldestC"];
        assert_eq!(hooks.other.call_all(), names);
        assert_eq!(hooks.end.call_all(), names);
        assert_eq!(hooks.step.call_all(), [&["Manual"][..], &names, &["Manual"]].concat());
    }
}

#[test]
fn who_left_and_came_back_is_the_newest() {
    let (pm, hooks) = manager();
    pm.register_as("a", Plain("a")).unwrap();
    pm.register_as("b", Plain("b")).unwrap();
    pm.unregister("a").unwrap();
    pm.register_as("a", Plain("a")).unwrap();
    let imps = hooks.step.impls();
    assert_eq!(imps.iter().map(HookImpl::plugin).collect::<Vec<_>>(), ["b", "a"]);
}
