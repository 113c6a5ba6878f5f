//! Discovery: what the linker brought is built and registered, in name order.

use pluggy_core::{DiscoveryReport, PluginInfo, PluginManager, SkipReason, hookimpl, hookspec};

/// The names of the plugins that were registered, and of those skipped.
pub(crate) fn names(report: &DiscoveryReport) -> (Vec<&str>, Vec<(&str, SkipReason)>) {
    let skipped = report.skipped().iter().map(|(info, reason)| (info.name(), *reason));
    (report.registered().iter().map(PluginInfo::name).collect(), skipped.collect())
}

mod order {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn ring(&self) -> &'static str;
    }

    macro_rules! plugin {
        ($plugin:ident, $says:literal, ($($option:tt)*), ($($mark:ident)?)) => {
            #[derive(Default)]
            struct $plugin;

            #[hookimpl($($option)*)]
            impl Hooks for $plugin {
                #[hookimpl($($mark)?)]
                fn ring(&self) -> &'static str {
                    $says
                }
            }
        };
    }

    plugin!(Cheese, "cheese", (), ());
    plugin!(Apple, "apple", (), ());
    plugin!(Zebra, "bread", (name = "bread"), ());
    plugin!(LastApple, "last-apple", (), (trylast));
    plugin!(LastBread, "last-bread", (), (trylast));
    plugin!(FirstCheese, "first-cheese", (), (tryfirst));
    plugin!(FirstBread, "first-bread", (), (tryfirst));

    struct Manual;

    #[hookimpl(manual)]
    impl Hooks for Manual {
        fn ring(&self) -> &'static str {
            "manual"
        }
    }

    /// B223, B220: `trylast` runs oldest first, so from the last name.
    #[test]
    fn plugins_run_in_the_order_of_their_names() {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let report = pm.discover().strict().unwrap();
        let all =
            ["apple", "bread", "cheese", "first-bread", "first-cheese", "last-apple", "last-bread"];
        assert_eq!(names(&report), (all.to_vec(), vec![]));
        let all =
            ["first-bread", "first-cheese", "apple", "bread", "cheese", "last-bread", "last-apple"];
        assert_eq!(hooks.ring.call_all(), all);
    }

    /// B094: those are older that were registered before.
    #[test]
    fn plugins_registered_by_hand_come_before_or_after_as_they_came() {
        for is_first in [true, false] {
            let pm = PluginManager::new("discovery");
            let hooks = pm.add_hookspecs::<dyn Hooks>();
            if is_first {
                pm.register(Manual).unwrap();
            }
            drop(pm.discover().strict().unwrap());
            if !is_first {
                pm.register(Manual).unwrap();
            }
            let rung = hooks.ring.call_all();
            assert_eq!(rung[if is_first { 5 } else { 2 }], "manual", "{rung:?}");
        }
    }

    /// B047: registered from the last name to the first.
    #[test]
    fn plugins_lists_the_last_name_first() {
        let pm = PluginManager::new("discovery");
        pm.add_hookspecs::<dyn Hooks>();
        drop(pm.discover().strict().unwrap());
        let plugins = pm.plugins();
        let names: Vec<_> = plugins.iter().map(PluginInfo::name).collect();
        assert!(names.is_sorted_by(|a, b| a > b), "{names:?}");
    }
}

mod again {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[hookspec]
    trait Hooks {
        fn number(&self) -> u32;
    }

    thread_local! {
        /// How many plugins this thread has built.
        static BUILT: AtomicU32 = const { AtomicU32::new(0) };
    }

    struct Counted(u32);

    impl Default for Counted {
        fn default() -> Self {
            Counted(BUILT.with(|built| built.fetch_add(1, Ordering::Relaxed)))
        }
    }

    #[hookimpl]
    impl Hooks for Counted {
        fn number(&self) -> u32 {
            self.0
        }
    }

    fn built() -> u32 {
        BUILT.with(|built| built.load(Ordering::Relaxed))
    }

    fn setup() -> (PluginManager, pluggy_core::HookRelay<dyn Hooks>) {
        let pm = PluginManager::new("discovery");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        (pm, hooks)
    }

    /// B221.
    #[test]
    fn a_second_discovery_skips_what_is_registered() {
        let (pm, hooks) = setup();
        assert_eq!(names(&pm.discover()), (vec!["counted"], vec![]));
        let expected = (vec![], vec![("counted", SkipReason::Registered)]);
        assert_eq!(names(&pm.discover()), expected);
        assert_eq!(built(), 1, "it is not built again");
        assert_eq!(hooks.number.call_all(), [0]);
    }

    /// B221.
    #[test]
    fn a_name_that_was_registered_by_hand_is_skipped() {
        let (pm, hooks) = setup();
        pm.register(Counted(7)).unwrap();
        let report = pm.discover().strict().unwrap();
        assert_eq!(names(&report), (vec![], vec![("counted", SkipReason::Registered)]));
        assert_eq!((hooks.number.call_all(), built()), (vec![7], 0));
    }

