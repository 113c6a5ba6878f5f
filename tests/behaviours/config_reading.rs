//! The configuration of plugins: what is read of it, and how it fails.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use pluggy_core::{Config, ConfigError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

fn toml(text: &str) -> Config {
    Config::from_toml("eggsample.toml", text).unwrap()
}

/// The section of `spam`.
fn spam<T: DeserializeOwned>(text: &str) -> T {
    toml(text).section("spam").unwrap().unwrap()
}

fn spam_error<T: DeserializeOwned>(text: &str) -> ConfigError {
    toml(text).section::<T>("spam").err().unwrap()
}

fn toml_error(text: &str) -> String {
    Config::from_toml("eggsample.toml", text).unwrap_err().to_string()
}

fn value_error(value: impl Serialize) -> String {
    Config::from_value("eggsample.json", value).unwrap_err().to_string()
}

/// A file that is gone when the test is over.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &[u8]) -> Self {
        let name = format!("{}-{name}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, content).unwrap();
        File(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Spam {
    count: u32,
    #[serde(default)]
    praises: Vec<String>,
}

fn three() -> Spam {
    Spam { count: 3, praises: vec![] }
}

// What is read.

#[test]
fn a_section_is_a_table_in_plugins() {
    let config = toml("[plugins.spam]\ncount = 3\npraises = ['a']\n[plugins.ham]\ncount = 4");
    let spam: Spam = config.section("spam").unwrap().unwrap();
    assert_eq!(spam, Spam { count: 3, praises: vec!["a".into()] });
    assert_eq!(config.section::<Spam>("ham").unwrap().unwrap().count, 4);
}

#[test]
fn a_section_may_be_written_with_dots_or_inline() {
    let texts = [
        "plugins.spam.count = 3",
        "plugins = { spam = { count = 3 } }",
        "[plugins]\nspam.count = 3",
        "[plugins]\nspam = { count = 3 }",
        "plugins.spam = { count = 3 }",
    ];
    for text in texts {
        assert_eq!(spam::<Spam>(text), three(), "{text}");
    }
}

#[test]
fn a_section_may_be_in_several_places() {
    let text = "[plugins.spam]\na.x = 1\n[plugins.ham]\n[plugins.spam.b]\nx = 2";
    let spam: BTreeMap<String, BTreeMap<String, u8>> = spam(text);
    assert_eq!((spam["a"]["x"], spam["b"]["x"]), (1, 2));
}

#[test]
fn a_name_may_be_quoted() {
    let config = toml("[plugins.\"my plugin\"]\ncount = 3\n[plugins.'a.b']\ncount = 'x'");
    assert_eq!(config.section("my plugin").unwrap(), Some(three()));
    assert_eq!(
        config.section::<Spam>("a.b").unwrap_err().to_string(),
        "eggsample.toml:4:9: `plugins.\"a.b\".count`: invalid type: string \"x\", expected u32",
    );
}

#[test]
fn where_there_is_no_section_there_is_none() {
    for text in ["", "plugins = {}", "[plugins.ham]", "[spam]\ncount = 3"] {
        assert_eq!(toml(text).section::<Spam>("spam").unwrap(), None, "{text}");
    }
    assert_eq!(Config::default().section::<Spam>("spam").unwrap(), None);
}

#[test]
fn the_rest_of_the_document_is_the_hosts() {
    let text = "spam = 3\n[plugin.spam]\nonly = 1\n[plugins.spam]\ncount = 3";
    assert_eq!(spam::<Spam>(text), three());
}

#[test]
fn a_plugin_may_be_called_as_a_key_that_chooses() {
    let config = toml("[plugins.only]\ncount = 3\n[plugins]\nwith = 'ham'\nwithout = ['a', 'b*']");
    assert_eq!(config.section("only").unwrap(), Some(three()));
    assert_eq!(config.section::<Spam>("with").unwrap(), None);
}

#[test]
fn each_shape_of_serde_is_read() {
    #[derive(Deserialize, PartialEq, Debug)]
    struct Shapes {
        signed: i64,
        large: u64,
        float: f64,
        whole: f64,
        flag: bool,
        letter: char,
        none: Option<u8>,
        some: Option<u8>,
        #[serde(default)]
        default: u8,
        newtype: Newtype,
        tuple: (u8, String),
        unit: External,
        one: External,
        two: External,
        named: External,
        internal: Internal,
        adjacent: Adjacent,
        untagged: Vec<Untagged>,
        by_number: BTreeMap<u8, bool>,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
    #[derive(Deserialize, PartialEq, Debug)]
    struct Newtype(u8);
    #[derive(Deserialize, PartialEq, Debug)]
    enum External {
        Unit,
        One(u8),
        Two(u8, u8),
        Named { x: u8 },
    }
    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(tag = "type")]
    enum Internal {
        A { x: u8 },
    }
    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(tag = "type", content = "is")]
    enum Adjacent {
        A(u8),
    }
    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(untagged)]
    enum Untagged {
        Number(u8),
        Text(String),
    }

    let text = "
        [plugins.spam]
        signed = -9223372036854775808
        large = 18446744073709551615
        float = 1.5
        whole = 2
        flag = true
        letter = 'é'
        some = 1
        newtype = 2
        tuple = [3, 'x']
        unit = 'Unit'
        one = { One = 4 }
        two = { Two = [5, 6] }
        internal = { type = 'A', x = 8 }
        adjacent = { type = 'A', is = 9 }
        untagged = [10, 'y']
        other = 11
        [plugins.spam.named.Named]
        x = 7
        [plugins.spam.by_number]
        12 = true
    ";
    let expected = Shapes {
        signed: i64::MIN,
        large: u64::MAX,
        float: 1.5,
        whole: 2.0,
        flag: true,
        letter: 'é',
        none: None,
        some: Some(1),
        default: 0,
        newtype: Newtype(2),
        tuple: (3, "x".into()),
        unit: External::Unit,
        one: External::One(4),
        two: External::Two(5, 6),
        named: External::Named { x: 7 },
        internal: Internal::A { x: 8 },
        adjacent: Adjacent::A(9),
        untagged: vec![Untagged::Number(10), Untagged::Text("y".into())],
        by_number: BTreeMap::from([(12, true)]),
        rest: BTreeMap::from([("other".into(), 11)]),
    };
    let section: serde_json::Value = spam(text);
    let value = Config::from_value("", json!({ "plugins": { "spam": section } })).unwrap();
    assert_eq!(value.section::<Shapes>("spam").unwrap().as_ref(), Some(&expected));
    assert_eq!(spam::<Shapes>(text), expected);
}

