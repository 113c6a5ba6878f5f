//! What was said and changes nothing is a problem of the next discovery.

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;

#[hookspec]
pub trait Hooks {
    fn close(&self);
    fn open(&self);
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Width {
    #[allow(dead_code, reason = "it is only read")]
    width: u32,
}

struct VainDoor;

impl VainDoor {
    fn new(_: Width) -> Self {
        VainDoor
    }
}

#[hookimpl(new = VainDoor::new, config = Width)]
impl Hooks for VainDoor {
    fn open(&self) {}
}

fn house() -> PluginManager {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Hooks>();
    pm
}

fn problems(pm: &PluginManager) -> Vec<String> {
    pm.discover().mistakes().map(|mistake| mistake.to_string()).collect()
}

#[test]
fn a_discovery_without_a_spec() {
    let pm = PluginManager::new("house");
    let [problem] = &problems(&pm)[..] else { panic!("one") };
    assert!(problem.ends_with("call `add_hookspecs` first"), "{problem}");
    assert!(pm.report().problems()[0].ends_with("call `add_hookspecs` first"));
    // What the host registers or blocks does not make it a better one.
    pm.register_as("cook", Plugin::new(1)).unwrap();
    pm.block("vain-door");
    assert_eq!(problems(&pm), [&**problem]);
    pm.unblock("vain-door");
    pm.add_hookspecs::<dyn Hooks>();
    assert_eq!(problems(&pm), [""; 0]);
}

#[test]
fn a_linked_plugin_that_is_registered_as_a_value() {
    let pm = house();
    pm.register(Plugin::new(VainDoor)).unwrap();
    let [problem] = &problems(&pm)[..] else { panic!("one") };
    let start =
        "the plugin vain-door is registered without its hooks of `dyn behaviours::vain::Hooks`";
    assert!(problem.starts_with(start), "{problem}");
    assert_eq!(pm.report().problems(), [&**problem]);
    pm.unregister("vain-door");
    assert_eq!(pm.report().problems(), [""; 0]);
    // It has them, or nobody asks for them.
    let pm = house();
    pm.register(Plugin::new(VainDoor).with::<dyn Hooks>()).unwrap();
    assert_eq!(problems(&pm), [""; 0]);
    let pm = house();
    pm.register_as("vain-door", Plugin::new(1)).unwrap();
    assert_eq!(problems(&pm), [""; 0]);
}

mod optional {
    use super::*;

    /// The second is of a version to come.
    struct Shutter;

    #[hookimpl(manual)]
    impl Hooks for Shutter {
        #[hookimpl(optionalhook)]
        fn clsoe(&self) {}

        #[hookimpl(optionalhook)]
        fn lock_for_the_night(&self) {}

        #[hookimpl(optionalhook)]
        fn open(&self) {}
    }

    #[test]
    fn an_optional_hook_that_is_nearly_one_of_the_hosts() {
        let pm = house();
        pm.register(Shutter).unwrap();
        let [problem] = &problems(&pm)[..] else { panic!("one") };
        let start = "no linked version of the host has the optional hook `clsoe` of the plugin \
                     shutter (pluggy-tests ";
        assert!(problem.starts_with(start), "{problem}");
        assert!(problem.ends_with(": did you mean `close`?"), "{problem}");
        assert!(pm.discover().strict().is_err());
    }

