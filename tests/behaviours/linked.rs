//! What is linked is listed, and nothing is built.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self);
    fn knock(&self);
}

#[hookspec]
pub trait Others {
    fn call(&self);
}

struct LinkedTrap;

impl LinkedTrap {
    fn new() -> Self {
        panic!("built without need")
    }
}

#[hookimpl(new = LinkedTrap::new)]
impl Hooks for LinkedTrap {
    fn ring(&self) {}
}

/// Is never built.
#[hookimpl(new = LinkedTrap::new)]
impl Others for LinkedTrap {
    fn call(&self) {}
}

mod linked_functions {
    use super::Hooks;
    use pluggy_core::hookimpl;

    #[hookimpl(Hooks, specname = "ring")]
    fn ring_first() {}

    /// Rings,
    /// and no more.
    #[hookimpl(Hooks)]
    fn ring() {}

    /// Knocks.
    #[hookimpl(Hooks)]
    fn knock() {}
}

#[test]
fn it_is_listed_by_name_with_package_place_and_specs() {
    let plugins = PluginManager::new("linked").linked();
    let names: Vec<_> = plugins.iter().map(|plugin| plugin.info().name()).collect();
    assert!(names.is_sorted());
    let trap = plugins.iter().find(|plugin| plugin.info().name() == "linked-trap").unwrap();
    assert_eq!(trap.specs(), ["behaviours::linked::Hooks", "behaviours::linked::Others"]);
    assert_eq!(trap.info().package(), Some("pluggy-tests"));
    assert!(trap.info().location().is_some());
    assert!(trap.to_string().starts_with("linked-trap (pluggy-tests 0.1.0, "));
    // A block of each spec, and one plugin.
    assert_eq!(names.iter().filter(|name| **name == "linked-trap").count(), 1);
}

#[test]
fn a_plugin_is_described_by_the_first_comment_that_there_is() {
    let plugins = PluginManager::new("linked").linked();
    let named = |name: &str| plugins.iter().find(|plugin| plugin.info().name() == name).unwrap();
    assert_eq!(named("linked_functions").info().docs(), "Rings,\nand no more.");
    assert_eq!(named("linked-trap").info().docs(), "Is never built.");
}

/// So a host that only shows its plugins builds none.
#[test]
fn a_report_without_a_discovery_builds_nothing() {
    let pm = PluginManager::new("linked");
    pm.add_hookspecs::<dyn Hooks>();
    let report = pm.report();
    let functions = report.plugins().iter().find(|plugin| plugin.name == "linked_functions");
    assert_eq!(functions.unwrap().description, "Rings, and no more.");
}
