//! Manifests as text, and what is made of them.

use std::io;
use std::path::{Path, PathBuf};

use super::document::{Line, Mistake};
use super::expand::Crate;
use super::files::Files;
use super::manifest::{self, Source};
use super::package::{Dependency, Package};
use super::patterns::Pattern;

/// The dependencies of a package, a line for each.
fn dependencies(text: &str) -> Vec<String> {
    let mut list = manifest::package(text).unwrap().dependencies;
    list.sort_by_key(|it| it.line);
    let shown = list.iter().map(|it| {
        let (key, line, kind, features) = (&it.key, it.line, it.kind, &it.features);
        let source = it.source.as_ref().map(|Source { package, path }| (package, path));
        let target = it.target.as_deref().unwrap_or("-");
        format!("{line} {key} {kind:?} {target} {features:?} {source:?}")
    });
    shown.collect()
}

#[test]
fn every_table_of_dependencies_is_read() {
    let text = r#"
        dependencies.version = "1"
        dependencies.table = { package = "other", path = "../other", version = "1" }
        dependencies.inherited.workspace = true
        [dev-dependencies]
        dev = "1"
        [build-dependencies.build]
        git = "https://example.org"
        [target.'cfg(unix)'.dependencies]
        on-unix = "1"
        [target."cfg(unix)".dev_dependencies]
        dev-on-unix = { version = "1", workspace = false }
        [target.x86_64-unknown-linux-gnu.dependencies]
        on-linux = "1"
    "#;
    assert_eq!(
        dependencies(text),
        [
            "2 version Normal - [] Some((None, None))",
            "3 table Normal - [] Some((Some(\"other\"), Some(\"../other\")))",
            "4 inherited Normal - [] None",
            "6 dev Dev - [] Some((None, None))",
            "7 build Build - [] Some((None, None))",
            "10 on-unix Normal cfg(unix) [] Some((None, None))",
            "12 dev-on-unix Dev cfg(unix) [] Some((None, None))",
            "14 on-linux Normal x86_64-unknown-linux-gnu [] Some((None, None))",
        ]
    );
    assert_eq!(dependencies(""), [""; 0]);
}

#[test]
fn the_old_spelling_counts_where_the_new_is_not_used() {
    let old = "[dev_dependencies]\nold = '1'\n";
    assert_eq!(dependencies(old), ["2 old Dev - [] Some((None, None))"]);
    let both = format!("{old}[dev-dependencies]\nnew = '1'\n");
    assert_eq!(dependencies(&both), ["4 new Dev - [] Some((None, None))"]);
}

#[test]
fn an_optional_dependency_has_the_features_that_bring_it() {
    let features = |declared: &str| {
        let text = format!("dependencies.spam.optional = true\nfeatures = {{ {declared} }}");
        let manifest = manifest::package(&text).unwrap();
        manifest.dependencies[0].features.join(" ")
    };
    assert_eq!(features(""), "spam");
    assert_eq!(features("a = ['spam']"), "spam", "which `a` enables");
    assert_eq!(features("a = ['dep:spam'], b = ['dep:egg']"), "a");
    assert_eq!(features("a = ['dep:spam'], spam = ['dep:spam']"), "a spam");
    assert_eq!(features("a = ['spam/x'], b = ['spam?/x']"), "spam a");
    assert_eq!(features("a = ['dep:spam'], b = ['spam/x'], c = ['spam?/x']"), "a b");
    assert_eq!(features("a = ['dep:spammer', 'spammer/x']"), "spam");
}

#[test]
fn a_workspace_says_where_its_dependencies_come_from() {
    let text = "workspace.dependencies = { a = '1', b = { package = 'c', path = 'd' } }";
    let inherited = manifest::workspace(text).unwrap().unwrap();
    let source = Source { package: Some("c".into()), path: Some("d".into()) };
    assert_eq!(inherited["a"], Source::default());
    assert_eq!(inherited["b"], source);
    assert!(manifest::workspace("[workspace]").unwrap().unwrap().is_empty());
    assert_eq!(manifest::workspace("[package]").unwrap(), None);
}

#[test]
fn a_library_may_have_a_name_of_its_own() {
    assert_eq!(manifest::library("lib.name = 'egg'").unwrap(), Some("egg".into()));
    assert_eq!(manifest::library("lib.path = 'egg.rs'").unwrap(), None);
    assert_eq!(manifest::library("").unwrap(), None);
}

#[test]
fn patterns_are_listed_with_their_lines() {
    let text = "[package.metadata.pluggy]\nplugins = [\n  'a',\n  'b-*' ]";
    let line = |line, text: &str| Line { line, text: text.into() };
    assert_eq!(manifest::plugins(text).unwrap(), [line(3, "a"), line(4, "b-*")]);
    let none = "package.metadata.pluggy.plugins = []";
    assert_eq!(manifest::plugins(none).unwrap(), []);
}

