//! Functions marked `#[hookimpl]`: those of one module are one plugin.

use pluggy_core::{PluginErrorKind, PluginManager, hookimpl, hookspec};

use crate::discovery::names;

#[hookspec]
pub(crate) trait Hooks {
    fn ring(&self, times: usize) -> String;

    #[hookspec(firstresult)]
    fn first(&self) -> Option<u32>;
}

#[hookspec]
trait Others {
    fn knock(&self) -> &'static str;
}

mod garden {
    use super::*;

    #[hookimpl(Hooks)]
    fn ring(times: usize) -> String {
        "ring".repeat(times)
    }

    #[hookimpl(Hooks, specname = "ring")]
    fn ring_later_in_the_source() -> String {
        "later".into()
    }

    #[hookimpl(Hooks, specname = "ring", trylast)]
    fn ring_last() -> String {
        "last".into()
    }

    #[hookimpl(Hooks, specname = "ring", wrapper)]
    fn around(next: impl FnOnce() -> Vec<String>) -> Vec<String> {
        next().into_iter().map(|text| format!("<{text}>")).collect()
    }

    #[hookimpl(Others)]
    fn knock() -> &'static str {
        "knock"
    }

    /// B001.
    #[test]
    fn a_marked_function_can_be_called_directly() {
        assert_eq!(ring(2), "ringring");
        assert_eq!(around(|| vec!["a".into()]), ["<a>"]);
    }
}

mod r#static {
    use super::*;

    #[hookimpl(Hooks)]
    fn first() -> Option<u32> {
        Some(1)
    }
}

mod cellar {
    use super::*;

    #[hookimpl(Hooks, name = "basement", tryfirst)]
    fn first() -> Option<u32> {
        Some(2)
    }

    #[hookimpl(Others)]
    fn knock() -> &'static str {
        "who is there?"
    }
}

/// B223, B042: named after the module, a crate's root after the package.
#[test]
fn the_functions_of_a_module_are_one_plugin_of_its_name() {
    let pm = PluginManager::new("discovery");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let others = pm.add_hookspecs::<dyn Others>();
    let report = pm.discover().strict().unwrap();
    let expected = (vec!["basement", "garden", "pluggy-tests", "static"], vec![]);
    assert_eq!(names(&report), expected);
    assert_eq!(hooks.first.call_first(), Some(2));
    assert_eq!(others.knock.call_all(), ["who is there?", "knock"]);
    let rung = hooks.ring.call_all(2);
    assert_eq!(rung, ["<later>", "<ringring>", "<at the root>", "<last>"]);

    let garden = pm.plugins().into_iter().find(|info| info.name() == "garden").unwrap();
    assert_eq!(garden.module(), Some(concat!(module_path!(), "::garden")));
    assert!(garden.location().unwrap() < hooks.first.impls()[1].location());

    pm.unregister("garden").unwrap();
    assert_eq!(hooks.ring.call_all(2), ["at the root"]);
    assert_eq!(others.knock.call_all(), ["who is there?"]);
}

/// A plugin of functions can be blocked by its name.
#[test]
fn a_module_can_be_blocked() {
    let pm = PluginManager::new("discovery");
    let others = pm.add_hookspecs::<dyn Others>();
    pm.block("basement");
    drop(pm.discover().strict().unwrap());
    assert_eq!(others.knock.call_all(), ["knock"]);
}

mod same_name {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn say(&self) -> &'static str;
    }

    mod one {
        pub(super) mod twin {
            #[pluggy_core::hookimpl(super::super::Hooks)]
            fn say() -> &'static str {
                "one"
            }
        }
    }

    mod other {
        pub(super) mod twin {
            #[pluggy_core::hookimpl(super::super::Hooks)]
            fn say() -> &'static str {
                "other"
            }
        }
    }

    mod disagrees {
        #[pluggy_core::hookimpl(super::Hooks, name = "x")]
        fn say() -> &'static str {
            "x"
        }

        #[pluggy_core::hookimpl(super::Hooks, name = "y", specname = "say")]
        fn say_again() -> &'static str {
            "y"
        }
    }

    /// B043, B222.
    #[test]
    fn modules_of_one_name_and_functions_that_disagree_fail() {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let report = pm.discover();
        assert_eq!(names(&report), (vec!["twin"], vec![]));
        assert_eq!(hooks.say.call_all(), ["one"]);
        let [twin, disagrees] = report.failed() else { panic!("{report}") };
        assert!(matches!(twin.kind(), PluginErrorKind::NameTaken { .. }));
        assert!(matches!(disagrees.kind(), PluginErrorKind::Disagreement { option: "name", .. }));
    }
}

mod hosts {
    use super::*;

    #[hookspec]
    trait Here {
        fn say(&self) -> &'static str;
    }

    #[hookspec]
    trait There {
        fn tell(&self) -> &'static str;
    }

    #[hookspec]
    trait Elsewhere {
        fn tell(&self) -> &'static str;
    }

    /// A plugin of each host.
    mod bridge {
        #[pluggy_core::hookimpl(super::There, name = "there")]
        fn tell() -> &'static str {
            "there"
        }

        #[pluggy_core::hookimpl(super::Here, name = "here")]
        fn say() -> &'static str {
            "here"
        }
    }

    /// One that takes its name from itself, whatever it is called elsewhere.
    mod nameless {
        #[pluggy_core::hookimpl(super::There, name = "nameless-there")]
        fn tell() -> &'static str {
            "nameless there"
        }

        #[pluggy_core::hookimpl(super::Elsewhere, name = "elsewhere", specname = "tell")]
        fn tell_elsewhere() -> &'static str {
            "elsewhere"
        }

        #[pluggy_core::hookimpl(super::Here)]
        fn say() -> &'static str {
            "nameless"
        }
    }

    #[test]
    fn a_function_for_another_host_is_another_plugin() {
        let here = PluginManager::new("here");
        let hooks = here.add_hookspecs::<dyn Here>();
        let report = here.discover().strict().unwrap();
        assert_eq!(names(&report), (vec!["here", "nameless"], vec![]));
        assert_eq!(hooks.say.call_all(), ["here", "nameless"]);

        let there = PluginManager::new("there");
        let hooks = there.add_hookspecs::<dyn There>();
        let report = there.discover().strict().unwrap();
        assert_eq!(names(&report), (vec!["nameless-there", "there"], vec![]));
        assert_eq!(hooks.tell.call_all(), ["nameless there", "there"]);
    }

    #[test]
    fn functions_for_one_host_agree_whatever_their_specs() {
        let pm = PluginManager::new("both");
        pm.add_hookspecs::<dyn Here>();
        pm.add_hookspecs::<dyn There>();
        let report = pm.discover();
        assert_eq!(names(&report), (vec!["nameless-there"], vec![]));
        let [failed] = report.failed() else { panic!("{report}") };
        assert!(matches!(failed.kind(), PluginErrorKind::Disagreement { option: "name", .. }));
    }
}