    /// It may be of a version to come: that is told, and no mistake.
    #[test]
    fn an_optional_hook_that_is_like_no_other() {
        let pm = house();
        pm.register(Shutter).unwrap();
        let report = pm.discover();
        let [_, problem] = report.problems() else { panic!("two") };
        let problem = problem.to_string();
        assert!(problem.contains("has the optional hook `lock_for_the_night`"), "{problem}");
        let remedy = ": nobody calls it; to have it called, link a version of the host that has it";
        assert!(problem.ends_with(remedy), "{problem}");
        assert!(pm.report().problems().contains(&problem));
    }
}

#[test]
fn a_blocked_name_that_is_nearly_a_plugins() {
    let pm = house();
    pm.block("vain-dor");
    pm.block("of-a-plugin-to-come");
    assert_eq!(
        problems(&pm),
        ["the host blocks `vain-dor`, and no plugin is called so: did you mean `vain-door`?"],
    );
    assert!(pm.discover().strict().is_err());
}

/// Others may link a plugin of that name: it is told, and no mistake.
#[test]
fn a_blocked_name_that_is_like_no_other() {
    let pm = house();
    pm.block("of-a-plugin-to-come");
    let report = pm.discover().strict().unwrap();
    let [problem] = report.problems() else { panic!("one") };
    let told = "the host blocks `of-a-plugin-to-come`, and no plugin is called so: it keeps a plugin \
                out that is not there";
    assert_eq!(problem.to_string(), told);
    assert!(report.to_string().contains(told));
    assert_eq!(pm.report().problems(), [told]);
    // Somebody tries to register it.
    pm.register_as("of-a-plugin-to-come", Plugin::new(1)).unwrap();
    assert!(pm.discover().problems().is_empty());
}

/// A report tells what is so now, not what was when plugins were discovered.
#[test]
fn a_name_that_is_blocked_after_the_discovery() {
    let pm = house();
    pm.block("vain-dor");
    let told = "the host blocks `vain-dor`, and no plugin is called so: did you mean `vain-door`?";
    assert_eq!(pm.report().problems(), [told]);
    drop(pm.discover());
    assert_eq!(pm.report().problems(), [told]);
    pm.unblock("vain-dor");
    pm.block("nobody-at-all");
    let report = pm.report();
    let [problem] = report.problems() else { panic!("one") };
    assert!(problem.starts_with("the host blocks `nobody-at-all`"), "{problem}");
}

#[test]
fn names_can_be_checked() {
    let pm = house();
    pm.discover().strict().map(drop).unwrap();
    pm.block("cellar");
    assert!(pm.check_names(["vain-door"]).is_ok());
    assert!(pm.check_names([""; 0]).is_ok());
    let error = pm.check_names(["vain-dor", "vain-door", "nobody-at-all", "cellar"]).unwrap_err();
    assert_eq!(error.names().collect::<Vec<_>>(), ["vain-dor", "nobody-at-all", "cellar"]);
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "some names are no plugin's:");
    assert_eq!(lines[1], "- `vain-dor`: did you mean `vain-door`?");
    assert!(lines[2].starts_with("- `nobody-at-all`: the plugins are "), "{text}");
    assert!(lines[3].starts_with("- `cellar`: the plugins are "), "{text}");
    let error = pm.check_names(["behaviours"]).unwrap_err().to_string();
    assert!(error.contains(": `behaviours` is a package, with the plugins "), "{error}");
    let error = pm.check_names(["vain-dor"]).unwrap_err();
    assert_eq!(error.to_string(), "no plugin is called `vain-dor`: did you mean `vain-door`?");
}

#[test]
fn a_choice_that_comes_after_the_plugins() {
    let pm = house();
    assert_eq!(problems(&pm), [""; 0]);
    pm.select(Selection::new().without("--without", ["vain-door"]));
    let late =
        "`select` came too late: no discovery has come after it; call it before the discovery";
    assert_eq!(pm.report().problems(), [late]);
    let stays = "`select` came too late: `vain-door` is registered, and left out by `vain-door` of \
                 --without; call it before the discovery";
    assert_eq!(problems(&pm), [stays]);
    pm.unregister("vain-door");
    assert_eq!(problems(&pm), [""; 0]);
    assert_eq!(pm.report().problems(), [""; 0]);
}

#[test]
fn a_configuration_that_comes_after_the_plugins() {
    let pm = house();
    assert_eq!(problems(&pm), [""; 0]);
    pm.configure(Config::from_toml("house.toml", "[plugins.vain-door]\nwidth = 3").unwrap());
    assert!(pm.report().problems()[0].starts_with("`configure` came too late: no discovery"));
    let late = "`configure` came too late: `vain-door` was built before, without that section; call \
                it before the discovery";
    assert_eq!(problems(&pm), [late]);
}

/// Its calls answer nothing, which is said where one looks.
#[test]
fn a_relay_that_outlives_its_manager() {
    let pm = house();
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let (close, snapshot) = (hooks.close.without(["nobody"]), hooks.close.snapshot());
    assert!(hooks.close.has_manager() && close.has_manager());
    drop(pm);
    assert!(!hooks.close.has_manager() && !close.has_manager() && snapshot.has_manager());
    assert_eq!(format!("{hooks:?}"), "HookRelay(Hooks, its manager has been dropped)");
    assert!(format!("{:?}", hooks.close).ends_with("has_manager: false }"));
}
