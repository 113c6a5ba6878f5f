//! Selections, sections and discoveries in odd company.

use pluggy_core::{
    Config, Plugin, PluginManager, PluginStatus, Registration, Selection, SkipReason, hookimpl,
    hookspec,
};
use serde::Deserialize;

use crate::discovery::names;

mod selectors {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn say(&self);
    }

    macro_rules! plugins {
        ($($plugin:ident = $name:literal)*) => {$(
            #[derive(Default)]
            struct $plugin;

            #[hookimpl(name = $name)]
            impl Hooks for $plugin {
                fn say(&self) {}
            }
        )*};
    }

    plugins! {
        Plain = "edge-plain"
        Upper = "edge-Upper"
        Unicode = "edge-größe"
        Space = "edge space"
        Bracket = "edge-[x]"
    }

    const ALL: [&str; 5] = ["edge space", "edge-Upper", "edge-[x]", "edge-größe", "edge-plain"];

    /// The names that a selection leaves out, and the problems.
    fn left_out(selection: Selection) -> (Vec<&'static str>, Vec<String>) {
        let pm = PluginManager::new("edges");
        pm.add_hookspecs::<dyn Hooks>();
        pm.select(selection);
        let report = pm.discover();
        let problems = report.problems().iter().map(ToString::to_string);
        (ALL.into_iter().filter(|name| !pm.has_plugin(name)).collect(), problems.collect())
    }

    #[track_caller]
    fn assert_leaves_out(list: &str, expected: &[&str]) {
        let (names, problems) = left_out(Selection::new().list("PLUGINS", list));
        assert_eq!((&*names, &*problems), (expected, &[][..]), "{list}");
    }

    #[test]
    fn names_may_have_any_characters() {
        assert_leaves_out("-edge-größe", &["edge-größe"]);
        assert_leaves_out("-edge-gr??e", &["edge-größe"]);
        assert_leaves_out("-edge space", &["edge space"]);
        assert_leaves_out(" - edge-Upper ", &["edge-Upper"]);
        assert_leaves_out("-*,+edge space", &ALL[1..]);
        // A bracket is a class of one.
        assert_leaves_out("-edge-[[]x]", &["edge-[x]"]);
    }

    #[test]
    fn case_makes_a_difference() {
        assert_leaves_out("-edge-U*", &["edge-Upper"]);
        let (names, problems) = left_out(Selection::new().list("PLUGINS", "-edge-upper"));
        assert_eq!(names, [""; 0]);
        assert_eq!(
            problems,
            ["`-edge-upper` of PLUGINS names no plugin and no package: did you mean `edge-Upper`?"]
        );
    }

    /// A dash of another kind is a part of a name, so all others go, and the
    /// message tells why.
    #[test]
    fn another_dash_is_no_sign() {
        let (names, problems) = left_out(Selection::new().list("PLUGINS", "–edge-plain"));
        assert_eq!(names, ALL);
        assert_eq!(
            problems,
            ["`–edge-plain` of PLUGINS names no plugin and no package: did you mean `edge-plain`?"]
        );
    }

    #[test]
    fn only_those_that_are_essential_anyway() {
        let selection = || Selection::new().essential(["edge-plain", "edge-[[]x]"]);
        let rest = ["edge space", "edge-Upper", "edge-größe"];
        assert_eq!(left_out(selection().only("--only", ["edge-plain"])), (rest.into(), vec![]));
        assert_eq!(left_out(selection().list("PLUGINS", "-*")), (rest.into(), vec![]));
    }
}

/// Two hosts, each with a spec, and plugins of one and of both.
mod managers {
    use super::*;

    #[hookspec]
    trait Doors {
        fn open(&self) -> u32;
    }

    #[hookspec]
    trait Windows {
        fn shut(&self) -> u32;
    }

    #[derive(Default, Deserialize)]
    struct Number {
        number: u32,
    }

    macro_rules! plugins {
        ($($plugin:ident: $($specs:ident::$hook:ident),*;)*) => {$(
            struct $plugin(u32);

            impl $plugin {
                fn new(number: Number) -> Self {
                    $plugin(number.number)
                }
            }

            $(
                #[hookimpl(new = $plugin::new, config = Number)]
                impl $specs for $plugin {
                    fn $hook(&self) -> u32 {
                        self.0
                    }
                }
            )*
        )*};
    }

    plugins! {
        EdgeBoth: Doors::open, Windows::shut;
        EdgeDoor: Doors::open;
        EdgeWindow: Windows::shut;
    }

    const CONFIG: &str = "\
[plugins.edge-both]
number = 1
[plugins.edge-door]
number = 2
[plugins.edge-window]
number = 3
";

    fn config(text: &str) -> Config {
        Config::from_toml("edges.toml", text).unwrap()
    }