#[track_caller]
fn assert_mistakes<T: std::fmt::Debug>(found: Result<T, Vec<Mistake>>, expected: &[&str]) {
    let found: Vec<_> = found.unwrap_err().into_iter().collect();
    let found: Vec<_> =
        found.iter().map(|it| format!("{}: {}", it.line.unwrap_or(0), it.message)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_understood_is_a_mistake_with_its_line() {
    assert_mistakes(
        manifest::package("[package\n"),
        &["1: this is no TOML: unclosed table, expected `]`"],
    );
    assert_mistakes(
        manifest::package(
            "dependencies.a = 1\ndependencies.b.path = 2\ndependencies.c.optional = 'yes'\n\
             features = { f = [\n3], g = 'x' }\ntarget = 4\npackage.workspace = 5\n",
        ),
        &[
            "1: the dependency `a` is a version or a table",
            "2: `path` is a string",
            "3: `optional` is `true` or `false`",
            "5: the feature `f` is a list of strings",
            "5: the feature `g` is a list of strings",
            "6: `target` is a table",
            "7: `workspace` is a string",
        ],
    );
    assert_mistakes(
        manifest::package("dev-dependencies = 1"),
        &["1: `dev-dependencies` is a table"],
    );
    assert_mistakes(
        manifest::workspace("workspace.dependencies.a = 1"),
        &["1: the dependency `a` is a version or a table"],
    );
    assert_mistakes(manifest::library("\nlib.name = 1"), &["2: `name` is a string"]);
    assert_mistakes(manifest::plugins("package.metadata.pluggy = 1"), &["1: `pluggy` is a table"]);
}

/// Reads these files, and answers what was read, or the mistakes.
fn read<T>(
    texts: &[(&str, &str)],
    model: impl FnOnce(&mut Files<'_>) -> T,
) -> Result<(T, Vec<PathBuf>), Vec<String>> {
    let read = |path: &Path| {
        let found = texts.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| (*text).into()).ok_or(io::ErrorKind::NotFound.into())
    };
    let mut files = Files::new(&read, "/w".into());
    let model = model(&mut files);
    Ok((model, files.finish()?))
}

fn package(texts: &[(&str, &str)]) -> Result<(Package, Vec<PathBuf>), Vec<String>> {
    read(texts, |files| {
        Package::read(Path::new("/w/m/Cargo.toml"), false, files).unwrap_or_default()
    })
}

const INHERITS: &str =
    "dependencies = { a.workspace = true, b = { workspace = true, optional = true } }\n";
const ROOT: &str =
    "workspace.dependencies = { a = { path = 'p' }, b = { package = 'c', path = 'q' } }";

/// Reads a package that inherits both, and whose `a` is in a folder.
#[track_caller]
fn assert_inherits(texts: &[(&str, &str)], folder_of_a: &str) {
    let (package, files) = package(texts).unwrap();
    let a = Dependency {
        manifest: Some(Path::new(folder_of_a).join("Cargo.toml")),
        ..dependency("a", "a")
    };
    let b = Dependency { features: vec!["b".into()], ..dependency("b", "c") };
    assert_eq!(package.dependencies, [a, b]);
    let read: Vec<_> = texts.iter().map(|(name, _)| PathBuf::from(name)).collect();
    assert_eq!(files, read);
}

#[test]
fn an_inherited_dependency_is_looked_up_in_its_workspace() {
    assert_inherits(&[("/w/m/Cargo.toml", INHERITS), ("/w/Cargo.toml", ROOT)], "/w/p");
    assert_inherits(&[("/w/m/Cargo.toml", &format!("{INHERITS}{ROOT}"))], "/w/m/p");
    let said = format!("{INHERITS}package.workspace = '../x'");
    assert_inherits(&[("/w/m/Cargo.toml", &said), ("/w/m/../x/Cargo.toml", ROOT)], "/w/m/../x/p");
}

#[test]
fn the_nearest_workspace_is_taken() {
    let far = [("/w/m/Cargo.toml", INHERITS), ("/w/Cargo.toml", ROOT), ("/Cargo.toml", "[")];
    assert!(package(&far).is_ok());
    let no_root = [("/w/m/Cargo.toml", INHERITS), ("/w/Cargo.toml", ""), ("/Cargo.toml", ROOT)];
    assert!(package(&no_root).is_ok());
}

#[test]
fn a_workspace_that_does_not_say_is_a_mistake() {
    let inherits = "\ndependencies.a.workspace = true";
    let alone = package(&[("/w/m/Cargo.toml", inherits)]);
    assert_eq!(
        alone.unwrap_err(),
        ["m/Cargo.toml:2: `a` is inherited, and no `[workspace]` is found"]
    );
    let other = package(&[("/w/m/Cargo.toml", inherits), ("/w/Cargo.toml", "[workspace]")]);
    assert_eq!(
        other.unwrap_err(),
        ["m/Cargo.toml:2: `a` is inherited, and `[workspace.dependencies]` has no `a`"]
    );
    let missing = package(&[]).unwrap_err();
    assert_eq!(missing, ["m/Cargo.toml: this file can't be read: entity not found"]);
}

fn dependency(key: &str, package: &str) -> Dependency {
    Dependency {
        package: package.into(),
        key: key.into(),
        line: 1,
        is_dev: false,
        target: None,
        features: Vec::new(),
        manifest: None,
    }
}

#[test]
fn a_crate_is_called_what_the_code_calls_it() {
    let texts = [("/w/named/Cargo.toml", "lib.name = 'own'"), ("/w/plain/Cargo.toml", "")];
    let name = |folder: Option<&str>| {
        let manifest = folder.map(|folder| Path::new("/w").join(folder).join("Cargo.toml"));
        let spam = Dependency { manifest, ..dependency("the-spam", "spam") };
        read(&texts, |files| spam.crate_name(files)).map(|(name, _)| name.unwrap())
    };
    assert_eq!(name(None).unwrap(), "the_spam");
    assert_eq!(name(Some("plain")).unwrap(), "the_spam");
    assert_eq!(name(Some("named")).unwrap(), "own");
    let missing = name(Some("missing")).unwrap_err();
    assert_eq!(missing, ["missing/Cargo.toml: this file can't be read: entity not found"]);
    assert!(Crate::new(&dependency("type", "type"), "type").is_ok());
    assert_eq!(
        Crate::new(&dependency("self", "spam"), "self").err().unwrap(),
        "no crate in the code can be called `self`: give the dependency another name, `name = { \
         package = \"spam\" }`"
    );
}

#[test]
fn what_is_nearly_matched_is_said() {
    let dependencies = ["supper-spam", "supper_egg", "serde"].map(|name| dependency(name, name));
    let package = Package { dependencies: dependencies.into(), ..Package::default() };
    let warning = |texts: &[&str]| {
        let patterns: Vec<_> = texts.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        patterns[0].warning(&patterns, &package)
    };
    for texts in [&["supper-spam"][..], &["supper-*", "supper_egg"], &["ser*"]] {
        assert_eq!(warning(texts), None, "{texts:?}");
    }
    assert_eq!(
        warning(&["supper-*"]).unwrap(),
        "`supper_egg` is not linked, since `supper-*` only nearly matches it: write \
         `link_plugins!(\"supper-*\", \"supper_egg\")`",
    );
    for (pattern, remedy) in [
        ("ham-*", "add a line for each plugin to Cargo.toml"),
        ("super-*", "did you mean `supper-spam`?"),
        ("suppers-s*", "did you mean `supper-spam`?"),
        ("supper-spum?", "did you mean `supper-spam`?"),
        ("*-ham", "add a line for each plugin to Cargo.toml"),
        ("[ab]", "add a line for each plugin to Cargo.toml"),
    ] {
        let start = format!("no dependency has such a name as `{pattern}`, so nothing is linked: ");
        assert_eq!(warning(&[pattern]).unwrap(), start + remedy);
    }
    let check = |text| Pattern::parse(text).unwrap().check(&package);
    assert!(check("Supper_e*").unwrap_err().contains("`supper_egg` nearly"));
}

#[test]
fn a_name_must_be_there_and_a_pattern_need_not() {
    let package = Package {
        dependencies: vec![dependency("spam", "eggsample-spam"), dependency("serde", "serde")],
        elsewhere: vec!["cc".into()],
        ..Package::default()
    };
    let check = |text| Pattern::parse(text).unwrap().check(&package);
    for found in ["eggsample-spam", "serde", "eggsample-*", "*", "nothing-?", "nothing-[ab]"] {
        assert_eq!(check(found), Ok(()));
    }
    for (name, message) in [
        (
            "eggsample_spam",
            "this package has no dependency `eggsample_spam`: write `eggsample-spam`",
        ),
        (
            "eggsample",
            "this package has no dependency `eggsample`: add it to Cargo.toml, or remove it here",
        ),
        (
            "Eggsample-Spam",
            "this package has no dependency `Eggsample-Spam`: write `eggsample-spam`",
        ),
        // Its line is missing; it is no slip.
        (
            "eggsample-waffles",
            "this package has no dependency `eggsample-waffles`: add it to Cargo.toml, or remove it \
             here",
        ),
        (
            "spam",
            "`spam` is what this package calls its dependency `eggsample-spam`: write \
             `eggsample-spam`",
        ),
        (
            "cc",
            "`cc` is a build-dependency, which is not in the program: move it to `[dependencies]`",
        ),
    ] {
        assert_eq!(check(name), Err(message.into()));
    }
}

#[test]
fn what_can_be_in_no_name_is_told_with_what_is_meant() {
    for (pattern, message) in [
        ("", "no package has an empty name: leave it out"),
        ("!serde", "a pattern can't leave `serde` out: name those that are to be linked"),
        ("-serde", "a pattern can't leave `serde` out: name those that are to be linked"),
        ("supper-.*", "`*` stands for any text by itself: write `supper-*`"),
        ("spam ham", "no package has a ' ' in its name: write each name as a string of its own"),
        ("supper/*", "no package has a '/' in its name: leave it out"),
    ] {
        assert_eq!(Pattern::parse(pattern).err().as_deref(), Some(message));
    }
}
