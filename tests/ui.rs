//! Every diagnostic, as the person sees it who made the mistake.

#[allow(dead_code, reason = "others build programs")]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use program::{cargo, root, scratch};

#[test]
fn mistakes_are_explained_where_they_were_made() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}

/// Where people work Cargo compiles incrementally, which the other test does not: there rustc
/// tells anew what it has told of another item, at the same place.
#[test]
fn nothing_is_told_more_often_where_it_is_compiled_incrementally() {
    let cases = cases();
    let found = errors(&package(&cases));
    for (name, case) in &cases {
        let told = fs::read_to_string(case.with_extension("stderr")).unwrap();
        let told = told.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(found.get(name).copied().unwrap_or(0), told, "errors of {name}");
    }
}

/// The cases, each with a name for a program.
fn cases() -> Vec<(String, PathBuf)> {
    let mut cases = Vec::new();
    for folder in fs::read_dir(root().join("tests/ui")).unwrap() {
        let folder = folder.unwrap().path();
        for case in fs::read_dir(&folder).unwrap() {
            let case = case.unwrap().path();
            if case.extension().is_some_and(|extension| extension == "rs") {
                let [kind, name] = [&folder, &case].map(|path| stem(path));
                cases.push((format!("{kind}-{name}"), case));
            }
        }
    }
    cases
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

/// Writes a package with a program for each case, and answers its folder.
fn package(cases: &[(String, PathBuf)]) -> PathBuf {
    let folder = scratch("ui-incremental");
    let core = root().join("pluggy-core");
    let manifest = format!(
        "[workspace]\n\
         [package]\nname = 'ui'\nversion = '0.1.0'\nedition = '2024'\nautobins = false\n\
         [dependencies]\nserde = {{ version = '1', features = ['derive'] }}\n\
         pluggy-core = {{ path = '{}', features = ['config', 'link', 'report', 'tracing'] }}\n",
        core.display()
    );
    let program = |(name, case): &(String, PathBuf)| {
        format!("[[bin]]\nname = '{name}'\npath = '{}'\n", case.display())
    };
    let programs: Vec<String> = cases.iter().map(program).collect();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest + &programs.concat()).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// How many errors each program has.
fn errors(package: &Path) -> BTreeMap<String, usize> {
    let output = cargo()
        .args(["check", "--offline", "--keep-going", "--bins", "--message-format=json"])
        .env("CARGO_INCREMENTAL", "1")
        .current_dir(package)
        .output()
        .expect("cargo runs");
    let mut errors = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let message = &line["message"];
        // The last one counts the others.
        let is_of_a_place = message["spans"].as_array().is_some_and(|spans| !spans.is_empty());
        if message["level"] == "error" && is_of_a_place {
            *errors.entry(line["target"]["name"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    errors
}
