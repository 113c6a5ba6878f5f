//! A plugin's constructor receives its section of the configuration.

use pluggy_core::{
    Config, Plugin, PluginErrorKind, PluginManager, Problem, Selection, hookimpl, hookspec,
};
use serde::Deserialize;

#[hookspec]
pub trait Hooks {
    fn say(&self) -> String;
}

/// With a `Default`, which is not that of its fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordConfig {
    word: String,
    #[serde(default)]
    times: u32,
}

impl Default for WordConfig {
    fn default() -> Self {
        WordConfig { word: "nothing".into(), times: 1 }
    }
}

struct ConfigWord(WordConfig);

impl ConfigWord {
    fn new(config: WordConfig) -> Result<Self, String> {
        if config.times > 9 { Err("too often".into()) } else { Ok(ConfigWord(config)) }
    }
}

#[hookimpl(new = ConfigWord::new, config = WordConfig)]
impl Hooks for ConfigWord {
    fn say(&self) -> String {
        format!("{} x {}", self.0.word, self.0.times)
    }
}

/// Without a `Default`.
#[derive(Deserialize)]
struct KeyConfig {
    key: String,
}

struct ConfigKey(KeyConfig);

impl ConfigKey {
    fn new(config: KeyConfig) -> Self {
        ConfigKey(config)
    }
}

#[hookimpl(config = KeyConfig, new = ConfigKey::new)]
impl Hooks for ConfigKey {
    fn say(&self) -> String {
        self.0.key.clone()
    }
}

/// Without a `Default` of its type, but with one of each field.
#[derive(Deserialize)]
struct LevelConfig {
    #[serde(default)]
    level: u32,
}

struct ConfigLevel(LevelConfig);

impl ConfigLevel {
    fn new(config: LevelConfig) -> Self {
        ConfigLevel(config)
    }
}

#[hookimpl(new = ConfigLevel::new, config = LevelConfig)]
impl Hooks for ConfigLevel {
    fn say(&self) -> String {
        self.0.level.to_string()
    }
}

/// A plugin that takes no configuration.
#[derive(Default)]
struct ConfigNone;

#[hookimpl]
impl Hooks for ConfigNone {
    /// Not in this build.
    #[cfg(any())]
    fn say(&self) -> String {
        String::new()
    }
}

fn toml(text: &str) -> Config {
    Config::from_toml("tests.toml", text).unwrap()
}

/// What the plugins say, and what went wrong.
fn with(config: Config) -> (Vec<String>, Vec<String>) {
    let pm = PluginManager::new("configuration");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.configure(config);
    let report = pm.discover();
    let failed = report.failed().iter().map(ToString::to_string);
    let problems = report.problems().iter().map(ToString::to_string);
    (hooks.say.call_all(), failed.chain(problems).collect())
}

const KEY: &str = "[plugins.config-key]\nkey = 'k'\n";

#[test]
fn a_constructor_receives_its_section() {
    let config =
        "[plugins.config-word]\nword = 'spam'\ntimes = 3\n[plugins.config-level]\nlevel = 4";
    assert_eq!(
        with(toml(&format!("{KEY}{config}"))),
        (vec!["k".into(), "4".into(), "spam x 3".into()], vec![])
    );
}

#[test]
fn a_value_of_another_format_will_do() {
    let config = serde_json::json!({
        "plugins": { "config-key": { "key": "k" }, "config-word": { "word": "spam" } },
    });
    let config = Config::from_value("tests.json", config).unwrap();
    assert_eq!(with(config), (vec!["k".into(), "0".into(), "spam x 0".into()], vec![]));
}

#[test]
fn a_missing_section_is_the_default_of_the_type() {
    assert_eq!(with(toml(KEY)), (vec!["k".into(), "0".into(), "nothing x 1".into()], vec![]));
}

#[test]
fn a_missing_section_without_a_default_is_an_empty_one() {
    let pm = PluginManager::new("configuration");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let report = pm.discover();
    let [error] = report.failed() else { panic!("{report}") };
    let PluginErrorKind::Config(config) = error.kind() else { panic!("{error}") };
    assert_eq!(error.plugin(), "config-key");
    assert!(config.message().contains("missing field `key`"), "{config}");
    assert_eq!(hooks.say.call_all(), ["0", "nothing x 1"]);
}