    fn door() -> PluginManager {
        let pm = PluginManager::new("door");
        pm.add_hookspecs::<dyn Doors>();
        pm
    }

    fn opened(pm: &PluginManager) -> Vec<u32> {
        pm.add_hookspecs::<dyn Doors>().open.call_all()
    }

    #[test]
    fn each_manager_has_its_own_choice_and_configuration() {
        let (one, other) = (door(), door());
        one.select(Selection::new().only("--only", ["edge-both"]));
        one.configure(config("[plugins.edge-both]\nnumber = 4"));
        other.select(Selection::new().without("--without", ["edge-both"]));
        other.configure(config("[plugins.edge-door]\nnumber = 5"));
        for pm in [&one, &other] {
            let _report = pm.discover().strict().unwrap();
        }
        assert_eq!((opened(&one), opened(&other)), (vec![4], vec![5]));
    }

    /// So that two hosts may share a file.
    #[test]
    fn what_is_for_a_plugin_of_another_manager_is_no_mistake() {
        let pm = door();
        pm.select(Selection::new().without("--without", ["edge-window"]));
        pm.configure(config(CONFIG));
        let _report = pm.discover().strict().unwrap();
        assert_eq!(opened(&pm), [1, 2]);
    }

    /// The plugin was built once, for all of its specs.
    #[test]
    fn a_spec_that_comes_later_has_the_plugins_that_are_there() {
        let pm = door();
        pm.configure(config(CONFIG));
        let _report = pm.discover().strict().unwrap();
        pm.configure(config("[plugins.edge-window]\nnumber = 6"));
        pm.select(Selection::new().without("--without", ["edge-both"]));
        let windows = pm.add_hookspecs::<dyn Windows>();
        assert_eq!(windows.shut.call_all(), [1]);
        let report = pm.discover();
        let problems: Vec<String> = report.mistakes().map(|mistake| mistake.to_string()).collect();
        assert_eq!(
            problems,
            ["`select` came too late: `edge-both` is registered, and left out by `edge-both` of \
              --without; call it before the discovery"],
        );
        let skipped =
            ["edge-both", "edge-door"].map(|name| (name, SkipReason::Registered)).to_vec();
        assert_eq!(names(&report), (vec!["edge-window"], skipped));
        assert_eq!(windows.shut.call_all(), [6, 1]);
    }

    #[test]
    fn who_was_unregistered_comes_back_where_it_is_selected() {
        let pm = door();
        pm.select(Selection::new().without("--without", ["edge-door"]));
        let _report = pm.discover().strict().unwrap();
        pm.unregister("edge-both").unwrap();
        pm.configure(config(CONFIG));
        let report = pm.discover().strict().unwrap();
        let skipped = vec![("edge-door", SkipReason::NotSelected)];
        assert_eq!(names(&report), (vec!["edge-both"], skipped));
        assert_eq!(opened(&pm), [1]);

        pm.unregister("edge-both").unwrap();
        pm.select(Selection::new().without("--without", ["edge-both"]));
        let report = pm.discover().strict().unwrap();
        let skipped = vec![("edge-both", SkipReason::NotSelected)];
        assert_eq!(names(&report), (vec!["edge-door"], skipped));
        assert_eq!(opened(&pm), [2]);
    }

    #[test]
    fn a_blocked_name_is_no_less_blocked_for_being_essential() {
        let pm = door();
        pm.select(Selection::new().essential(["edge-door"]).with("--with", ["edge-both"]));
        pm.block("edge-door");
        pm.block("edge-both");
        let report = pm.discover().essential().unwrap_err().into_report();
        let skipped = ["edge-both", "edge-door"].map(|name| (name, SkipReason::Blocked)).to_vec();
        assert_eq!(names(&report), (vec![], skipped));
        // What is not blocked any more is a matter of the selection.
        pm.unblock("edge-both");
        pm.select(Selection::new().essential(["edge-door"]).only("--only", ["edge-door"]));
        let report = pm.discover().strict().unwrap_err().into_report();
        let skipped =
            vec![("edge-both", SkipReason::NotSelected), ("edge-door", SkipReason::Blocked)];
        assert_eq!(names(&report), (vec![], skipped));
    }

    /// One of the host's under the name of a linked one.
    #[test]
    fn a_selector_means_whoever_has_the_name() {
        let pm = door();
        pm.select(Selection::new().without("--without", ["edge-door"]));
        let registration = pm.register_as("edge-door", Plugin::new(1)).unwrap();
        assert_eq!(registration, Registration::NotSelected("edge-door".into()));
        let report = pm.report();
        let mut rows = report.plugins().iter().filter(|plugin| plugin.name == "edge-door");
        let PluginStatus::NotSelected { reason, .. } = &rows.next().unwrap().status else {
            panic!("{report}")
        };
        assert_eq!(reason, "left out by `edge-door` of --without");
        assert!(rows.next().is_none());
    }
}