#[test]
fn a_section_may_be_an_enum() {
    #[derive(Deserialize, PartialEq, Debug)]
    #[serde(rename_all = "kebab-case")]
    enum Spam {
        Fresh { days: u8 },
    }
    assert_eq!(spam::<Spam>("[plugins.spam.fresh]\ndays = 2"), Spam::Fresh { days: 2 });
}

#[test]
fn clones_share_what_was_read() {
    let config = toml("plugins.spam.count = 3");
    let clone = config.clone();
    drop(config);
    assert_eq!(clone.section("spam").unwrap(), Some(three()));
}

#[test]
fn a_configuration_goes_to_other_threads() {
    fn assert<T: Send + Sync + 'static>() {}
    assert::<Config>();
    assert::<ConfigError>();
}

#[test]
fn debug_keeps_secrets() {
    let config = toml("plugins.spam.token = 'secret'");
    assert_eq!(
        format!("{config:?}"),
        r#"Config { origin: "eggsample.toml", sections: ["spam"], .. }"#,
    );
}

// What is wrong in a section.

#[test]
fn a_wrong_value_is_named_with_its_place() {
    let error = spam_error::<Spam>("a = 1\n\n[plugins.spam]\n  count = 'x'\n");
    assert_eq!(
        error.to_string(),
        "eggsample.toml:4:11: `plugins.spam.count`: invalid type: string \"x\", expected u32",
    );
    assert_eq!(error.origin(), "eggsample.toml");
    assert_eq!((error.line(), error.column()), (Some(4), Some(11)));
    assert_eq!(error.key(), Some("plugins.spam.count"));
    assert_eq!(error.message(), "invalid type: string \"x\", expected u32");
    assert!(error.source().is_none());
}

