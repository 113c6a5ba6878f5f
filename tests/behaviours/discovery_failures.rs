//! Discovery: one plugin that fails does not stop the others.

use std::error::Error;

use pluggy_core::{DiscoveryReport, PluginErrorKind, PluginManager, hookimpl, hookspec};

use crate::discovery::names;
use crate::support::panic_quietly;

mod constructors {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn say(&self) -> &'static str;
    }

    macro_rules! plugin {
        ($plugin:ident, new = $new:path) => {
            struct $plugin(&'static str);

            #[hookimpl(new = $new)]
            impl Hooks for $plugin {
                fn say(&self) -> &'static str {
                    self.0
                }
            }
        };
    }

    plugin!(Built, new = Built::new);
    plugin!(MayFail, new = built_in_a_result);
    plugin!(Fails, new = Fails::new);
    plugin!(FailsWithText, new = FailsWithText::new);
    plugin!(Panics, new = Panics::new);

    impl Built {
        fn new() -> Self {
            Built("built")
        }
    }

    fn built_in_a_result() -> Result<MayFail, std::num::ParseIntError> {
        "1".parse::<u32>().map(|_| MayFail("built in a result"))
    }

    impl Fails {
        fn new() -> Result<Self, std::num::ParseIntError> {
            "no number".parse::<u32>().map(|_| Fails("never"))
        }
    }

    impl FailsWithText {
        fn new() -> Result<Self, String> {
            Err("no oven".into())
        }
    }

    impl Panics {
        fn new() -> Self {
            panic_quietly("oven on fire")
        }
    }

    fn discover() -> (PluginManager, Vec<&'static str>, DiscoveryReport) {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let report = pm.discover();
        let said = hooks.say.call_all();
        (pm, said, report)
    }

    /// B034, B225.
    #[test]
    fn a_constructor_may_return_the_plugin_or_a_result() {
        let (_pm, said, report) = discover();
        assert_eq!(names(&report), (vec!["built", "may-fail"], vec![]));
        assert_eq!(said, ["built", "built in a result"]);
    }

    /// B224.
    #[test]
    fn failures_are_reported_in_the_order_of_names() {
        let (_pm, _, report) = discover();
        let failed: Vec<_> = report.failed().iter().map(pluggy_core::PluginError::plugin).collect();
        assert_eq!(failed, ["fails", "fails-with-text", "panics"]);
        let [fails, with_text, panics] = report.failed() else { unreachable!() };

        let PluginErrorKind::Constructor(error) = fails.kind() else { panic!("{fails}") };
        assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());
        let PluginErrorKind::Constructor(error) = with_text.kind() else { panic!("{with_text}") };
        assert_eq!(error.to_string(), "no oven");
        let PluginErrorKind::ConstructorPanicked(text) = panics.kind() else { panic!("{panics}") };
        assert_eq!(text, "oven on fire");
        for (error, text) in [(fails, "invalid digit"), (with_text, "no oven"), (panics, text)] {
            assert!(error.info().location().is_some());
            let location = error.info().location().unwrap().to_string();
            let message = error.to_string();
            assert!(message.contains(text) && message.contains(&location), "{message}");
        }
    }

    /// B224: and what was registered stays.
    #[test]
    fn strict_makes_an_error_of_failures() {
        let (pm, _, report) = discover();
        let error = report.strict().unwrap_err();
        assert_eq!(error.failed().len(), 3);
        let text = error.to_string();
        for part in ["3 problems with the plugins", "invalid digit", "no oven", "oven on fire"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let _: Box<dyn Error + Send + Sync> = error.into();
        assert!(pm.has_plugin("built") && !pm.has_plugin("fails"));
    }

    /// B169: a plugin that failed leaves its name.
    #[test]
    fn the_name_of_a_plugin_that_failed_is_free() {
        let (pm, _, report) = discover();
        assert!(report.to_string().contains("failed: plugin `panics`"));
        pm.register(Fails("by hand")).unwrap();
        assert_eq!(pm.discover().failed().len(), 2, "the third is skipped now");
    }
}

mod same_name {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn say(&self) -> &'static str;
    }

    #[derive(Default)]
    struct Second;

    #[derive(Default)]
    struct Third;

    #[hookimpl(name = "spam")]
    impl Hooks for Third {
        fn say(&self) -> &'static str {
            "the first in the source"
        }
    }

    #[hookimpl(name = "spam")]
    impl Hooks for Second {
        fn say(&self) -> &'static str {
            "the second in the source"
        }
    }

    /// B043, B222.
    #[test]
    fn of_two_plugins_of_one_name_the_first_in_the_source_has_it() {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let report = pm.discover();
        assert_eq!(names(&report).0, ["spam"]);
        let [error] = report.failed() else { panic!("{report}") };
        let PluginErrorKind::NameTaken { holder, .. } = error.kind() else { panic!("{error}") };
        assert!(holder.location() < error.info().location());
        for info in [holder, error.info()] {
            let location = info.location().unwrap().to_string();
            assert!(error.to_string().contains(&location), "{location} in {error}");
        }
        assert_eq!(hooks.say.call_all(), ["the first in the source"]);
        // And so it is said each time.
        let report = pm.discover();
        assert_eq!((report.registered().len(), report.skipped().len()), (0, 1));
        assert!(matches!(report.failed()[0].kind(), PluginErrorKind::NameTaken { .. }));
        assert_eq!(hooks.say.call_all(), ["the first in the source"]);
    }

    /// B066: a blocked name is nobody's.
    #[test]
    fn neither_of_two_plugins_has_a_blocked_name() {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.block("spam");
        let report = pm.discover();
        assert!(report.registered().is_empty() && hooks.say.is_empty());
        assert_eq!(report.strict().unwrap().skipped().len(), 2);
    }
}

