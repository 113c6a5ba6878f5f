//! What stands in a configuration and is read by nobody is said.

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;

#[hookspec]
pub trait Hooks {
    fn close(&self);
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DoorConfig {
    #[allow(dead_code, reason = "it is only read")]
    width: u32,
}

struct UnreadDoor;

impl UnreadDoor {
    fn new(_: DoorConfig) -> Self {
        UnreadDoor
    }
}

#[hookimpl(new = UnreadDoor::new, config = DoorConfig)]
impl Hooks for UnreadDoor {
    fn close(&self) {}
}

#[derive(Deserialize)]
struct Nothing;

struct UnreadLatch;

impl UnreadLatch {
    fn new(_: Nothing) -> Self {
        UnreadLatch
    }
}

#[hookimpl(new = UnreadLatch::new, config = Nothing)]
impl Hooks for UnreadLatch {
    fn close(&self) {}
}

#[derive(Default)]
struct UnreadWall;

#[hookimpl]
impl Hooks for UnreadWall {
    fn close(&self) {}
}

fn house() -> PluginManager {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Hooks>();
    pm
}

fn toml(text: &str) -> Config {
    Config::from_toml("house.toml", text).unwrap()
}

fn problems(pm: &PluginManager) -> Vec<String> {
    pm.discover().mistakes().map(|mistake| mistake.to_string()).collect()
}

fn with(config: &Config) -> Vec<String> {
    let pm = house();
    pm.select(Selection::new().config(config));
    pm.configure(config.clone());
    problems(&pm)
}

#[test]
fn a_section_of_a_plugin_that_the_host_registered() {
    let config = toml("[plugins.cook]\nseats = 3");
    let pm = house();
    pm.register_as("cook", Plugin::new(1)).unwrap();
    pm.configure(config.clone());
    let [problem] = &problems(&pm)[..] else { panic!("one") };
    assert!(
        problem.starts_with("house.toml:1:1: `[plugins.cook]` is read by nobody: "),
        "{problem}"
    );
    config.section::<serde_json::Value>("cook").unwrap();
    assert_eq!(problems(&pm), [""; 0]);
}

/// Whatever it is called to which the host gives it.
#[test]
fn a_section_that_the_host_has_read_is_for_somebody() {
    let config = toml("[plugins.kitchen]\nseats = 3\n[plugins.cellar]\nshelves = 1");
    config.section::<serde_json::Value>("kitchen").unwrap();
    let [problem] = &with(&config)[..] else { panic!("one") };
    assert!(
        problem.starts_with("house.toml:3:1: `[plugins.cellar]` is for no plugin: "),
        "{problem}"
    );
    config.get::<u32>("plugins.cellar.shelves").unwrap();
    assert_eq!(with(&config), [""; 0]);
    // The plugin itself takes none.
    let config = toml("[plugins.unread-wall]\nis-painted = true");
    assert_eq!(with(&config).len(), 1);
    config.get::<bool>("plugins.unread-wall.is-painted").unwrap();
    assert_eq!(with(&config), [""; 0]);
}

#[test]
fn a_configuration_that_only_chooses() {
    let config = toml("[plugins]\nwithout = 'unread-wall'\n[plugins.unread-door]\nwidth = 3");
    let pm = house();
    pm.select(Selection::new().config(&config));
    assert_eq!(
        problems(&pm),
        [
            "house.toml: its sections are read by nobody: the host must give it to `configure`, not to \
          `select` alone"
        ],
    );
    assert_eq!(with(&config), [""; 0]);
    // A host that builds all by hand reads them by hand.
    config.section::<DoorConfig>("unread-door").unwrap();
    let pm = house();
    pm.select(Selection::new().config(&config));
    assert_eq!(problems(&pm), [""; 0]);
}

#[test]
fn a_configuration_that_only_configures() {
    let config = toml("[plugins]\nwithout = 'unread-wall'\n[plugins.unread-door]\nwidth = 3");
    let pm = house();
    pm.configure(config.clone());
    assert_eq!(
        problems(&pm),
        [
            "house.toml: what `[plugins]` chooses has no effect: the host must give it to `select`, by \
          `Selection::config`, not to `configure` alone"
        ],
    );
    assert!(pm.has_plugin("unread-wall"));
    assert_eq!(with(&config), [""; 0]);
}

/// There is nothing to read, and nothing to say.
#[test]
fn an_empty_section_is_for_any_plugin() {
    assert_eq!(with(&toml("[plugins.unread-wall]\n[plugins.unread-latch]")), [""; 0]);
    let [problem] = &with(&toml("[plugins.unread-wall]\nwidth = 3"))[..] else { panic!("one") };
    assert!(problem.contains("takes no configuration; remove the section"), "{problem}");
    let [problem] = &with(&toml("[plugins.unread-latch]\nwidth = 3"))[..] else { panic!("one") };
    assert!(problem.contains("invalid type: map, expected unit struct Nothing"), "{problem}");
}

#[test]
fn remedies_name_the_table_that_the_host_chose() {
    let config =
        Config::under("config").from_toml("lint.toml", "[config.unread-dor]\n[unread-door]");
    let expected = [
        "lint.toml:1:9: `[config.unread-dor]` is for no plugin: did you mean `unread-door`?",
        "lint.toml:2:1: `[unread-door]` is read by nobody: did you mean \
         `[config.unread-door]`?",
    ];
    let problems = with(&config.unwrap());
    for (problem, expected) in problems.iter().zip(expected) {
        assert_eq!(problem.split_once(": ").unwrap().1, expected.split_once(": ").unwrap().1);
    }
    assert_eq!(problems.len(), 2);
}
