//! A key in a plugin's section that its type neither asks for nor refuses is said.

use std::collections::BTreeMap;

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[hookspec]
pub trait Hooks {
    fn open(&self) -> u32;
}

#[derive(Default, Deserialize)]
#[serde(default)] // nothing is refused
#[allow(dead_code, reason = "most is only read")]
struct DoorConfig {
    width: u32,
    lock: Option<Lock>,
    bells: Vec<Bell>,
    kind: Kind,
    colours: BTreeMap<String, String>,
    /// Is there to be left out.
    comment: IgnoredAny,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only read")]
struct Lock {
    keys: u32,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only read")]
struct Bell {
    tone: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code, reason = "it is only read")]
enum Kind {
    #[default]
    Plain,
    Sliding {
        rails: u32,
    },
    Turning(Lock),
}

struct LaxDoor(DoorConfig);

impl LaxDoor {
    fn new(config: DoorConfig) -> Self {
        LaxDoor(config)
    }
}

#[hookimpl(new = LaxDoor::new, config = DoorConfig)]
impl Hooks for LaxDoor {
    fn open(&self) -> u32 {
        self.0.width
    }
}

fn toml(text: &str) -> Config {
    Config::from_toml("house.toml", text).unwrap()
}

fn house(config: &Config, selection: Selection) -> PluginManager {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(selection.config(config));
    pm.configure(config.clone());
    pm
}

fn problems(config: &Config) -> Vec<String> {
    let pm = house(config, Selection::new());
    pm.discover().mistakes().map(|mistake| mistake.to_string()).collect()
}

#[test]
fn a_key_that_nobody_reads() {
    for (text, told) in [
        ("wdith = 3", "2:1: `plugins.lax-door.wdith` is read by nobody: did you mean `width`?"),
        (
            "width = 3\n[plugins.lax-door.lock]\nkyes = 2\nkeys = 2",
            "4:1: `plugins.lax-door.lock.kyes` is read by nobody: did you mean `keys`?",
        ),
        (
            "bells = [{ tone = 'c' }, { tone = 'd', volume = 3 }]",
            "2:40: `plugins.lax-door.bells[1].volume` is read by nobody: the keys are `tone`",
        ),
        (
            "kind = { turning = { keys = 2, 'a key' = 3 } }",
            "2:32: `plugins.lax-door.kind.turning.\"a key\"` is read by nobody: the keys are `keys`",
        ),
    ] {
        let config = toml(&format!("[plugins.lax-door]\n{text}"));
        assert_eq!(problems(&config), [format!("house.toml:{told}")]);
    }
}

#[test]
fn what_is_asked_for_is_read() {
    let text = "width = 3\ncomment = { any = ['thing'] }\ncolours.any = 'thing'\n";
    assert_eq!(problems(&toml(&format!("[plugins.lax-door]\n{text}"))), [""; 0]);
}

#[test]
fn a_value_tells_no_line() {
    let kind = serde_json::json!({ "sliding": { "rails": 2, "rials": 3 } });
    let value = serde_json::json!({ "plugins": { "lax-door": { "wdith": 3, "kind": kind } } });
    let config = Config::from_value("house.json", value).unwrap();
    let told = [
        "house.json: `plugins.lax-door.kind.sliding.rials` is read by nobody: did you mean `rails`?",
        "house.json: `plugins.lax-door.wdith` is read by nobody: did you mean `width`?",
    ];
    assert_eq!(problems(&config), told);
}

/// What one reader leaves out may be for another.
#[test]
fn several_may_read_a_section() {
    #[derive(Deserialize)]
    #[allow(dead_code, reason = "it is only read")]
    struct Enabled {
        enabled: bool,
        lock: Option<BTreeMap<String, u32>>,
    }
    let text =
        "[plugins.lax-door]\nenabled = true\nwidth = 3\nlock = { keys = 1, spare = 2 }\nx = 1";
    let config = toml(text);
    config.section::<Enabled>("lax-door").unwrap();
    let [problem] = &problems(&config)[..] else { panic!("one") };
    assert!(problem.starts_with("house.toml:5:1: `plugins.lax-door.x` is read by nobody"));
    config.get::<u32>("plugins.lax-door.x").unwrap();
    assert_eq!(problems(&config), [""; 0]);
}

#[test]
fn the_host_may_read_a_section_for_a_plugin_of_its_own() {
    let config = toml("[plugins.cook]\nkeys = 3\nkyes = 4");
    let pm = house(&config, Selection::new());
    pm.register_as("cook", Plugin::new(1)).unwrap();
    config.section::<Lock>("cook").unwrap();
    let report = pm.discover();
    let [problem] = report.problems() else { panic!("one") };
    let told = "house.toml:3:1: `plugins.cook.kyes` is read by nobody: did you mean `keys`?";
    assert_eq!(problem.to_string(), told);
}
