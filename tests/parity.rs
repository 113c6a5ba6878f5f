//! `PARITY.md` names what is there: each behaviour once, each with a test that
//! exists or a reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How many behaviours the catalogue has.
const BEHAVIOURS: u32 = 240;

/// What stands in place of a test, before a reason.
const REASONS: [&str; 2] = ["departure: ", "does not apply: "];

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = here().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A row: its number, and what it says of the tests.
struct Row {
    number: String,
    about: String,
    shown_by: String,
}

fn rows(table: &str) -> Vec<Row> {
    let rows = table.lines().filter_map(|line| {
        let cells: Vec<_> = line.strip_prefix("| B")?.strip_suffix(" |")?.split(" | ").collect();
        let [number, about, shown_by] = cells[..] else { panic!("not three cells: {line}") };
        Some(Row {
            number: format!("B{number}"),
            about: about.to_owned(),
            shown_by: shown_by.to_owned(),
        })
    });
    rows.collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Why a test that is named does not exist, if so.
fn missing(name: &str) -> Option<String> {
    if name.starts_with("ui/") {
        let file = here().join(name);
        let is_there = file.is_file() && file.with_extension("stderr").is_file();
        return (!is_there).then(|| "no such file, or none with `.stderr`".into());
    }
    let mut path: Vec<_> = name.split("::").collect();
    let Some(root) = targets().remove(path.remove(0)) else { return Some("no such target".into()) };
    let function = path.pop()?;
    let (root, modules) = (here().join(root), path);
    let (file, modules) = match modules.split_first() {
        Some((module, inner)) if declares(&root, module) => {
            (root.with_file_name(format!("{module}.rs")), inner)
        }
        _ => (root, &modules[..]),
    };
    let source = fs::read_to_string(&file).unwrap_or_default();
    let mut lines: Vec<_> = source.lines().collect();
    for (depth, module) in modules.iter().enumerate() {
        let indent = "    ".repeat(depth);
        let begins = |line: &str| line == format!("{indent}mod {module} {{");
        let Some(begin) = lines.iter().position(|line| begins(line)) else {
            return Some(format!("no module `{module}` in {}", file.display()));
        };
        lines.drain(..begin);
        let end = lines.iter().position(|line| *line == format!("{indent}}}"));
        lines.truncate(end.unwrap_or(lines.len()));
    }
    let indent = "    ".repeat(modules.len());
    let is_test = lines.windows(2).any(|pair| {
        pair[0] == format!("{indent}#[test]")
            && pair[1].starts_with(&format!("{indent}fn {function}("))
    });
    (!is_test).then(|| format!("no test `{function}` there, in {}", file.display()))
}

/// Whether a file has a module that is a file beside it.
fn declares(file: &Path, module: &str) -> bool {
    let source = fs::read_to_string(file).unwrap_or_default();
    source.lines().any(|line| line == format!("mod {module};"))
}

/// The test targets of this package, with the files that they begin in.
fn targets() -> BTreeMap<String, PathBuf> {
    let manifest = read("Cargo.toml");
    let value = |entry: &str, key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let entries = manifest.split("[[test]]").skip(1);
    let entries = entries.map(|entry| entry.split("\n[").next().unwrap_or(entry));
    entries
        .filter_map(|entry| Some((value(entry, "name")?, value(entry, "path")?.into())))
        .collect()
}

#[test]
fn every_behaviour_has_one_row() {
    let rows = rows(&read("PARITY.md"));
    let numbers: Vec<_> = rows.iter().map(|row| &*row.number).collect();
    let expected: Vec<_> = (1..=BEHAVIOURS).map(|number| format!("B{number:03}")).collect();
    for expected in &expected {
        let count = numbers.iter().filter(|number| *number == expected).count();
        assert_eq!(count, 1, "rows of {expected}");
    }
    assert_eq!(numbers, expected, "in order, and no others");
}

#[test]
fn every_row_says_what_it_is_and_has_a_test_or_a_reason() {
    for Row { number, about, shown_by } in rows(&read("PARITY.md")) {
        assert!(about.len() > 10, "{number} says nothing: {about}");
        let reason = REASONS.iter().find_map(|reason| shown_by.split_once(reason));
        match reason {
            Some((_, reason)) => assert!(reason.len() > 10, "{number} has no reason: {shown_by}"),
            None => assert!(quoted(&shown_by).count() > 0, "{number} has no test: {shown_by}"),
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let rows = rows(&read("PARITY.md"));
    let wrong: Vec<_> = rows
        .iter()
        .flat_map(|row| quoted(tests_of(&row.shown_by)).map(move |name| (&row.number, name)))
        .filter_map(|(number, name)| Some(format!("{number}: `{name}`: {}", missing(name)?)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What comes before the reason, where there is one.
fn tests_of(shown_by: &str) -> &str {
    let at = REASONS.iter().filter_map(|reason| shown_by.find(reason)).min();
    &shown_by[..at.unwrap_or(shown_by.len())]
}

/// Names that are not there are found out.
#[test]
fn what_does_not_exist_is_missing() {
    for name in [
        "conformance",
        "parity::what_does_not_exist_is_missing",
        "behaviours::ordering::plain_runs_newest_first",
        "behaviours::discovery::order::plugins_run_in_the_order_of_their_names",
        "ui/spec/body.rs",
    ] {
        assert_eq!(missing(name), None, "{name}");
    }
    for name in [
        "nowhere",
        "parity::targets",
        "behaviours::nowhere::plain_runs_newest_first",
        "behaviours::support::panic_of",
        "behaviours::ordering::no_such_test",
        "behaviours::discovery::nowhere::plugins_run_in_the_order_of_their_names",
        "behaviours::discovery::plugins_run_in_the_order_of_their_names",
        "behaviours::pending_bugs::a_writer_that_panics_once_writes_later",
        "ui/spec/no_such_file.rs",
        "ui/spec/body.stderr.rs",
    ] {
        assert!(missing(name).is_some(), "{name}");
    }
}
