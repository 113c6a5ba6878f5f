//! What a report says of a plugin, whatever becomes of it.

use pluggy_core::{
    Plugin, PluginManager, PluginReport, PluginStatus, Registration, Selection, hookimpl,
};

use crate::kitchen::{Butler, Cellar, Kitchen, closed, open};

fn of(pm: &PluginManager, name: &str) -> Vec<PluginReport> {
    let plugins = pm.report().plugins().to_vec();
    plugins.into_iter().filter(|plugin| plugin.name == name).collect()
}

fn statuses(pm: &PluginManager, name: &str) -> Vec<PluginStatus> {
    of(pm, name).into_iter().map(|plugin| plugin.status).collect()
}

#[test]
fn a_linked_plugin_comes_and_goes() {
    let pm = PluginManager::new("kitchen");
    let [PluginStatus::NoSpec { specs, .. }] = &statuses(&pm, "chef")[..] else {
        panic!("{}", pm.report())
    };
    assert_eq!(specs[..], ["report::kitchen::Kitchen"]);
    pm.add_hookspecs::<dyn Kitchen>();
    assert_eq!(statuses(&pm, "chef"), [PluginStatus::NotDiscovered]);
    drop(pm.discover());
    assert_eq!(statuses(&pm, "chef"), [PluginStatus::Registered]);
    pm.unregister("chef").unwrap();
    assert_eq!(statuses(&pm, "chef"), [PluginStatus::NotDiscovered]);
    pm.block("chef");
    assert_eq!(statuses(&pm, "chef"), [PluginStatus::Blocked]);
}

#[test]
fn a_failure_is_the_last_discoverys() {
    let pm = open();
    let reason = closed().discover().failed()[0].kind().to_string();
    assert!(reason.contains("the oven is cold"), "{reason}");
    let [PluginStatus::Failed { reason: said, .. }] = &statuses(&pm, "baker")[..] else {
        panic!("{}", pm.report())
    };
    assert_eq!(*said, reason);
    pm.select(Selection::new().only("--only", ["chef"]));
    let [PluginStatus::NotSelected { reason, .. }] = &statuses(&pm, "baker")[..] else {
        panic!("{}", pm.report())
    };
    assert_eq!(reason, "others are chosen by --only");
    drop(pm.discover());
    pm.select(Selection::new());
    assert_eq!(statuses(&pm, "baker"), [PluginStatus::NotDiscovered]);
}

struct Manual;

/// By hand.
#[hookimpl(manual)]
impl Cellar for Manual {
    fn fetch(&self) {}
}

#[test]
fn a_plugin_of_the_hosts_that_was_not_let_in_is_there() {
    let pm = closed();
    pm.block("manual");
    assert_eq!(pm.register(Manual).unwrap(), Registration::Blocked("manual".into()));
    let [manual] = &of(&pm, "manual")[..] else { panic!("{}", pm.report()) };
    assert_eq!(manual.status, PluginStatus::Blocked);
    assert_eq!((&*manual.description, manual.module), ("By hand.", Some(module_path!())));
    pm.unblock("manual");
    assert_eq!(statuses(&pm, "manual"), []);
    pm.register(Manual).unwrap();
    let [manual] = &of(&pm, "manual")[..] else { panic!("{}", pm.report()) };
    assert_eq!(manual.status, PluginStatus::Registered);
    assert_eq!(manual.hooks, ["fetch"]);
}

/// Once, whoever registered it and whether its spec is there.
#[test]
fn a_linked_plugin_that_is_registered_by_hand_is_one() {
    let pm = closed();
    pm.register(Butler).unwrap();
    assert_eq!(statuses(&pm, "butler"), [PluginStatus::Registered]);
    pm.add_hookspecs::<dyn Cellar>();
    assert_eq!(statuses(&pm, "butler"), [PluginStatus::Registered]);
    pm.register_as("second", Plugin::new(Butler).with::<dyn Cellar>()).unwrap();
    assert_eq!(statuses(&pm, "second"), [PluginStatus::Registered]);
}

#[test]
fn a_plugin_has_its_place() {
    let pm = closed();
    pm.register(Manual).unwrap();
    let [manual] = &of(&pm, "manual")[..] else { panic!("{}", pm.report()) };
    let [info] = &pm.plugins()[..] else { panic!("{pm:?}") };
    assert_eq!(manual.location, info.location());
    assert_eq!((manual.package, manual.version), (info.package(), info.version()));
}

#[test]
fn a_report_stays_as_it_was() {
    let pm = open();
    let report = pm.report();
    let before = report.to_string();
    drop(pm);
    assert_eq!(report.clone().to_string(), before);
    assert_eq!((report.host(), report.problems().len()), ("kitchen", 2));
}
