//! Nothing that people or plugins wrote moves a terminal's cursor, turns the text
//! round, breaks the line or fills the screen.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pluggy_core::{
    Call, Config, HookError, HookImpl, Monitor, Outcome, Plugin, PluginManager, Selection,
    TraceWriter, hookimpl, hookspec,
};
use serde::Deserialize;

use crate::trace_writer::Text as Written;

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
impl Hooks for PlainLiar {
    fn speak(&self) {}
}

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
    assert!(report.problems().iter().all(|problem| is_plain(&format!("{problem:?}"))));
    assert!(report.failed().iter().all(|error| is_plain(&format!("{:?}", error.kind()))));
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

/// What a host said nothing of has no name, and the text still reads.
#[test]
fn where_it_stands_may_be_unknown() {
    let pm = PluginManager::new("");
    pm.add_hookspecs::<dyn Hooks>();
    let value = serde_json::json!({ "plugins": { "cellar": {}, "plain-liar": { "text": "no" } } });
    let config = Config::from_value("", value).unwrap();
    pm.select(Selection::new().config(&config).without("", ["nobody-at-all"]));
    let report = pm.discover();
    let problems: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
    let [selector, half] = &problems[..] else { panic!("{problems:?}") };
    assert!(selector.starts_with("`nobody-at-all` names no plugin and no package: "), "{selector}");
    assert!(half.starts_with("a configuration: its sections are read by nobody: "), "{half}");
    pm.configure(config);
    let report = pm.discover();
    let [_, section] = report.problems() else { panic!("{report}") };
    assert!(section.to_string().starts_with("`[plugins.cellar]` is for no plugin: "), "{section}");
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

#[test]
fn long_names_are_cut_in_a_graph_and_a_table() {
    let pm = PluginManager::new("h".repeat(12_000));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.speak.register_fn("n".repeat(12_000), || ()).unwrap();
    for text in [pm.report().to_mermaid(), pm.report().to_string()] {
        assert!(is_plain(&text) && text.contains('…'), "{text}");
    }
}

/// What a `main` prints that answers an error, and what a host logs of it.
#[test]
fn what_a_hooks_error_says_of_itself_is_plain() {
    let pm = PluginManager::new("plain");
    let hooks = pm.add_hookspecs::<dyn Watched>();
    let name = |name: &str| format!("{}{name}", "n".repeat(12_000));
    hooks.refuse.register_fn(name("refuses"), |what| Err(what.0.clone())).unwrap();
    hooks.refuse_quietly.register_fn(name("quiet"), |what| Err(what.clone())).unwrap();
    for text in [EVIL, &"\u{202e}\r".repeat(12_000), "", "\r\n", &"x\n".repeat(12_000)] {
        let what = Says(text.to_owned());
        let error = hooks.refuse.call_all(&what).unwrap_err();
        let quiet = hooks.refuse_quietly.call_all(&what).unwrap_err();
        let each = hooks.refuse_quietly.each()[0].call(&what).unwrap_err();
        for shown in [
            error.to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
            format!("{quiet:?}"),
            format!("{quiet:#?}"),
            format!("{each:?}"),
        ] {
            assert!(!shown.contains('\n') && shown.chars().count() < 6_000, "{shown:?}");
            assert!(is_plain(&shown.replace("\\u{202e}", "").replace("\\r", "")), "{shown:?}");
        }
    }
    for shown in [format!("{:?}", hooks.refuse.impls()), format!("{:?}", hooks.refuse.each())] {
        assert!(is_plain(&shown), "{shown}");
    }
    let error: HookError<Says> = hooks.refuse_quietly.call_all(&Says("\n".into())).unwrap_err();
    assert!(format!("{error:?}").ends_with(": an error without a text"), "{error:?}");
}

#[test]
fn what_a_configuration_says_of_itself_is_plain() {
    let long = "y".repeat(12_000);
    let value = serde_json::json!({ "plugins": { long.clone(): {}, EVIL: {} } });
    let config = Config::from_value(long, value).unwrap();
    assert!(format!("{config:?}").len() < 1_500, "{config:?}");
    assert!(is_plain(&format!("{config:?}")), "{config:?}");
}

/// Says what it likes of itself.
#[derive(Clone)]
struct Says(String);

impl fmt::Debug for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[hookspec]
trait Watched {
    fn repeat(&self, what: &Says) -> Says;
    fn refuse(&self, what: &Says) -> Result<(), String>;
    fn refuse_quietly(&self, what: &Says) -> Result<(), Says>;
    fn panic(&self, what: &Says);
}

/// Prints all that it is told, as it is.
#[derive(Clone, Default)]
struct Prints(Arc<Mutex<Vec<String>>>);

impl Prints {
    fn print(&self, outcome: &Outcome<'_>) {
        let mut lines = self.0.lock().unwrap();
        lines.extend([outcome.to_string(), format!("{outcome:?}")]);
        match outcome {
            Outcome::Failed { error } => lines.extend([error.to_string(), format!("{error:#}")]),
            Outcome::Panicked { message } => lines.push((*message).to_owned()),
            _ => {}
        }
    }
}

impl Monitor for Prints {
    fn call_started(&self, call: &Call<'_>) {
        let arguments = call.arguments();
        let texts = [arguments.to_string(), format!("{arguments:?}")];
        self.0.lock().unwrap().extend(texts);
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, outcome: &Outcome<'_>, _: Duration) {
        self.print(outcome);
    }

    fn call_ended(&self, _: &Call<'_>, outcome: &Outcome<'_>, _: Duration) {
        self.print(outcome);
    }
}

#[test]
fn what_monitors_are_told_is_plain() {
    let pm = PluginManager::new("plain");
    let hooks = pm.add_hookspecs::<dyn Watched>();
    hooks.repeat.register_fn("repeats", Clone::clone).unwrap();
    hooks.refuse.register_fn("refuses", |what| Err(what.0.clone())).unwrap();
    hooks.refuse_quietly.register_fn("quiet", |what| Err(what.clone())).unwrap();
    hooks.panic.register_fn("panics", |what| resume_unwind(Box::new(what.0.clone()))).unwrap();
    let (written, printed) = (Written::default(), Prints::default());
    pm.monitor(TraceWriter::new(written.clone())).detach();
    pm.monitor(printed.clone()).detach();
    for text in [EVIL, &"\u{202e}".repeat(12_000), "", "\r\n"] {
        let what = Says(text.to_owned());
        hooks.repeat.call_all(&what);
        hooks.refuse.call_all(&what).unwrap_err();
        hooks.refuse_quietly.call_all(&what).unwrap_err();
        catch_unwind(AssertUnwindSafe(|| hooks.panic.call_all(&what))).unwrap_err();
    }
    let written = written.take();
    let is_one = |line: &str| !line.contains('\n') && line.chars().count() < 5_000;
    assert!(
        written.lines().all(is_one) && is_plain(&written.replace("\\u{202e}", "")),
        "{written}"
    );
    // Of each text, four calls with an argument, of which one writes its end.
    assert_eq!(written.lines().count(), 4 * (4 * 2 + 1), "{written}");
    let printed = printed.0.lock().unwrap();
    for text in printed.iter() {
        assert!(is_one(text) && is_plain(&text.replace("\\u{202e}", "")), "{text:?}");
    }
    assert!(printed.iter().any(|text| text == "failed: \\u{1b}[2Jred\\u{202e} \\u{7f}\\u{9b}1m"));
    assert!(printed.iter().any(|text| text == "failed: an error without a text"));
    assert!(printed.iter().any(|text| text == "panicked: a panic without a text"));
}
