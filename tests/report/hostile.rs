//! Names and texts that would move a terminal's cursor, turn the text round, or
//! break a table, a graph or a line.

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};

#[hookspec]
trait Prison {
    fn escape(&self, way: u32);
}

struct Villain;

#[doc = "Digs \u{1b}]0;title\u{7} a tunnel,\u{2028} \u{202e}backwards\u{202c}."]
#[hookimpl(name = "vil\u{1b}[31mlain\n| x", manual)]
impl Prison for Villain {
    fn escape(&self) {}
}

const NAME: &str = "\u{9b}2J\u{202e}dna\"]; end <b> \u{0}`";

/// Control characters that are no line's end, and those that turn text round.
fn is_plain(text: &str) -> bool {
    let is_evil = |c: char| c.is_control() && c != '\n' || ('\u{2028}'..='\u{202e}').contains(&c);
    !text.contains(is_evil)
}

fn prison() -> PluginManager {
    let pm = PluginManager::new("\u{1b}cprison\n");
    let hooks = pm.add_hookspecs::<dyn Prison>();
    let config = serde_json::json!({ "plugins": { NAME: {}, "\u{1b}x": { "\u{202e}y": 1 } } });
    let config = Config::from_value("\u{1b}[8m.json", config).unwrap();
    pm.select(Selection::new().config(&config).without("\u{7}--without", ["\u{1b}nobody\n"]));
    pm.configure(config);
    pm.block("\u{1b}[5mblinks");
    pm.register(Villain).unwrap();
    pm.register_as(NAME, Plugin::new(1)).unwrap();
    hooks.escape.register_fn(format!("{NAME}2"), |_| ()).unwrap();
    pm
}

#[test]
fn a_discovery_and_its_error() {
    let report = prison().discover();
    assert!(is_plain(&report.to_string()), "{report}");
    let is_line = |text: &str| is_plain(text) && !text.contains('\n');
    assert!(report.mistakes().all(|mistake| is_line(&mistake.to_string())), "{report}");
    assert!(report.problems().iter().all(|problem| is_line(&problem.to_string())), "{report}");
    assert!(report.to_string().len() < 5_000, "{report}");
    let error = report.strict().unwrap_err();
    assert!(is_plain(&error.to_string()) && is_plain(&format!("{error:?}")), "{error}");
}

#[test]
fn a_table_a_graph_and_json() {
    let pm = prison();
    drop(pm.discover());
    let report = pm.report();
    let table = report.to_string();
    assert!(is_plain(&table) && table.lines().all(|line| line.chars().count() <= 100), "{table}");
    // A line of the table for each of the plugins, whatever is in its name.
    let plugins = table.split("\n\n").nth(1).unwrap();
    let starts = plugins.lines().filter(|line| !line.starts_with(' ')).count();
    assert_eq!(starts, 1 + report.plugins().len(), "{table}");
    for text in [report.to_mermaid(), report.to_json()] {
        assert!(is_plain(&text), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    let names: Vec<&str> =
        json["plugins"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert!(names.contains(&NAME), "JSON says what it is: {names:?}");
}

#[test]
fn a_subcommand_that_is_misused() {
    let usage = prison().report().subcommand(["\u{1b}[2J\u{202e}", "\n"]).unwrap_err().to_string();
    assert!(is_plain(&usage), "{usage:?}");
}
