//! What a second `select` or `configure` takes back is said, where no discovery has
//! come between.

use pluggy_core::{Config, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;

#[hookspec]
pub trait Gate {
    fn admit(&self) -> bool;
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Width {
    #[allow(dead_code, reason = "it is only read")]
    width: u32,
}

struct ChosenDoor;

impl ChosenDoor {
    fn new(_: Width) -> Self {
        ChosenDoor
    }
}

#[hookimpl(new = ChosenDoor::new, config = Width)]
impl Gate for ChosenDoor {
    fn admit(&self) -> bool {
        true
    }
}

fn gate() -> PluginManager {
    let pm = PluginManager::new("gate");
    pm.add_hookspecs::<dyn Gate>();
    pm
}

fn essential() -> Selection {
    Selection::new().essential(["chosen-door"])
}

fn problems(pm: &PluginManager) -> Vec<String> {
    pm.discover().mistakes().map(|mistake| mistake.to_string()).collect()
}

/// A host that names it essential can't do without it, whatever it selects next.
#[test]
fn who_is_essential_no_more() {
    let pm = gate();
    pm.select(essential());
    pm.select(Selection::new().without("--without", ["chosen-door"]));
    let error = pm.discover().essential().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`select` came again before the discovery, and the last call counts alone: `chosen-door` is \
         not essential any more; give one `Selection` with all",
    );
    // The next discovery knows what it was asked.
    assert!(pm.discover().essential().is_ok());
}

#[test]
fn who_is_essential_still_or_again() {
    let pm = gate();
    pm.select(essential());
    pm.select(essential().list("GATE", "chosen-*"));
    assert_eq!(problems(&pm), [""; 0]);
    pm.select(Selection::new());
    assert_eq!(problems(&pm), [""; 0]);
    // Without an essential plugin nothing is lost that another choice may not replace.
    pm.select(Selection::new().without("--without", ["chosen-door"]));
    pm.select(Selection::new());
    assert_eq!(problems(&pm), [""; 0]);
}

#[test]
fn a_configuration_that_another_replaced() {
    let read = |file: &str, text| Config::from_toml(file, text).unwrap();
    let user = read("user.toml", "[plugins.chosen-door]\nwidth = 3");
    let project = read("project.toml", "");
    let told = "`configure` came again before the discovery, and the last call counts alone: \
                `[plugins.chosen-door]` of user.toml is read by nobody; make one configuration of both";
    // Whether both choose plugins, or none.
    for selection in [Selection::new(), Selection::new().config(&user).config(&project)] {
        let pm = gate();
        pm.select(selection);
        pm.configure(user.clone());
        pm.configure(project.clone());
        assert_eq!(problems(&pm), [told]);
    }
    let pm = gate();
    pm.select(essential());
    pm.configure(user.clone());
    pm.configure(project.clone());
    assert_eq!(pm.discover().essential().unwrap_err().to_string(), told);
    // The other has the section, too; or a discovery came between.
    let pm = gate();
    pm.configure(user.clone());
    pm.configure(read("project.toml", "[plugins.chosen-door]\nwidth = 4"));
    assert_eq!(problems(&pm), [""; 0]);
    pm.unregister("chosen-door");
    pm.configure(project);
    assert_eq!(problems(&pm), [""; 0]);
}