/// What a constructor panics with may itself panic when it is dropped.
mod payloads {
    use std::panic::resume_unwind;

    use super::*;

    #[hookspec]
    trait Bombs {
        fn say(&self);
    }

    struct Payload;

    impl Drop for Payload {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                resume_unwind(Box::new("in drop"));
            }
        }
    }

    struct Bomb;

    impl Bomb {
        fn new() -> Self {
            resume_unwind(Box::new(Payload))
        }
    }

    #[hookimpl(new = Bomb::new)]
    impl Bombs for Bomb {
        fn say(&self) {}
    }

    #[derive(Default)]
    struct Duck;

    #[hookimpl(name = "a-duck")]
    impl Bombs for Duck {
        fn say(&self) {}
    }

    #[derive(Default)]
    struct Goose;

    #[hookimpl(name = "z-goose")]
    impl Bombs for Goose {
        fn say(&self) {}
    }

    #[test]
    fn a_payload_that_panics_when_it_is_dropped_stops_nobody() {
        let pm = PluginManager::new("discovery");
        pm.add_hookspecs::<dyn Bombs>();
        let report = pm.discover();
        assert_eq!(names(&report).0, ["a-duck", "z-goose"]);
        assert_eq!(report.failed()[0].plugin(), "bomb");
    }
}

mod disagreements {
    use super::*;

    #[hookspec]
    trait Doors {
        fn open(&self) -> u32;
    }

    #[hookspec]
    trait Phones {
        fn ring(&self) -> u32;
    }

    macro_rules! plugin {
        ($plugin:ident, ($($doors:tt)*), ($($phones:tt)*)) => {
            #[derive(Default)]
            struct $plugin(u32);

            impl $plugin {
                fn new() -> Self {
                    $plugin(1)
                }

                fn other() -> Self {
                    $plugin(2)
                }
            }

            #[hookimpl($($doors)*)]
            impl Doors for $plugin {
                fn open(&self) -> u32 {
                    self.0
                }
            }

            #[hookimpl($($phones)*)]
            impl Phones for $plugin {
                fn ring(&self) -> u32 {
                    Self::new().0 + Self::other().0
                }
            }
        };
    }

    plugin!(Agrees, (name = "agrees", new = Agrees::new), (new = Agrees::new, name = "agrees"));
    plugin!(OneSays, (), (name = "one says", new = OneSays::other));
    plugin!(Names, (name = "one"), (name = "other"));
    plugin!(Constructors, (new = Constructors::new), (new = Constructors::other));

    /// Blocks that say nothing follow the one that does.
    #[test]
    fn blocks_of_one_type_that_disagree_are_a_failure() {
        let pm = PluginManager::new("discovery");
        pm.add_hookspecs::<dyn Doors>();
        pm.add_hookspecs::<dyn Phones>();
        let report = pm.discover();
        assert_eq!(names(&report), (vec!["agrees", "one says"], vec![]));
        assert_eq!(pm.plugin::<Agrees>("agrees").unwrap().0, 1);
        assert_eq!(pm.plugin::<OneSays>("one says").unwrap().0, 2);

        let [constructors, name] = report.failed() else { panic!("{report}") };
        let said = |error: &pluggy_core::PluginError| match error.kind() {
            PluginErrorKind::Disagreement { option, one, other, .. } => {
                let text = error.to_string();
                assert!(text.contains(one) && text.contains(other), "{text}");
                (*option, one.clone(), other.clone())
            }
            _ => panic!("{error}"),
        };
        let (option, one, other) = said(constructors);
        assert_eq!(option, "new");
        assert!(one.contains("Constructors::new") && other.contains("Constructors::other"));
        assert_eq!(constructors.plugin(), "constructors");
        let (option, one, other) = said(name);
        assert_eq!(option, "name");
        assert!(one.contains("`one`") && other.contains("`other`"));
        assert!(one.contains("discovery_failures.rs"), "{one}");
    }

    /// Also where only one of the specs is the manager's.
    #[test]
    fn blocks_of_specs_that_the_manager_lacks_count_too() {
        let pm = PluginManager::new("discovery");
        pm.add_hookspecs::<dyn Doors>();
        let report = pm.discover();
        assert_eq!(names(&report), (vec!["agrees", "one says"], vec![]));
        assert_eq!(report.failed().len(), 2);
    }
}