#[test]
fn a_wrong_section_is_the_failure_of_its_plugin_alone() {
    let (said, [error]) = with_one(&format!("{KEY}[plugins.config-word]\nword = 3\n"));
    assert_eq!(said, ["k", "0"]);
    assert!(error.starts_with("plugin `config-word` of pluggy-tests 0.1.0 ("), "{error}");
    assert!(
        error.ends_with(
            " was not registered: tests.toml:4:8: `plugins.config-word.word`: invalid type: \
             integer `3`, expected a string"
        ),
        "{error}"
    );
    let (_, [error]) = with_one(&format!("{KEY}[plugins.config-word]\nwordd = 'spam'\n"));
    let end = "tests.toml:4:1: `plugins.config-word.wordd`: unknown field `wordd`, expected \
               `word` or `times`";
    assert!(error.ends_with(end), "{error}");
}

fn with_one(text: &str) -> (Vec<String>, [String; 1]) {
    let (said, mistakes) = with(toml(text));
    (said, mistakes.try_into().unwrap())
}

#[test]
fn a_constructor_may_refuse_what_its_type_allows() {
    let (said, [error]) =
        with_one(&format!("{KEY}[plugins.config-word]\nword = 'spam'\ntimes = 10\n"));
    assert_eq!(said, ["k", "0"]);
    assert!(error.contains("its constructor failed: too often; "), "{error}");
}

#[test]
fn a_section_for_no_plugin_is_reported_with_the_nearest_name() {
    let (said, [problem]) = with_one(&format!("{KEY}[plugins.config-wodr]\nword = 'spam'\n"));
    assert_eq!(said, ["k", "0", "nothing x 1"]);
    assert_eq!(
        problem,
        "tests.toml:3:1: `[plugins.config-wodr]` is for no plugin: did you mean `config-word`?"
    );
}

#[test]
fn what_is_neither_a_section_nor_a_choice_is_reported() {
    let config = "[plugins]\nexclude = ['config-word']\n[plugins.config-key]\nkey = 'k'\n";
    let (said, [problem]) = with_one(config);
    assert_eq!(said, ["k", "0", "nothing x 1"]);
    assert_eq!(
        problem,
        "tests.toml:2:1: `[plugins.exclude]` is for no plugin: plugins are chosen by `only`, \
         `with` and `without`, ordered by `order`, and configured by tables"
    );
}

#[test]
fn a_section_for_a_plugin_that_takes_none_is_reported() {
    let (_, [problem]) = with_one(&format!("{KEY}[plugins.config-none]\nword = 'spam'\n"));
    let start = "tests.toml:3:1: `[plugins.config-none]` has no effect: the plugin config-none (";
    let end = ") takes no configuration; remove the section";
    assert!(problem.starts_with(start) && problem.ends_with(end), "{problem}");
}

#[test]
fn what_the_host_builds_it_configures() {
    let pm = PluginManager::new("configuration");
    pm.add_hookspecs::<dyn Hooks>();
    let config = toml("[plugins.house]\nword = 'spam'\n");
    let house: Option<WordConfig> = config.section("house").unwrap();
    pm.configure(config);
    pm.register_as("house", Plugin::new(house.unwrap().word)).unwrap();
    assert_eq!(pm.plugin::<String>("house").as_deref().map(String::as_str), Some("spam"));
    assert!(pm.discover().problems().is_empty());
}

#[test]
fn a_plugin_that_is_not_selected_does_not_read_its_section() {
    let pm = PluginManager::new("configuration");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let config = toml("[plugins]\nonly = 'config-level'\n[plugins.config-word]\nword = 3\n");
    pm.select(Selection::new().config(&config));
    pm.configure(config);
    let _report = pm.discover().strict().unwrap();
    assert_eq!(hooks.say.call_all(), ["0"]);
}

#[test]
fn a_configuration_has_layers_of_a_selection() {
    let config = toml(
        "[plugins]\nonly = ['config-*']\nwith = 'house'\nwithout = ['config-key', 'cnofig-word']\n",
    );
    let pm = PluginManager::new("configuration");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.select(Selection::new().config(&config).list("ARGUMENTS", "-config-level"));
    assert!(pm.register_as("house", Plugin::new(1)).unwrap().is_registered());
    assert!(!pm.register_as("guest", Plugin::new(1)).unwrap().is_registered());
    let report = pm.discover();
    assert_eq!(hooks.say.call_all(), ["nothing x 1"]);
    let [problem @ Problem::UnmatchedSelector { .. }] = report.problems() else {
        panic!("{report}")
    };
    assert_eq!(
        problem.to_string(),
        "`cnofig-word` of tests.toml:4:1 names no plugin and no package: did you mean \
         `config-word`?"
    );
}

#[test]
fn an_empty_choice_leaves_no_plugin() {
    let config = toml("[plugins]\nonly = []\n");
    let pm = PluginManager::new("configuration");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(Selection::new().config(&config));
    let report = pm.discover().strict().unwrap();
    assert!(report.registered().is_empty() && !report.skipped().is_empty());
}
