//! Nothing that people or plugins wrote moves a terminal's cursor, turns the text
//! round, breaks the line or fills the screen.

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};
use serde::Deserialize;

#[hookspec]
pub trait Hooks {
    fn speak(&self);
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Text {
    text: String,
}

struct PlainLiar;

impl PlainLiar {
    fn new(config: Text) -> Result<Self, String> {
        Err(config.text)
    }
}

#[hookimpl(new = PlainLiar::new, config = Text)]
impl Hooks for PlainLiar {}

const EVIL: &str = "\u{1b}[2Jred\u{202e}\n\u{7f}\u{9b}1m";

fn is_plain(text: &str) -> bool {
    text.lines().all(|line| line.chars().count() < 1_500)
        && !text.contains(|c: char| {
            c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c))
        })
}

/// What a discovery says under this configuration and this selection.
fn told(text: &str, selection: Selection) -> Vec<String> {
    let pm = PluginManager::new(EVIL);
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(selection);
    let liar = serde_json::json!({ "text": text });
    let config = serde_json::json!({ "plugins": { "plain-liar": liar, EVIL: {} } });
    pm.configure(Config::from_value(EVIL, config).unwrap());
    let report = pm.discover();
    let mistakes: Vec<String> = report.mistakes().map(|mistake| mistake.to_string()).collect();
    let seen = pm.report();
    for whole in [report.to_string(), seen.to_string(), seen.to_json(), seen.to_mermaid()] {
        assert!(is_plain(&whole), "{whole:?}");
    }
    let strict = report.strict().unwrap_err().to_string();
    assert!(is_plain(&strict), "{strict:?}");
    mistakes
}

#[test]
fn a_constructors_error_is_one_plain_line() {
    for (text, shown) in [
        (EVIL, "its constructor failed: \\u{1b}[2Jred\\u{202e} \\u{7f}\\u{9b}1m; correct that"),
        ("", "its constructor failed: an error without a text; correct that"),
    ] {
        let mistakes = told(text, Selection::new());
        assert!(mistakes[0].contains(shown), "{mistakes:?}");
        assert!(mistakes.iter().all(|mistake| is_plain(mistake) && !mistake.contains('\n')));
    }
}

#[test]
fn a_long_error_is_cut() {
    let [failure, ..] = &told(&"x".repeat(12_000), Selection::new())[..] else { panic!("one") };
    assert!(failure.contains("… (11500 characters more); correct that"), "{failure}");
    assert!(failure.len() < 1_000);
}

#[test]
fn selectors_keys_and_files_are_plain() {
    let long = "y".repeat(12_000);
    let selection =
        Selection::new().without(EVIL, [EVIL, &long]).list(EVIL, "[\u{1b}").essential([EVIL]);
    let mistakes = told("no", selection);
    assert_eq!(mistakes.len(), 5, "{mistakes:?}");
    for mistake in mistakes {
        assert!(is_plain(&mistake) && !mistake.contains('\n'), "{mistake:?}");
    }
}

#[test]
fn names_are_plain_where_they_are_refused_and_where_they_are_shown() {
    let pm = PluginManager::new("plain");
    pm.register_as(format!("a{EVIL}"), Plugin::new(1)).unwrap();
    assert!(is_plain(&pm.report().to_string()));
    let error = pm.register_as(format!("{EVIL}, b"), Plugin::new(2)).unwrap_err();
    assert!(is_plain(&error.to_string()), "{error:?}");
    let error = pm.check_names([EVIL]).unwrap_err().to_string();
    assert!(is_plain(&error) && !error.contains('\n'), "{error:?}");
}
