//! A host that can't do without a plugin can't do with one that is not configured as
//! its user wrote.

use pluggy_core::{Config, DiscoveryReport, Plugin, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;

#[hookspec]
pub trait Gate {
    fn admit(&self) -> bool;
}

#[derive(Default, Deserialize)]
#[serde(default)] // nothing is refused
struct PorterConfig {
    #[allow(dead_code, reason = "it is only read")]
    width: u32,
}

struct StrictPorter;

impl StrictPorter {
    fn new(_: PorterConfig) -> Self {
        StrictPorter
    }
}

#[hookimpl(new = StrictPorter::new, config = PorterConfig)]
impl Gate for StrictPorter {
    fn admit(&self) -> bool {
        false
    }
}

#[derive(Default)]
struct StrictFence;

#[hookimpl]
impl Gate for StrictFence {
    fn admit(&self) -> bool {
        true
    }
}

fn toml(text: &str) -> Config {
    Config::from_toml("gate.toml", text).unwrap()
}

fn gate(essential: &[&str]) -> (PluginManager, Selection) {
    let pm = PluginManager::new("gate");
    pm.add_hookspecs::<dyn Gate>();
    (pm, Selection::new().essential(essential))
}

/// What a discovery says under this configuration, for a host that can't do without
/// these.
fn told(text: &str, essential: &[&str]) -> Result<DiscoveryReport, String> {
    let (pm, selection) = gate(essential);
    let config = toml(text);
    pm.select(selection.config(&config));
    pm.configure(config);
    pm.discover().essential().map_err(|error| error.to_string())
}

#[test]
fn what_is_written_for_it_is_read() {
    for text in [
        "[plugins.strict-porter]\nwdith = 3",
        "[strict-porter]\nwidth = 3",
        "[strict-proter]\nwidth = 3",
        "[plugin.strict-porter]\nwidth = 3",
        "[plugins.strict-proter]\nwidth = 3",
        "[plugins.strict-porter]\nwidth = 3\n[plugins.strict-fence]\nwidth = 3",
        "[plugin.a-fence]\n[plugin.stray-wall]\n[plugin.strict-porter]\nwidth = 3",
    ] {
        let error = told(text, &["strict-porter", "strict-fence"]).unwrap_err();
        assert!(error.starts_with("gate.toml:"), "{error}");
        assert!(told(text, &[]).is_ok(), "{text}");
    }
}

#[test]
fn what_may_be_anybodys_is_no_error() {
    let text = "[plugins.strict-porter]\nwidth = 3\n[strict-proter]\n[plugins.cellar]\n";
    assert_eq!(told(text, &["strict-porter"]).unwrap().problems().len(), 2);
}

#[test]
fn a_configuration_that_only_chooses_is_an_error() {
    let config = toml("[plugins.strict-porter]\nwidth = 3");
    for (essential, is_sound) in [("strict-porter", false), ("strict-fence", true)] {
        let (pm, selection) = gate(&[essential]);
        pm.select(selection.config(&config));
        assert_eq!(pm.discover().essential().is_ok(), is_sound);
    }
}

#[test]
fn a_configuration_that_comes_too_late_is_an_error() {
    for (essential, is_sound) in [("strict-porter", false), ("strict-fence", true)] {
        let (pm, selection) = gate(&[essential]);
        pm.select(selection);
        pm.discover().essential().map(drop).unwrap();
        pm.configure(toml("[plugins.strict-porter]\nwidth = 3"));
        assert_eq!(pm.discover().essential().is_ok(), is_sound);
    }
}

#[test]
fn a_section_that_the_host_does_not_read_is_an_error() {
    let config = toml("[plugins.watchman]\nwidth = 3");
    let (pm, selection) = gate(&["watchman"]);
    pm.select(selection);
    pm.configure(config.clone());
    pm.register_as("watchman", Plugin::new(1)).unwrap();
    let error = pm.discover().essential().unwrap_err().to_string();
    assert!(error.starts_with("gate.toml:1:1: `[plugins.watchman]` is read by nobody"), "{error}");
    config.section::<PorterConfig>("watchman").unwrap();
    pm.discover().essential().map(drop).unwrap();
}
