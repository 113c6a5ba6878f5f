//! What became of the marks of the order.

use pluggy_core::{HookImpl, MarkEffect, PluginManager, Selection, hookimpl, hookspec};

#[hookspec]
trait Press {
    #[hookspec(oldestfirst)]
    fn print(&self);
    fn bind(&self);
}

macro_rules! plugins {
    ($($plugin:ident($($mark:tt)*))*) => {$(
        struct $plugin;

        #[hookimpl(manual)]
        impl Press for $plugin {
            #[hookimpl($($mark)*)]
            fn print(&self) {}
        }
    )*};
}

plugins! {
    Ink()
    Paper(before = "ink")
    Glue(after = ["paper", "ink"], before = "thread")
    Thread(trylast)
    Fold(before = ["nobody", "binder"])
}

struct Binder;

#[hookimpl(manual)]
impl Press for Binder {
    fn bind(&self) {}
}

fn press() -> PluginManager {
    let pm = PluginManager::new("press");
    let hooks = pm.add_hookspecs::<dyn Press>();
    pm.register(Ink).unwrap();
    pm.register(Paper).unwrap();
    pm.register(Glue).unwrap();
    pm.register(Thread).unwrap();
    pm.register(Fold).unwrap();
    pm.register(Binder).unwrap();
    let imps = hooks.print.impls();
    let order: Vec<_> = imps.iter().map(HookImpl::plugin).collect();
    assert_eq!(order, ["paper", "ink", "glue", "fold", "thread"]);
    pm
}

const CALLS: &str = "\
print  all, oldest first  fn print(&self)
                          1 paper (before ink)
                          2 ink
                          3 glue (before thread: so anyway, after paper: so anyway, after ink: so anyway)
                          4 fold (before nobody: not registered, before binder: not on this hook)
                          5 thread (trylast)
";

#[test]
fn a_table_has_each_mark_and_what_it_did() {
    let table = press().report().to_string();
    assert!(table.contains(CALLS), "{table}");
}

#[test]
fn what_the_user_overrules_is_shown() {
    let pm = press();
    pm.select(Selection::new().order("--order", ["thread", "glue", "ink", "paper"]));
    let calls = "\
                          1 thread (trylast: overruled)
                          2 glue (before thread: overruled, after paper: overruled, after ink: overruled)
                          3 ink
                          4 fold (before nobody: not registered, before binder: not on this hook)
                          5 paper (before ink: overruled)
";
    let table = pm.report().to_string();
    assert!(table.contains(calls), "{table}");
    let problems = pm.discover().problems().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(problems.len(), 5, "{problems:?}");
}

#[test]
fn json_has_them_where_there_are_any() {
    let report = press().report();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    let print = &json["hooks"][0];
    assert_eq!(print["is_oldest_first"], true);
    assert_eq!(json["hooks"][1].get("is_oldest_first"), None);
    let marks = &print["impls"][0]["marks"];
    assert_eq!(marks.to_string(), r#"[{"effect":"moved","mark":"before","name":"ink"}]"#);
    assert_eq!(print["impls"][1].get("marks"), None);
    assert_eq!(print["impls"][1].get("is_band_overruled"), None);
    let marks = &report.hooks()[0].impls[3].marks;
    let effects: Vec<MarkEffect> = marks.iter().map(|mark| mark.effect).collect();
    assert_eq!(effects, [MarkEffect::NotRegistered, MarkEffect::NotOnHook]);
}

#[test]
fn a_graph_has_them_at_its_edges() {
    let graph = press().report().to_mermaid();
    assert!(graph.contains("|\"1 before ink\"|"), "{graph}");
    assert!(graph.contains("print<br>all, oldest first"), "{graph}");
}
