//! `before` and `after` of plugins that one discovery brings.

use pluggy_core::{
    DiscoveryReport, HookImpl, PluginError, PluginErrorKind, PluginManager, hookimpl, hookspec,
};

#[hookspec]
trait Circle {
    fn ring(&self);
}

#[hookspec]
trait Bands {
    fn ring(&self);
}

macro_rules! plugins {
    ($hooks:ident: $($plugin:ident($($mark:tt)*)($($band:tt)*))*) => {$(
        #[derive(Default)]
        struct $plugin;

        #[hookimpl($($mark)*)]
        impl $hooks for $plugin {
            #[hookimpl($($band)*)]
            fn ring(&self) {}
        }
    )*};
}

plugins! {
    Circle:
    OrderA(after = "order-c")()
    OrderB()()
    OrderC()()
    OrderX(after = "order-z")()
    OrderY(after = "order-x")()
    OrderZ(after = "order-y")()
}

#[hookimpl(Circle, name = "order-d", before = "order-b")]
fn ring() {}

plugins! {
    Bands:
    BandEarly()(tryfirst)
    BandLate()(trylast)
    BandMiddle(before = "band-early", after = "band-*")()
    BandPlain()()
}

fn order(impls: &[HookImpl]) -> Vec<&str> {
    impls.iter().map(HookImpl::plugin).collect()
}

#[track_caller]
fn the_failure(report: &DiscoveryReport) -> &PluginError {
    let [failed] = report.failed() else { panic!("{report}") };
    failed
}

#[test]
fn a_discovery_registers_all_but_the_last_of_a_circle() {
    let pm = PluginManager::new("marks");
    let hooks = pm.add_hookspecs::<dyn Circle>();
    let report = pm.discover();
    let expected = ["order-c", "order-a", "order-d", "order-b", "order-x", "order-y"];
    assert_eq!(order(&hooks.ring.impls()), expected);
    let failed = the_failure(&report);
    assert_eq!(failed.plugin(), "order-z");
    let PluginErrorKind::OrderCircle { marks, .. } = failed.kind() else { panic!("{failed}") };
    let texts = marks.iter().map(|mark| format!("{} of {}", mark.mark, mark.plugin.name()));
    let mut marks: Vec<String> = texts.collect();
    marks.sort();
    assert_eq!(
        marks,
        [
            "after = \"order-x\" of order-y",
            "after = \"order-y\" of order-z",
            "after = \"order-z\" of order-x",
        ]
    );
    assert!(!pm.has_plugin("order-z"));
}

#[test]
fn of_a_mark_against_the_bands_it_is_the_plugin_that_has_it() {
    let pm = PluginManager::new("marks");
    let hooks = pm.add_hookspecs::<dyn Bands>();
    let report = pm.discover();
    assert_eq!(order(&hooks.ring.impls()), ["band-early", "band-plain", "band-late"]);
    let failed = the_failure(&report);
    assert_eq!(failed.plugin(), "band-middle");
    let PluginErrorKind::OrderAgainstBands { mark, other, .. } = failed.kind() else {
        panic!("{failed}")
    };
    assert_eq!((mark.plugin.name(), mark.hook), ("band-middle", "ring"));
    let text = failed.to_string();
    assert!(text.contains(&mark.mark) && text.contains(other.name()), "{text}");
    // It is a failure at each discovery, and costs nobody else.
    assert_eq!(the_failure(&pm.discover()).plugin(), "band-middle");
}

/// Who is there stays, as by hand.
#[test]
fn where_the_mark_is_of_one_that_is_there_it_is_the_newcomer() {
    struct First;

    #[hookimpl(manual, before = "band-early")]
    impl Bands for First {
        fn ring(&self) {}
    }

    let pm = PluginManager::new("marks");
    let hooks = pm.add_hookspecs::<dyn Bands>();
    pm.block("band-middle");
    pm.register(First).unwrap();
    let report = pm.discover();
    let failed = the_failure(&report);
    assert_eq!(failed.plugin(), "band-early");
    let PluginErrorKind::OrderAgainstBands { mark, other, .. } = failed.kind() else {
        panic!("{failed}")
    };
    assert_eq!((mark.plugin.name(), other.name()), ("first", "band-early"));
    assert_eq!(order(&hooks.ring.impls()), ["band-plain", "first", "band-late"]);
}
