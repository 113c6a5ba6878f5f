//! The example's two pages, and the first of the guide, followed to the letter:
//! what they show is what is there.

use std::fmt::Write;

use crate::dependencies;
use crate::kitchen::visit;
use crate::mistakes;
use crate::packages::{APP, Workspace};
use crate::program::root;

const README: &str = include_str!("../../examples/eggsample/README.md");
const FIRST_HOST: &str = include_str!("../../pluggy-core/guide/first_host.md");
const MANUAL: &str = include_str!("../../examples/eggsample/eggsample-app/README.md");

/// The blocks of code of a page, each with its language.
fn blocks(page: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    page.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}

/// The words of a command, of which some are quoted.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for char in command.chars() {
        match (char, quote) {
            ('\'' | '"', None) => quote = Some(char),
            (char, Some(end)) if char == end => quote = None,
            (' ', None) => words.push(String::new()),
            (char, _) => words.last_mut().unwrap().push(char),
        }
    }
    words
}

/// The block with what `run` prints for its commands: their variable, if any,
/// and their arguments.
fn replay(
    block: &str,
    cargo: &str,
    mut run: impl FnMut(Option<&str>, &[String]) -> String,
) -> String {
    let mut replayed = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let (variable, rest) = command.split_once(cargo).unwrap_or_else(|| panic!("{command}"));
        let variable = words(variable.trim());
        let variable = variable[0].strip_prefix("EGGSAMPLE_PLUGINS=");
        let args = match rest.trim() {
            "" => Vec::new(),
            rest => words(rest.strip_prefix("-- ").unwrap_or_else(|| panic!("{command}"))),
        };
        writeln!(replayed, "$ {command}").unwrap();
        replayed += &run(variable, &args);
    }
    replayed
}

#[test]
fn the_readme_shows_what_is_printed() {
    for (_, block) in blocks(README).filter(|(language, _)| *language == "console") {
        let replayed = replay(block, "cargo run -q -p eggsample-app", |variable, args| {
            assert_eq!(variable, None);
            let outcome = visit(&APP).args(args).outcome();
            outcome.stderr + &outcome.stdout
        });
        assert_eq!(block, replayed);
    }
}

/// What the reader sees of a block: rustdoc leaves out lines that begin with `#`.
fn shown(language: &str, block: &str) -> String {
    let is_shown = |line: &&str| language != "rust" || !line.starts_with("# ");
    block.lines().filter(is_shown).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_first_host_is_there_after_its_page() {
    let workspace = Workspace::new("example-first-host", &[]);
    let core = root().join("pluggy-core");
    workspace.file(
        "Cargo.toml",
        &format!(
            "[workspace]\nresolver = '3'\nmembers = ['greeter', 'greeter-polite', 'hello']\n\
             [patch.crates-io]\npluggy-core.path = '{}'\n",
            core.display()
        ),
    );
    let mut is_shown = false;
    for (language, block) in blocks(FIRST_HOST) {
        let (file, content) = block.split_once('\n').unwrap();
        if language == "console" {
            let program = workspace.build().join("hello");
            let replayed = replay(block, "cargo run -q", |_, args| {
                visit(&program).args(args).outcome().stdout
            });
            assert_eq!(block, replayed);
            is_shown = true;
        } else {
            let path = file.trim_start_matches(['#', '/', ' ']);
            workspace.file(path, &shown(language, content));
        }
    }
    assert!(is_shown);
}

#[test]
fn the_manual_leads_where_it_says() {
    let workspace = Workspace::new("example-manual", &[]);
    let (mut manifest, mut main, mut config) = ("", "", "");
    for (language, block) in blocks(MANUAL) {
        let (file, content) = block.split_once('\n').unwrap_or_default();
        match (language, file) {
            ("toml", "# Cargo.toml") => manifest = content,
            ("toml", "# eggsample.toml") => config = block,
            ("rust", "// src/main.rs") => main = content,
            ("console", _) => {
                workspace.root("dinner-by-the-manual", manifest, main);
                let program = workspace.build().join("dinner-by-the-manual");
                let replayed = replay(block, "cargo run -q", |variable, args| {
                    let visit = visit(&program).config(config).args(args);
                    let visit = match variable {
                        Some(selectors) => visit.env(selectors),
                        None => visit,
                    };
                    let outcome = visit.outcome();
                    (outcome.stderr + &outcome.stdout).replace("examples/eggsample/", "…/")
                });
                assert_eq!(block, replayed);
            }
            _ => panic!("what is this? {block}"),
        }
    }
}

/// Whether a text is like a pattern, in which `…` stands for anything.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('…') else { return text == pattern };
    let Some(rest) = text.strip_prefix(head) else { return false };
    rest.char_indices().any(|(at, _)| is_like(&rest[at..], tail)) || tail.is_empty()
}

#[test]
fn the_manual_has_every_message_and_no_other() {
    let (_, table) = MANUAL.split_once("| message | what to do |").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let patterns: Vec<_> = rows.flat_map(|(cell, _)| cell.split('`').skip(1).step_by(2)).collect();
    let messages = [mistakes::messages(), dependencies::messages()].concat();
    for message in &messages {
        assert!(patterns.iter().any(|pattern| is_like(message, pattern)), "{message}");
    }
    for pattern in &patterns {
        assert!(messages.iter().any(|message| is_like(message, pattern)), "{pattern}");
    }
}