    /// B066, B221.
    #[test]
    fn a_blocked_plugin_is_not_built() {
        let (pm, hooks) = setup();
        pm.block("counted");
        let report = pm.discover().strict().unwrap();
        assert_eq!(names(&report), (vec![], vec![("counted", SkipReason::Blocked)]));
        assert!(hooks.number.is_empty());
        assert_eq!(built(), 0);
        pm.unblock("counted");
        assert_eq!(names(&pm.discover()), (vec!["counted"], vec![]));
    }

    /// B227: provenance goes with the plugin.
    #[test]
    fn an_unregistered_plugin_is_discovered_anew() {
        let (pm, hooks) = setup();
        for number in 0..3 {
            assert_eq!(names(&pm.discover()), (vec!["counted"], vec![]));
            assert_eq!(hooks.number.call_all(), [number]);
            assert_eq!(pm.plugin::<Counted>("counted").unwrap().0, number);
            pm.unregister("counted").unwrap();
        }
        assert!(pm.plugins().is_empty());
    }

    /// B220: each manager builds its own.
    #[test]
    fn managers_do_not_share_discovered_plugins() {
        let (one, other) = (setup(), setup());
        drop(one.0.discover().strict().unwrap());
        assert!(other.1.number.is_empty());
        drop(other.0.discover().strict().unwrap());
        assert_eq!((one.1.number.call_all(), other.1.number.call_all()), (vec![0], vec![1]));
    }

    /// B226.
    #[test]
    fn a_report_tells_where_plugins_come_from() {
        let (pm, hooks) = setup();
        let report = pm.discover();
        let [counted] = report.registered() else { panic!("{report}") };
        assert_eq!(counted.package(), Some("pluggy-tests"));
        assert_eq!(counted.module(), Some(module_path!()));
        assert_eq!(counted.location(), pm.plugins()[0].location());
        assert!(counted.location().unwrap().line() < hooks.number.impls()[0].location().line());
        assert!(report.has_registry());
        assert_eq!(report.to_string(), format!("registered: {counted}\n"));
        pm.block("counted");
        assert_eq!(pm.discover().to_string(), format!("skipped, blocked: {counted}\n"));
    }
}

mod specs {
    use super::*;

    #[hookspec]
    trait Doors {
        fn open(&self) -> u32;
    }

    #[hookspec]
    trait Phones {
        fn ring(&self) -> u32;
    }

    #[derive(Default)]
    struct Both;

    #[hookimpl]
    impl Doors for Both {
        fn open(&self) -> u32 {
            1
        }
    }

    #[hookimpl]
    impl Phones for Both {
        fn ring(&self) -> u32 {
            2
        }
    }

    #[derive(Default)]
    struct Phone;

    #[hookimpl]
    impl Phones for Phone {
        fn ring(&self) -> u32 {
            3
        }
    }

    /// B003, B221: a spec that the manager lacks is not its business.
    #[test]
    fn plugins_of_other_specs_are_ignored() {
        let pm = PluginManager::new("discovery");
        let error = pm.discover().strict().unwrap_err();
        assert_eq!(names(error.report()), (vec![], vec![]));
        assert_eq!(
            error.to_string(),
            "no spec was added before this discovery, so no plugin is for this manager: call \
             `add_hookspecs` first",
        );
        pm.add_hookspecs::<dyn Doors>();
        assert_eq!(names(&pm.discover().strict().unwrap()), (vec!["both"], vec![]));
    }

    /// A plugin of two specs is one, and waits for the spec that is missing.
    #[test]
    fn a_plugin_is_complete_when_its_other_spec_comes() {
        let pm = PluginManager::new("discovery");
        let doors = pm.add_hookspecs::<dyn Doors>();
        drop(pm.discover().strict().unwrap());
        let phones = pm.add_hookspecs::<dyn Phones>();
        assert_eq!((doors.open.call_all(), phones.ring.call_all()), (vec![1], vec![2]));
        let report = pm.discover().strict().unwrap();
        assert_eq!(names(&report), (vec!["phone"], vec![("both", SkipReason::Registered)]));
        assert_eq!(phones.ring.call_all(), [3, 2]);
        pm.unregister("both");
        assert!(doors.open.is_empty());
        assert_eq!(phones.ring.call_all(), [3]);
    }

    #[test]
    fn a_plugin_of_two_specs_is_registered_once() {
        let pm = PluginManager::new("discovery");
        let (doors, phones) = (pm.add_hookspecs::<dyn Doors>(), pm.add_hookspecs::<dyn Phones>());
        let report = pm.discover().strict().unwrap();
        assert_eq!(names(&report), (vec!["both", "phone"], vec![]));
        assert_eq!((doors.open.call_all(), phones.ring.call_all()), (vec![1], vec![2, 3]));
    }
}

mod places {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn ring(&self);
    }

    #[test]
    fn a_plugin_may_be_written_inside_a_function() {
        #[derive(Default)]
        struct Inside;

        #[hookimpl]
        impl Hooks for Inside {
            fn ring(&self) {}
        }

        let pm = PluginManager::new("discovery");
        pm.add_hookspecs::<dyn Hooks>();
        assert_eq!(names(&pm.discover()), (vec!["inside"], vec![]));
        assert_eq!(pm.plugins()[0].module(), Some(module_path!()));
        Inside.ring();
    }
}
