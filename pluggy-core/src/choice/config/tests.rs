//! What the rest of the crate asks of a configuration.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::Config;
use super::document::Section;

#[derive(Deserialize, PartialEq, Debug)]
struct Spam {
    token: String,
}

fn toml(text: &str) -> Config {
    Config::from_toml("eggsample.toml", text).unwrap()
}

fn sections(config: &Config) -> Vec<(&str, String)> {
    let place = |section: &Section| config.document.place(section.offset).to_string();
    config.document.sections().iter().map(|section| (&*section.name, place(section))).collect()
}

#[test]
fn sections_come_in_the_order_of_the_file() {
    let config = toml(
        "[plugins]
        dotted.count = 3
        inline = {}
        [plugins.table]
        [plugins.'quoted name']
        [plugins.implicit.nested]
        ",
    );
    let expected = [
        ("dotted", "eggsample.toml:2:9"),
        ("inline", "eggsample.toml:3:9"),
        ("table", "eggsample.toml:4:9"),
        ("quoted name", "eggsample.toml:5:9"),
        ("implicit", "eggsample.toml:6:18"),
    ];
    assert_eq!(sections(&config), expected.map(|(name, place)| (name, place.to_owned())));
    assert!(config.document.has_section("implicit"));
    assert!(!config.document.has_section("nested"));
}

#[test]
fn sections_of_a_value_come_in_the_order_of_their_names() {
    let value = json!({ "plugins": { "b": {}, "only": "b", "a": {}, "c": null } });
    let config = Config::from_value("eggsample.json", value).unwrap();
    let place = "eggsample.json".to_owned();
    assert_eq!(sections(&config), [("a", place.clone()), ("b", place)]);
    assert!(!config.document.has_section("c"));
}

#[test]
fn selectors_come_in_one_order() {
    let config = toml(
        "[plugins]
        without = ['ham', 'eggsample-*']
        with = 'spam'
        only = []
        ",
    );
    let selectors: Vec<_> = config
        .document
        .selectors()
        .iter()
        .map(|selectors| (selectors.key, selectors.patterns.join(" "), selectors.place.to_string()))
        .collect();
    let expected = [
        ("only", "", "eggsample.toml:4:9"),
        ("with", "spam", "eggsample.toml:3:9"),
        ("without", "ham eggsample-*", "eggsample.toml:2:9"),
    ];
    assert_eq!(
        selectors,
        expected.map(|(key, patterns, place)| (key, patterns.into(), place.into()))
    );
}

#[test]
fn a_section_that_is_there_is_read() {
    let spam: Spam = toml("plugins.spam.token = 'x'").section_or_empty("spam").unwrap();
    assert_eq!(spam.token, "x");
    let error = toml("[plugins.spam]").section_or_empty::<Spam>("spam").unwrap_err();
    assert_eq!(error.to_string(), "eggsample.toml:1:1: `plugins.spam`: missing field `token`",);
}

#[test]
fn a_missing_section_is_an_empty_one() {
    #[derive(Deserialize, Default, PartialEq, Debug)]
    #[serde(default)]
    struct Ham {
        count: Option<u32>,
    }
    #[derive(Deserialize, PartialEq, Debug)]
    struct Newtype(Ham);
    #[derive(Deserialize, PartialEq, Debug)]
    struct Flat {
        #[serde(flatten)]
        ham: Ham,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
    let config = toml("");
    assert_eq!(config.section_or_empty::<Ham>("ham").unwrap(), Ham::default());
    assert_eq!(config.section_or_empty::<Newtype>("ham").unwrap(), Newtype(Ham::default()));
    let flat = Flat { ham: Ham::default(), rest: BTreeMap::new() };
    assert_eq!(config.section_or_empty::<Flat>("ham").unwrap(), flat);
    assert_eq!(config.section_or_empty::<serde_json::Value>("ham").unwrap(), json!({}));
    assert_eq!(Config::default().section_or_empty::<Ham>("ham").unwrap(), Ham::default());
}

#[test]
fn a_missing_section_is_none_to_those_who_can_do_without() {
    #[derive(Deserialize, PartialEq, Debug)]
    struct Unit;
    let config = toml("");
    assert_eq!(config.section_or_empty::<Option<Spam>>("spam").unwrap(), None);
    assert_eq!(config.section_or_empty::<Unit>("spam").unwrap(), Unit);
    config.section_or_empty::<()>("spam").unwrap();
}

#[test]
fn a_missing_section_that_is_needed_is_named() {
    let error = toml("[plugins.ham]").section_or_empty::<Spam>("spam").unwrap_err();
    assert_eq!(
        error.to_string(),
        "eggsample.toml: there is no section `[plugins.spam]`: missing field `token`",
    );
    assert_eq!((error.key(), error.line()), (Some("plugins.spam"), None));

    let error = toml("").section_or_empty::<Spam>("my spam").unwrap_err();
    assert_eq!(error.key(), Some("plugins.\"my spam\""));

    let value = Config::from_value("eggsample.json", json!({})).unwrap();
    assert_eq!(
        value.section_or_empty::<Spam>("spam").unwrap_err().to_string(),
        "eggsample.json: there is no section `plugins.spam`: missing field `token`",
    );
    assert_eq!(
        Config::default().section_or_empty::<Spam>("spam").unwrap_err().to_string(),
        "there is no section `plugins.spam`: missing field `token`",
    );
}

#[test]
fn a_section_says_what_the_text_says() {
    let text = r#"
        integers = [0, -1, +2, 1_000, 0xDEAD_beef, 0o755, 0b1101]
        floats = [1.5, -0.0, 1e5, 6.626_070e-34, inf, -inf, nan]
        flags = [true, false]
        strings = ["", '', "a\tb \"c\" \u00e9 # no comment", 'C:\no', "é€𝄞"]
        dates = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00.5, 1979-05-27, 07:32:00]
        lines = """
            one \
            two
        "quoted""""
        literal = '''
            three'''
        mixed = [1, [2, { three = [3] }], # a comment
            "four",
        ]
        "quoted key" = { a.b = 1, 'c' = 2 }
        [tables.empty]
        [[tables.list]]
        x = 1
        [[tables.list]]
    "#;
    let text = text.replace("[tables", "[plugins.spam.tables");
    let text = format!("[plugins.spam]\n{text}");
    for text in [text.replace('\n', "\r\n"), text] {
        let whole: toml::Table = toml::from_str(&text).unwrap();
        let section: toml::Value = toml(&text).section_or_empty("spam").unwrap();
        assert_eq!(format!("{section:?}"), format!("{:?}", whole["plugins"]["spam"]));
    }
}

#[test]
fn a_type_may_ask_for_spans() {
    let text = "[plugins.spam]\ncount = 3\nlist = ['x']";
    let spam: BTreeMap<String, toml::Spanned<toml::Value>> =
        toml(text).section_or_empty("spam").unwrap();
    assert_eq!(&text[spam["count"].span()], "3");
    assert_eq!(&text[spam["list"].span()], "['x']");
    let error = toml(text).section_or_empty::<BTreeMap<String, toml::Spanned<u8>>>("spam");
    assert_eq!(
        error.unwrap_err().to_string(),
        "eggsample.toml:3:8: `plugins.spam.list`: invalid type: sequence, expected u8",
    );
}
