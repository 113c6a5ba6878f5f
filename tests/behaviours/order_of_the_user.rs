//! What the end user wants of the order has the last word.

use std::collections::BTreeMap;

use pluggy_core::{
    Config, HookImpl, HookRelay, Plugin, PluginManager, Problem, Selection, hookimpl, hookspec,
};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
}

macro_rules! plugins {
    ($($plugin:ident($($mark:tt)*))*) => {$(
        struct $plugin;

        #[hookimpl(manual)]
        impl Hooks for $plugin {
            #[hookimpl($($mark)*)]
            fn ring(&self) -> u32 {
                0
            }
        }
    )*};
}

plugins! {
    Parse()
    Lint()
    Redact()
    First(tryfirst)
    Last(trylast)
    BeforeParse(before = "parse")
}

fn manager() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("user");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

fn order(hooks: &HookRelay<dyn Hooks>) -> String {
    let imps = hooks.ring.impls();
    imps.iter().map(HookImpl::plugin).collect::<Vec<_>>().join(" ")
}

fn listed(plugins: &[&str]) -> Selection {
    Selection::new().order("--order", plugins)
}

fn problems(pm: &PluginManager) -> Vec<String> {
    pm.discover().problems().iter().map(ToString::to_string).collect()
}

#[test]
fn those_listed_take_the_listed_order_in_the_places_that_they_have() {
    let (pm, hooks) = manager();
    pm.select(listed(&["parse", "redact"]));
    pm.register(Parse).unwrap();
    pm.register(Lint).unwrap();
    pm.register(Redact).unwrap();
    assert_eq!(order(&hooks), "parse lint redact");
    pm.register_as("newest", Lint).unwrap();
    assert_eq!(order(&hooks), "newest parse lint redact");
    assert!(problems(&pm).is_empty());
}

#[test]
fn it_holds_at_once_for_those_that_are_there() {
    let (pm, hooks) = manager();
    pm.register(Parse).unwrap();
    pm.register(Redact).unwrap();
    assert_eq!(order(&hooks), "redact parse");
    pm.select(listed(&["parse", "redact"]));
    assert_eq!(order(&hooks), "parse redact");
    pm.select(Selection::new());
    assert_eq!(order(&hooks), "redact parse");
}

#[test]
fn it_holds_for_a_spec_that_comes_later() {
    let pm = PluginManager::new("user");
    pm.select(listed(&["parse", "redact"]));
    pm.register(Parse).unwrap();
    pm.register(Redact).unwrap();
    assert_eq!(order(&pm.add_hookspecs::<dyn Hooks>()), "parse redact");
}

#[test]
fn a_configuration_says_it_too() {
    let (pm, hooks) = manager();
    let text = "[plugins]\norder = ['parse', 'red*']\n";
    let config = Config::from_toml("user.toml", text).unwrap();
    pm.select(Selection::new().config(&config));
    pm.register(Parse).unwrap();
    pm.register(Redact).unwrap();
    assert_eq!(order(&hooks), "parse redact");
    // A table is the section of a plugin of that name.
    let config = Config::from_toml("user.toml", "[plugins.order]\nx = 1").unwrap();
    assert!(config.section::<BTreeMap<String, u32>>("order").unwrap().is_some());
    let error = Config::from_toml("user.toml", "[plugins]\nordre = ['a']").unwrap_err();
    assert!(error.to_string().contains("did you mean `order`?"), "{error}");
}

#[test]
fn a_later_layer_has_the_last_word() {
    let (pm, hooks) = manager();
    pm.register(Parse).unwrap();
    pm.register(Lint).unwrap();
    pm.register(Redact).unwrap();
    pm.select(listed(&["parse", "lint", "redact"]).order("ORDER", ["redact", "lint"]));
    assert_eq!(order(&hooks), "parse redact lint");
}

#[test]
fn a_name_may_mean_several_which_stay_as_they_are() {
    let (pm, hooks) = manager();
    for name in ["x1", "y1", "x2", "y2"] {
        pm.register_as(name, Lint).unwrap();
    }
    pm.select(listed(&["x*", "y*"]));
    assert_eq!(order(&hooks), "x2 x1 y2 y1");
}

#[test]
fn a_name_that_is_listed_twice_is_told() {
    let (pm, hooks) = manager();
    pm.register(Parse).unwrap();
    pm.register(Redact).unwrap();
    pm.select(listed(&["parse", "redact", "parse"]).order("ORDER", ["parse"]));
    assert_eq!(order(&hooks), "parse redact");
    assert_eq!(problems(&pm), ["`parse` of --order has a place in that order already: remove one"]);
}

#[test]
fn it_goes_over_marks_and_says_so() {
    let (pm, hooks) = manager();
    pm.register(BeforeParse).unwrap();
    pm.register(Parse).unwrap();
    pm.register(First).unwrap();
    pm.register(Last).unwrap();
    pm.select(listed(&["parse", "before-parse"]));
    assert_eq!(order(&hooks), "first parse before-parse last");
    let [problem] = &problems(&pm)[..] else { panic!("{:?}", problems(&pm)) };
    let start = "the order of --order is against `before = \"parse\"` of before-parse (";
    assert!(problem.starts_with(start), "{problem}");
    let end = " on the hook `ring`: list them as the mark has it, or leave one out of the order";
    assert!(problem.ends_with(end), "{problem}");
    pm.select(listed(&["last", "first"]));
    assert_eq!(order(&hooks), "last before-parse parse first");
    let report = pm.discover();
    let overruled = report.problems().iter().map(|problem| match problem {
        Problem::OverruledMark { mark, plugin, .. } => format!("{mark} {}", plugin.name()),
        other => panic!("{other}"),
    });
    assert_eq!(overruled.collect::<Vec<_>>(), ["trylast last", "tryfirst first"]);
}

#[test]
fn wrappers_stay_outside() {
    struct Around;

    #[hookimpl(manual)]
    impl Hooks for Around {
        #[hookimpl(wrapper)]
        fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
            next()
        }
    }

    let (pm, hooks) = manager();
    pm.register(Around).unwrap();
    pm.register_as("inner", Around).unwrap();
    pm.register(Parse).unwrap();
    pm.select(listed(&["parse", "around", "inner"]));
    assert_eq!(order(&hooks), "around inner parse");
    assert!(problems(&pm).is_empty());
}

#[test]
fn a_name_that_nobody_has_is_a_problem() {
    let (pm, _hooks) = manager();
    pm.register_as("redact", Plugin::new(1)).unwrap();
    pm.select(listed(&["redcat", "-redact"]));
    assert_eq!(
        problems(&pm),
        [
            "`-redact` of --order is no selector: a sign has no meaning here: write `redact`",
            "`redcat` of --order names no plugin and no package: did you mean `redact`?",
        ]
    );
}

/// It is what the plugins ask for that is broken, not the program.
#[test]
fn a_circle_of_marks_is_refused_whatever_the_user_wants() {
    let (pm, _hooks) = manager();
    pm.select(listed(&["before-parse", "parse"]));
    pm.register_as("parse", BeforeParse).unwrap_err();
}
