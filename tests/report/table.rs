//! The table, as a terminal shows it.

use pluggy_core::{Plugin, PluginManager, hookspec};

use crate::kitchen::{Kitchen, closed, open};
use crate::settled;

const TABLE: &str = r#"kitchen: 11 plugins, 4 registered; 3 hooks

PLUGIN  STATUS        PACKAGE             DESCRIPTION
baker   failed        pluggy-tests 0.1.0  Bakes what is so long to describe that a line of a
                                          terminal can't have it all.
                                          its constructor failed: the oven is cold: 10 degrees;
                                          correct that, or leave the plugin out
                                          tests/report/kitchen.rs:1:2
butler  no spec here  pluggy-tests 0.1.0  Knows the cellar.
                                          implements report::kitchen::Cellar
                                          tests/report/kitchen.rs:1:2
chef    registered    pluggy-tests 0.1.0  Looks after what the others offer, and counts "it".
                                          tests/report/kitchen.rs:1:2
host    registered    -
host    replaced      pluggy-tests 0.1.0  Is replaced.
                                          the name is taken by host
                                          tests/report/kitchen.rs:1:2
porter  not selected  pluggy-tests 0.1.0  Opens.
                                          left out by `porter` of --without
                                          tests/report/kitchen.rs:1:2
rolls   registered    -
thief   blocked       -
twin    registered    pluggy-tests 0.1.0  The first.
                                          tests/report/kitchen.rs:1:2
twin    failed        pluggy-tests 0.1.0  The second.
                                          the name is taken by twin (pluggy-tests 0.1.0,
                                          tests/report/kitchen.rs:1:2); leave one of them out, or
                                          have one renamed, by `#[hookimpl(name = "…")]` or
                                          `register_as`
                                          tests/report/kitchen.rs:1:2
waiter  blocked       pluggy-tests 0.1.0  What pluggy-core promises, a file a behaviour.
                                          tests/report/kitchen.rs:1:2

HOOK         KIND          SIGNATURE, AND WHO IS CALLED
offer        all           fn offer(&self, guests: u32) -> Vec<String>
                           1 chef::count (wrapper, tryfirst)
                           2 rolls
                           3 chef (trylast)
choose_tray  first result  fn choose_tray(&self) -> Option<String>
                           nobody
configure    historic      fn configure(&self, is_open: bool)
                           1 chef (optionalhook)

PROBLEMS
- the host blocks `thief`, and no plugin is called so: it keeps a plugin out that is not there
- `nobody` of --without names no plugin and no package"#;

#[test]
fn a_table_has_every_plugin_and_every_hook() {
    let table = settled(&open().report().to_string());
    // What follows is a hint, which is discovery's.
    assert!(table.starts_with(TABLE), "{table}");
    assert_eq!(table.trim_end(), table);
}

#[hookspec]
trait Street {
    fn offer(&self);
}

#[test]
fn hooks_of_two_specs_are_told_apart() {
    let pm = PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Street>();
    let head = "HOOK   KIND  SIGNATURE, AND WHO IS CALLED\noffer  all   fn offer(&self)";
    assert!(pm.report().to_string().contains(head), "{}", pm.report());
    pm.add_hookspecs::<dyn Kitchen>();
    let table = pm.report().to_string();
    for hook in ["Street::offer", "Kitchen::offer", "Kitchen::configure"] {
        assert!(table.contains(&format!("\n{hook} ")), "{table}");
    }
}

#[hookspec]
trait Wide {
    fn a_hook_of_many_arguments(&self, first: &str, second: &str, third: &str) -> Option<String>;
}

#[test]
fn what_has_no_room_beside_the_columns_stands_below() {
    let pm = PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Wide>();
    let name = "a-plugin-whose-name-is-long";
    pm.register_as(name, Plugin::new(1)).unwrap();
    let table = settled(&pm.report().to_string());
    let plugin = "
PLUGIN                       STATUS        PACKAGE
a-plugin-whose-name-is-long  registered    -
baker                        no spec here  pluggy-tests 0.1.0
    Bakes what is so long to describe that a line of a terminal can't have it all.
    implements report::kitchen::Kitchen
    tests/report/kitchen.rs:1:2\n";
    assert!(table.contains(plugin), "{table}");
    let hook = "
HOOK                      KIND
a_hook_of_many_arguments  all
    fn a_hook_of_many_arguments(&self, first: &str, second: &str, third: &str) -> Option<String>
    nobody";
    assert!(table.ends_with(hook), "{table}");
}

#[test]
fn calls_are_numbered_in_a_column() {
    let pm = closed();
    let hooks = pm.add_hookspecs::<dyn Kitchen>();
    for i in 0..10 {
        hooks.choose_tray.register_fn(format!("tray-{i}"), || None).unwrap();
    }
    let table = pm.report().to_string();
    assert!(table.contains("  1 tray-9\n"), "{table}");
    assert!(table.contains(" 10 tray-0\n"), "{table}");
}

#[test]
fn a_name_moves_nothing_on_the_terminal() {
    let pm = closed();
    pm.register_as("a\u{1b}[2J\nb", Plugin::new(1)).unwrap();
    let table = pm.report().to_string();
    assert!(table.contains("\na\\u{1b}[2J\\nb  registered"), "{table}");
}

#[test]
fn a_long_name_is_cut() {
    let pm = closed();
    let hooks = pm.add_hookspecs::<dyn Kitchen>();
    hooks.choose_tray.register_fn("x".repeat(300), || None).unwrap();
    let table = pm.report().to_string();
    assert!(table.contains(&format!("\n{}…  registered", "x".repeat(39))), "{table}");
    assert!(table.contains(&format!("1 {}…\n", "x".repeat(39))), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 120), "{table}");
}

#[test]
fn columns_are_as_wide_as_a_terminal_shows_them() {
    let pm = closed();
    for name in ["厨师", "cafe\u{301}"] {
        pm.register_as(name, Plugin::new(1)).unwrap();
        let table = pm.report().to_string();
        assert!(table.contains(&format!("\n{name}    registered ")), "{table}");
    }
}