#[test]
fn a_wrong_item_is_named_with_its_number() {
    assert_eq!(
        spam_error::<Spam>("[plugins.spam]\ncount = 3\npraises = ['a',\n  'b',\n  3]").to_string(),
        "eggsample.toml:5:3: `plugins.spam.praises[2]`: invalid type: integer `3`, expected a \
         string",
    );
}

#[test]
fn columns_count_characters() {
    assert_eq!(
        spam_error::<Spam>("plugins = { spam = { 'é€𝄞' = 1 } }").to_string(),
        "eggsample.toml:1:22: `plugins.spam.\"é€𝄞\"`: unknown field `é€𝄞`, expected `count` or \
         `praises`",
    );
    assert_eq!(
        spam_error::<BTreeMap<String, u8>>("plugins = { spam = { 'é€𝄞' = 'x' } }").column(),
        Some(30),
    );
}

#[test]
fn lines_may_end_as_on_windows_and_files_begin_with_a_mark() {
    let error = spam_error::<Spam>("\u{feff}[plugins.spam]\r\ncount = 'x'\r\n");
    assert_eq!((error.line(), error.column()), (Some(2), Some(9)));
    let error = spam_error::<Spam>("\u{feff}[plugins.spam]\r\n");
    assert_eq!((error.line(), error.column()), (Some(1), Some(1)));
}

#[test]
fn a_missing_field_is_missing_at_the_header() {
    #[derive(Deserialize)]
    struct Spam {
        #[serde(rename = "count")]
        _count: u32,
    }

    let cases = [
        ("[plugins.ham]\n[plugins.spam]\npraises = []", "2:1"),
        ("[plugins.spam.nested]\ncount = 3", "1:10"),
        ("[plugins]\nspam.praises = []", "2:1"),
        ("plugins = { spam = { praises = [] } }", "1:20"),
    ];
    for (text, place) in cases {
        assert_eq!(
            spam_error::<Spam>(text).to_string(),
            format!("eggsample.toml:{place}: `plugins.spam`: missing field `count`"),
        );
    }
}

#[test]
fn a_missing_field_of_a_nested_table_is_missing_there() {
    let text = "[[plugins.spam.more]]\ncount = 3\n[[plugins.spam.more]]\npraises = []";
    assert_eq!(
        spam_error::<BTreeMap<String, Vec<Spam>>>(text).to_string(),
        "eggsample.toml:3:1: `plugins.spam.more[1]`: missing field `count`",
    );
}

#[test]
fn an_unknown_field_is_named_at_its_key() {
    assert_eq!(
        spam_error::<Spam>("[plugins.spam]\ncount = 3\ncuont = 4").to_string(),
        "eggsample.toml:3:1: `plugins.spam.cuont`: unknown field `cuont`, expected `count` or \
         `praises`",
    );
}

#[test]
fn an_enums_mistakes_are_named_at_its_key() {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Taste {
        Mild,
        Hot {
            #[serde(rename = "chilies")]
            _chilies: u8,
        },
    }
    type Spam = BTreeMap<String, Taste>;
    assert!(matches!(spam::<Spam>("plugins.spam.a = 'mild'")["a"], Taste::Mild));
    let cases = [
        (
            "taste = 'hto'",
            "2:9: `plugins.spam.taste`: unknown variant `hto`, expected `mild` or `hot`",
        ),
        (
            "taste = 'hot'",
            "2:9: `plugins.spam.taste`: invalid type: unit variant, expected struct variant",
        ),
        (
            "taste = { hot = { chilies = 'x' } }",
            "2:29: `plugins.spam.taste.hot.chilies`: invalid type: string \"x\", expected u8",
        ),
        (
            "taste.hto.chilies = 1",
            "2:7: `plugins.spam.taste`: unknown variant `hto`, expected `mild` or `hot`",
        ),
    ];
    for (line, message) in cases {
        assert_eq!(
            spam_error::<Spam>(&format!("[plugins.spam]\n{line}")).to_string(),
            format!("eggsample.toml:{message}"),
        );
    }
}

