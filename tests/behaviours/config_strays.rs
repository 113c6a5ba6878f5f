//! What stands beside the table of plugins, and looks as if it were meant for them, is
//! said.

use pluggy_core::{Config, PluginManager, Selection, hookimpl, hookspec};
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

struct StrayDoor;

impl StrayDoor {
    fn new(_: DoorConfig) -> Self {
        StrayDoor
    }
}

#[hookimpl(new = StrayDoor::new, config = DoorConfig)]
impl Hooks for StrayDoor {
    fn close(&self) {}
}

#[derive(Default)]
struct StrayWall;

#[hookimpl]
impl Hooks for StrayWall {
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
fn a_section_that_is_not_among_those_of_plugins() {
    for (text, place, is, meant) in [
        ("[stray-door]\nwidth = 3", "1:1", "stray-door", "plugins.stray-door"),
        ("[plugin.stray-door]\nwidth = 3", "1:9", "plugin.stray-door", "plugins.stray-door"),
        ("\n[Plugins.stray-door]", "2:10", "Plugins.stray-door", "plugins.stray-door"),
        ("[plugins]\n[stray-door]", "2:1", "stray-door", "plugins.stray-door"),
        ("[plugnis]\nwithout = 'a'", "1:1", "plugnis", "plugins"),
        ("[satry-door]\nwidth = 3", "1:1", "satry-door", "plugins.stray-door"),
        ("[plugin.satry-door]\nwidth = 3", "1:9", "plugin.satry-door", "plugins.stray-door"),
        ("[plugin]\n", "1:1", "plugin", "plugins"),
        ("[Plugins.cellar]\n", "1:10", "Plugins", "plugins"),
        ("[[stray-door]]\nwidth = 3", "1:1", "stray-door", "plugins.stray-door"),
        ("[[plugin]]\nname = 'a'", "1:1", "plugin", "plugins"),
        ("['plugins.stray-door']", "1:1", "\"plugins.stray-door\"", "plugins.stray-door"),
        ("[plugin-stray-door]", "1:1", "plugin-stray-door", "plugins.stray-door"),
        ("[house.plugins.stray-door]", "1:1", "house.plugins.stray-door", "plugins.stray-door"),
        ("[a.b.plugin.stray-dor]", "1:1", "a.b.plugin.stray-dor", "plugins.stray-door"),
        ("[house.plugins]\nonly = 'a'", "1:1", "house.plugins", "plugins"),
    ] {
        let [problem] = &with(&toml(text))[..] else { panic!("{text}") };
        let line = place.split(':').next().unwrap();
        assert!(problem.starts_with(&format!("house.toml:{line}:")), "{problem}");
        let end = format!("`[{is}]` is read by nobody: did you mean `[{meant}]`?");
        assert!(problem.ends_with(&end), "{problem}");
    }
}

/// A selector that stands before the table of plugins is not in it.
#[test]
fn a_choice_of_plugins_that_is_not_in_their_table() {
    for key in ["only", "with", "without", "order"] {
        let config = toml(&format!("{key} = ['stray-wall']\n[plugins]\n"));
        let problem = format!(
            "house.toml:1:1: `{key}` is read by nobody: to choose plugins, write `{key}` in `[plugins]`"
        );
        assert_eq!(with(&config), [&*problem]);
        // Also where the host gives it to `select` alone.
        let pm = house();
        pm.select(Selection::new().config(&config));
        assert_eq!(problems(&pm), [problem]);
        config.get::<Vec<String>>(key).unwrap();
        assert_eq!(with(&config), [""; 0]);
    }
    assert_eq!(with(&toml("with = 3\nonly = true\nwithout = [1]\nwidth = 'a'")), [""; 0]);
}

#[test]
fn what_the_host_reads_is_the_hosts() {
    let text = "[stray-door]\nwidth = 3\n[plugin]\nwith = 1\n[server]\n[satry-wall]\n[wall]\n";
    let config = toml(text);
    config.get::<serde_json::Value>("satry-wall").unwrap();
    config.get::<DoorConfig>("stray-door").unwrap();
    config.get::<u8>("plugin.with").unwrap();
    assert_eq!(with(&config), [""; 0]);
}

#[test]
fn each_of_several_sections_is_said() {
    let text =
        "[plugin]\nonly = ['a']\n[plugin.stray-wall]\n[plugin.cellar]\n[plugin.stray-door]\n";
    let told = [(3, "stray-wall"), (5, "stray-door")].map(|(line, plugin)| {
        format!(
            "house.toml:{line}:1: `[plugin.{plugin}]` is read by nobody: did you mean \
             `[plugins.{plugin}]`?"
        )
    });
    assert_eq!(with(&toml(text)), told);
}

/// A key that is nearly such a selector is one where it names a plugin.
#[test]
fn a_choice_of_plugins_that_is_nearly_one() {
    for (text, key, meant) in [
        ("onyl = ['stray-wall']", "onyl", "only"),
        ("Without = 'stray-*'", "Without", "without"),
        ("wihtout = ['cellar', 'stray-door']", "wihtout", "without"),
    ] {
        let told = format!(
            "house.toml:1:1: `{key}` is read by nobody: to choose plugins, write `{meant}` in \
             `[plugins]`"
        );
        assert_eq!(with(&toml(text)), [told]);
    }
    assert_eq!(with(&toml("odor = 'fresh'\nwidth = ['narrow']\nonce = 'a'")), [""; 0]);
}

/// Whoever has read other programs' manuals looks for `plugins`.
#[test]
fn plugins_may_have_another_table() {
    let read = |text| Config::under("rules").from_toml("lint.toml", text).unwrap();
    let meant = "is read by nobody: did you mean `[rules.stray-door]`?";
    for (text, is) in [
        ("[plugins.stray-door]", "plugins.stray-door"),
        ("[rule.stray-door]", "rule.stray-door"),
        ("[lint.rules.stray-door]", "lint.rules.stray-door"),
        ("[lint.plugins.stray-door]", "lint.plugins.stray-door"),
    ] {
        let [told] = &with(&read(text))[..] else { panic!("{text}") };
        assert!(told.ends_with(&format!("`[{is}]` {meant}")), "{told}");
    }
    let read = |text| Config::under("tool.house").from_toml("shared.toml", text).unwrap();
    for (text, is) in [
        ("[tool.huose.stray-door]", "tool.huose.stray-door"),
        ("[house.stray-door]", "house.stray-door"),
        ("[plugins.stray-door]", "plugins.stray-door"),
    ] {
        let [told] = &with(&read(text))[..] else { panic!("{text}") };
        let meant = "is read by nobody: did you mean `[tool.house.stray-door]`?";
        assert!(told.ends_with(&format!("`[{is}]` {meant}")), "{told}");
    }
}

/// What only has such a name may be anybody's.
#[test]
fn tables_of_plugins_of_others() {
    let text = "[editor.plugins.vim]\nkeys = 3\n[server.stray-door]\n[routes.only]\n[cupboard]\nplugins = 3";
    assert_eq!(with(&toml(text)), [""; 0]);
    let config = toml("[editor.plugins.stray-door]\nwidth = 3");
    config.get::<serde_json::Value>("editor").unwrap();
    assert_eq!(with(&config), [""; 0]);
}

/// In a document that many programs share, a table may be another program's.
#[test]
fn a_table_of_another_program_may_be_called_nearly_like_a_plugin() {
    let config = Config::under("tool.house");
    let config = config.from_toml("shared.toml", "[satry-wall]\n[tool.house.stray-door]\n");
    assert_eq!(with(&config.unwrap()), [""; 0]);
}
