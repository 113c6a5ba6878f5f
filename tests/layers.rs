//! The folders of `pluggy-core` are its layers: each imports those below it alone.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up, as ARCHITECTURE.md has them.
const LAYERS: [&str; 10] = [
    "facts", "sync", "monitor", "hook", "plugin", "choice", "registry", "discover", "report",
    "manager",
];

/// Beside them stand the public API, and the list of what generated code may name.
const OTHERS: [&str; 2] = ["lib.rs", "private.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../pluggy-core/src")
}

/// All files below a folder, by their paths from the root.
fn files(folder: &Path, from: &Path) -> Vec<(Vec<String>, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            files.extend(self::files(&path, from));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a file of the sources");
            files.push((module(path.strip_prefix(from).expect("below the root")), text));
        }
    }
    files
}

/// `a/mod.rs` is the module `a`, `a/b.rs` is `a::b`.
fn module(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_str().expect("UTF-8").to_owned());
    names.filter(|name| name != "mod").collect()
}

/// The layers that a file of a module names: after `crate::`, or after as many
/// `super::` as lead to the root. Comments and unit tests may name any.
fn named(module: &[String], text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or(line));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let root = "super::".repeat(module.len());
    let mut named = Vec::new();
    for start in ["crate::", root.as_str()] {
        for (at, _) in code.match_indices(start) {
            // `$crate::` is in a macro, for another crate.
            if code[..at].ends_with(['$', '_']) || code[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let rest = &code[at + start.len()..];
            assert!(!rest.starts_with('{'), "`use {start}{{…}}`: write a line for each layer");
            named.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    named
}

#[test]
fn a_layer_imports_those_below_it_alone() {
    let mut upward = Vec::new();
    let mut arrows = 0;
    for (height, layer) in LAYERS.iter().enumerate() {
        for (module, text) in files(&root().join(layer), &root()) {
            for name in named(&module, &text) {
                arrows += 1;
                let other = LAYERS.iter().position(|other| *other == name);
                if other.is_none_or(|other| other > height) {
                    upward.push(format!("{} names crate::{name}", module.join("::")));
                }
            }
        }
    }
    assert!(upward.is_empty(), "arrows that run upward:\n{}", upward.join("\n"));
    assert!(arrows > 100, "the arrows are read");
}

#[test]
fn the_top_has_the_layers_and_little_else() {
    let entries = fs::read_dir(root()).expect("the sources");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    let mut known: Vec<&str> = LAYERS.iter().chain(&OTHERS).copied().collect();
    known.sort_unstable();
    assert_eq!(names, known);
}

#[test]
fn an_arrow_is_seen_however_it_is_written() {
    let module = ["hook".to_owned(), "cell".to_owned()];
    let text = "use crate::facts::x;\n// crate::comment\nfn f(_: super::super::registry::R) {}\n\
                use super::list::L;\n$crate::other!();\n#[cfg(test)]\nmod tests {\nuse crate::manager::M;";
    assert_eq!(named(&module, text), ["facts", "registry"]);
}