// Serde forgets the places of what it reads twice.

#[test]
fn a_mistake_in_a_tagged_value_is_named_at_the_value() {
    #[derive(Deserialize)]
    #[serde(tag = "type")]
    enum Tagged {
        A {
            #[serde(rename = "x")]
            _x: u8,
        },
    }
    assert_eq!(
        spam_error::<BTreeMap<String, Tagged>>("[plugins.spam]\nt = { type = 'A', x = 'y' }")
            .to_string(),
        "eggsample.toml:2:5: `plugins.spam.t`: invalid type: string \"y\", expected u8",
    );
}

#[test]
fn a_mistake_in_a_flattened_field_is_named_at_the_table() {
    #[derive(Deserialize)]
    struct Flat {
        #[serde(flatten)]
        _inner: Inner,
    }
    #[derive(Deserialize)]
    struct Inner {
        #[serde(rename = "count")]
        _count: u8,
    }
    assert_eq!(
        spam_error::<Flat>("a = 1\n[plugins.spam]\ncount = 'y'").to_string(),
        "eggsample.toml:2:1: `plugins.spam`: invalid type: string \"y\", expected u8",
    );
}

#[test]
fn a_key_of_the_wrong_type_is_named_at_its_place() {
    let error = spam_error::<BTreeMap<u8, u8>>("[plugins.spam]\n1 = 1\nx = 2");
    assert_eq!(
        error.to_string(),
        "eggsample.toml:3:1: `plugins.spam`: invalid digit found in string",
    );
}

#[test]
fn what_a_type_refuses_is_named_at_its_place() {
    #[derive(Deserialize)]
    #[serde(try_from = "String")]
    struct Upper;
    impl TryFrom<String> for Upper {
        type Error = &'static str;

        fn try_from(text: String) -> Result<Self, &'static str> {
            if text == text.to_uppercase() { Ok(Upper) } else { Err("too low") }
        }
    }
    assert_eq!(
        spam_error::<BTreeMap<String, Option<Upper>>>("[plugins.spam]\na = 'c'").to_string(),
        "eggsample.toml:2:5: `plugins.spam.a`: too low",
    );
    assert_eq!(
        spam_error::<BTreeMap<String, Vec<Upper>>>("[plugins.spam]\na = ['B',\n'c']").to_string(),
        "eggsample.toml:3:1: `plugins.spam.a[1]`: too low",
    );
}

#[test]
fn a_number_that_is_too_large_is_an_error() {
    assert_eq!(
        spam_error::<Spam>("[plugins.spam]\ncount = 4294967296").to_string(),
        "eggsample.toml:2:9: `plugins.spam.count`: invalid value: integer `4294967296`, \
         expected u32",
    );
}

#[test]
fn a_message_of_many_lines_is_printed_as_one() {
    struct Refusal;
    impl<'de> Deserialize<'de> for Refusal {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Err(serde::de::Error::custom("no\n  spam\r\ntoday\n"))
        }
    }
    assert_eq!(
        spam_error::<BTreeMap<String, Vec<Refusal>>>("plugins.spam.a = [3]").to_string(),
        "eggsample.toml:1:19: `plugins.spam.a[0]`: no spam today",
    );
}

// What is wrong in `plugins`.

#[test]
fn bad_toml_is_named_with_its_place() {
    let cases = [
        (
            "[plugins.spam]\ncount = \n",
            "2:9: string values must be quoted, expected literal string",
        ),
        ("[plugins", "1:9: unclosed table, expected `]`"),
        ("a = \"x", "1:7: invalid basic string, expected `\"`"),
        ("[plugins.spam]\n[plugins.spam]", "2:10: duplicate key"),
        ("a = 1\na = 2", "2:1: duplicate key"),
    ];
    for (text, message) in cases {
        assert_eq!(toml_error(text), format!("eggsample.toml:{message}"));
    }
    let error = Config::from_toml("eggsample.toml", "[plugins").unwrap_err();
    assert_eq!((error.key(), error.message()), (None, "unclosed table, expected `]`"));
}

#[test]
fn plugins_is_a_table() {
    assert_eq!(
        toml_error("a = 1\nplugins = 3"),
        "eggsample.toml:2:1: `plugins`: expected a table, found integer: a plugin has a table of \
         its own, `plugins.NAME`",
    );
    assert_eq!(
        toml_error("[[plugins]]"),
        "eggsample.toml:1:1: `plugins`: expected a table, found array: a plugin has a table of its \
         own, `plugins.NAME`",
    );
    assert_eq!(
        value_error(json!({ "plugins": ["spam"] })),
        "eggsample.json: `plugins`: expected a map, found array: a plugin has a map of its own, \
         `plugins.NAME`",
    );
}

#[test]
fn a_misspelt_choice_is_named_with_the_right_one() {
    let cases = [("onyl", "only"), ("Only", "only"), ("wiht", "with"), ("witout", "without")];
    for (wrong, right) in cases {
        assert_eq!(
            toml_error(&format!("[plugins]\n{wrong} = ['spam']")),
            format!(
                "eggsample.toml:2:1: `plugins.{wrong}`: no choice of plugins: did you mean \
                 `{right}`?"
            ),
        );
    }
}

#[test]
fn a_section_is_a_table() {
    let config = toml("[plugins]\nham = true\nspam = ['a', 3]\n[[plugins.eggs]]\ncount = 3");
    for (plugin, message) in [
        (
            "ham",
            "eggsample.toml:2:7: `plugins.ham`: expected a table, found boolean: `[plugins.ham]` \
             configures the plugin, `without = [\"ham\"]` leaves it out",
        ),
        (
            "spam",
            "eggsample.toml:3:8: `plugins.spam`: expected a table, found array: `[plugins.spam]` \
             configures the plugin, `without = [\"spam\"]` leaves it out",
        ),
        (
            "eggs",
            "eggsample.toml:4:1: `plugins.eggs`: expected a table, found array: `[plugins.eggs]` \
             configures the plugin, `without = [\"eggs\"]` leaves it out",
        ),
    ] {
        assert_eq!(config.section::<Spam>(plugin).unwrap_err().to_string(), message);
    }
}

#[test]
fn the_first_mistake_of_the_file_is_told() {
    assert!(
        toml_error("[plugins]\nonyl = 1\nonly = 1")
            .starts_with("eggsample.toml:2:1: `plugins.onyl`")
    );
}

#[test]
fn a_choice_is_a_string_or_an_array_of_strings() {
    assert_eq!(
        toml_error("plugins.only = 3"),
        "eggsample.toml:1:16: `plugins.only`: invalid type: integer `3`, expected a string or an \
         array of strings",
    );
    assert_eq!(
        toml_error("plugins.without = ['spam', 3]"),
        "eggsample.toml:1:28: `plugins.without[1]`: invalid type: integer `3`, expected a string",
    );
    assert_eq!(
        value_error(json!({ "plugins": { "with": ["spam", null] } })),
        "eggsample.json: `plugins.with[1]`: invalid type: null, expected a string",
    );
}

// Values.

#[test]
fn the_hosts_own_struct_is_a_configuration() {
    #[derive(Serialize, Default)]
    struct Settings {
        guests: u32,
        plugins: Plugins,
    }
    #[derive(Serialize, Default)]
    struct Plugins {
        spam: Option<BTreeMap<String, u32>>,
        only: Option<Vec<String>>,
    }
    let mut settings = Settings { guests: 4, plugins: Plugins::default() };
    let config = Config::from_value("settings", &settings).unwrap();
    assert_eq!(config.section::<Spam>("spam").unwrap(), None);

    settings.plugins.spam = Some(BTreeMap::from([("count".into(), 3)]));
    settings.plugins.only = Some(vec!["spam".into()]);
    let config = Config::from_value("settings", &settings).unwrap();
    assert_eq!(config.section("spam").unwrap(), Some(three()));
    assert_eq!(config.origin(), "settings");
}

#[test]
fn a_null_is_as_good_as_nothing() {
    for value in [json!(null), json!({ "plugins": null }), json!({ "plugins": { "spam": null } })] {
        let config = Config::from_value("eggsample.json", value).unwrap();
        assert_eq!(config.section::<Spam>("spam").unwrap(), None);
    }
}

#[test]
fn mistakes_of_values_are_named_by_their_keys() {
    let section = |spam: serde_json::Value| {
        Config::from_value("eggsample.json", json!({ "plugins": { "spam": spam } })).unwrap()
    };
    let error = section(json!({ "count": 3, "praises": ["a", {}] })).section::<Spam>("spam");
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        "eggsample.json: `plugins.spam.praises[1]`: invalid type: map, expected a string",
    );
    assert_eq!((error.line(), error.column()), (None, None));
    assert_eq!(
        section(json!({})).section::<Spam>("spam").unwrap_err().to_string(),
        "eggsample.json: `plugins.spam`: missing field `count`",
    );
}

#[test]
fn a_value_is_a_map() {
    assert_eq!(value_error(3), "eggsample.json: expected a map, found number");
    assert_eq!(value_error(["spam"]), "eggsample.json: expected a map, found array");
}

#[test]
fn a_value_that_cannot_be_serialized_is_an_error() {
    struct Unwilling;
    impl Serialize for Unwilling {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("I will not"))
        }
    }
    assert_eq!(value_error(Unwilling), "eggsample.json: I will not");
    assert_eq!(
        value_error(BTreeMap::from([("plugins", vec![Unwilling])])),
        "eggsample.json: `plugins[0]`: I will not",
    );
}

// Files.

#[test]
fn a_file_is_read() {
    let file = File::new("is-read.toml", b"[plugins.spam]\ncount = 3\n");
    for config in [Config::read_toml(&file.0), Config::read_toml_if_exists(&file.0)] {
        let config = config.unwrap();
        assert_eq!(config.section("spam").unwrap(), Some(three()));
        assert_eq!(config.origin(), file.0.display().to_string());
    }
}

#[test]
fn a_missing_file_is_an_error_or_nothing() {
    let error = Config::read_toml("no/such/eggsample.toml").unwrap_err();
    let reason = fs::read("no/such/eggsample.toml").unwrap_err();
    assert_eq!(error.to_string(), format!("cannot read no/such/eggsample.toml: {reason}"));
    assert_eq!((error.origin(), error.line()), ("no/such/eggsample.toml", None));
    assert_eq!(error.message(), reason.to_string());
    // What is printed is not to be said again.
    assert!(error.source().is_none());

    let config = Config::read_toml_if_exists("no/such/eggsample.toml").unwrap();
    assert_eq!(config.section::<Spam>("spam").unwrap(), None);
    assert_eq!(config.origin(), "no/such/eggsample.toml");
}

#[test]
fn a_folder_is_no_file() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let reason = fs::read(folder).unwrap_err();
    for error in [Config::read_toml(folder), Config::read_toml_if_exists(folder)] {
        assert_eq!(error.unwrap_err().to_string(), format!("cannot read {folder}: {reason}"));
    }
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_place() {
    let file = File::new("latin1.toml", b"[plugins.spam]\npraises = ['\xc3\xa9', '\xe9']\n");
    for error in [Config::read_toml(&file.0), Config::read_toml_if_exists(&file.0)] {
        assert_eq!(
            error.unwrap_err().to_string(),
            format!("{}:2:18: the file is not UTF-8 here", file.0.display()),
        );
    }
}

#[test]
fn bad_toml_in_a_file_is_named_with_the_file() {
    let file = File::new("bad.toml", b"a = 1\n[plugins\n");
    for error in [Config::read_toml(&file.0), Config::read_toml_if_exists(&file.0)] {
        assert_eq!(
            error.unwrap_err().to_string(),
            format!("{}:2:9: unclosed table, expected `]`", file.0.display()),
        );
    }
}
