//! What can't be read or understood is a compile error that says where. No
//! Cargo takes part: it would refuse some of these before.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

use crate::PACKAGES;
use crate::program::{build, scratch};

/// Where the host's library is.
static KITCHEN: LazyLock<PathBuf> =
    LazyLock::new(|| build(&PACKAGES.join("kitchen/Cargo.toml"), &["--offline"]));

/// The errors of a program with this Cargo.toml, each with its place.
fn errors(name: &str, manifest: Option<&str>, call: &str) -> Vec<String> {
    let folder = scratch("link-plugins-mistakes").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.rs"), format!("{call}\nfn main() {{}}\n")).unwrap();
    if let Some(manifest) = manifest {
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    }
    let mut rustc = Command::new("rustc");
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO") {
            rustc.env_remove(name);
        }
    }
    if name != "no-cargo" {
        rustc.env("CARGO_MANIFEST_DIR", &folder).env("CARGO_PKG_NAME", "mistaken");
    }
    rustc.args(["--edition=2024", "--emit=metadata", "--error-format=short", "main.rs"]);
    rustc.arg("--extern").arg(format!("kitchen={}", KITCHEN.join("libkitchen.rlib").display()));
    rustc.arg("-L").arg(format!("dependency={}", KITCHEN.join("deps").display()));
    let Output { status, stderr, .. } = rustc.current_dir(&folder).output().expect("rustc runs");
    let stderr = String::from_utf8(stderr).unwrap();
    assert!(!status.success(), "{name}: {stderr}");
    let errors = stderr.lines().filter(|line| !line.starts_with("error: aborting due to"));
    errors.map(Into::into).collect()
}

/// A program that calls the macro with these arguments has these errors.
#[track_caller]
fn assert_refused(name: &str, manifest: &str, arguments: &str, expected: &[&str]) {
    let call = format!("kitchen::pluggy_core::link_plugins!({arguments});");
    assert_eq!(errors(name, Some(manifest), &call), expected);
}

const DEPENDENCIES: &str = "\
[package]
name = 'mistaken'
[dependencies]
kitchen-eggs = '1'
spam = { package = 'kitchen-spam', version = '1' }
[build-dependencies]
kitchen-build = '1'
";

#[test]
fn arguments_are_strings() {
    let expected = |column, name| {
        format!(
            "main.rs:1:{column}: error: `link_plugins!` takes names of packages, or patterns for \
             them, each a string: write `link_plugins!(\"{name}\")`"
        )
    };
    assert_refused("no-string", DEPENDENCIES, "kitchen_eggs", &[&expected(37, "kitchen-eggs")]);
    assert_refused("no-name", DEPENDENCIES, "[\"kitchen-eggs\"]", &[&expected(37, "eggsample-*")]);
    let comma = "main.rs:1:52: error: names are separated by commas: write `,`";
    assert_refused("no-comma", DEPENDENCIES, r#""kitchen-eggs" "kitchen-*""#, &[comma]);
}

#[test]
fn a_name_that_is_no_dependency_is_an_error_at_its_literal() {
    let names = r#""kitchen-egs", "other", "spam", "kitchen-build", "kitchen-[a", "a, b""#;
    assert_refused(
        "names",
        DEPENDENCIES,
        names,
        &[
            "main.rs:1:37: error: this package has no dependency `kitchen-egs`: write \
             `kitchen-eggs`",
            "main.rs:1:52: error: this package has no dependency `other`: add it to Cargo.toml, or \
             remove it here",
            "main.rs:1:61: error: `spam` is what this package calls its dependency `kitchen-spam`: \
             write `kitchen-spam`",
            "main.rs:1:69: error: `kitchen-build` is a build-dependency, which is not in the \
             program: move it to `[dependencies]`",
            "main.rs:1:86: error: `kitchen-[a` is no pattern for names: `*` stands for any text, \
             `?` for a character, `[ab]` for one of some",
            "main.rs:1:100: error: no package has a ',' in its name: write each name as a string \
             of its own",
        ],
    );
}

#[test]
fn a_pattern_that_only_nearly_matches_is_an_error_at_its_literal() {
    assert_refused(
        "underscores",
        DEPENDENCIES,
        r#""kitchen_*", "Kitchen-?ggs", "kitchen-*""#,
        &[
            "main.rs:1:37: error: no dependency has such a name, but `kitchen-eggs` nearly has: write \
             `link_plugins!(\"kitchen-eggs\")` in place of `kitchen_*`, or beside it",
            "main.rs:1:50: error: no dependency has such a name, but `kitchen-eggs` nearly has: write \
             `link_plugins!(\"kitchen-eggs\")` in place of `Kitchen-?ggs`, or beside it",
        ],
    );
}

/// A warning, which a program may deny: the last plugin may have been removed.
#[test]
fn a_pattern_that_matches_nothing_is_a_warning_at_its_literal() {
    for (name, pattern, what) in [
        ("nothing", "pantry-*", "add a line for each plugin to Cargo.toml"),
        ("nearly-nothing", "kitchens-*", "did you mean `kitchen-eggs`?"),
        ("nearly-a-name", "kitchen-eg[gs]", "did you mean `kitchen-eggs`?"),
        (
            "nothing-here",
            "kitchen-bu*",
            "`kitchen-build` is a build-dependency, which is not in the program: move it to \
             `[dependencies]`",
        ),
    ] {
        let call =
            format!("#![deny(warnings)]\nkitchen::pluggy_core::link_plugins!(\"{pattern}\");");
        assert_eq!(
            errors(name, Some(DEPENDENCIES), &call),
            [format!(
                "main.rs:2:37: error: use of deprecated constant `_::_::link_plugins`: no dependency \
                 has such a name as `{pattern}`, so nothing is linked: {what}"
            )],
        );
    }
}

#[test]
fn a_listed_name_that_is_no_dependency_is_an_error_at_its_line() {
    let names = "plugins = ['kitchen-egs',\n'other', 'spam',\n'kitchen-build',\n'kitchen-[a']";
    assert_refused(
        "listed-names",
        &format!("{DEPENDENCIES}[package.metadata.pluggy]\n{names}"),
        "",
        &[
            "main.rs:1:1: error: Cargo.toml:9: this package has no dependency `kitchen-egs`: write \
             `kitchen-eggs`",
            "main.rs:1:1: error: Cargo.toml:10: this package has no dependency `other`: add it to \
             Cargo.toml, or remove it here",
            "main.rs:1:1: error: Cargo.toml:10: `spam` is what this package calls its dependency \
             `kitchen-spam`: write `kitchen-spam`",
            "main.rs:1:1: error: Cargo.toml:11: `kitchen-build` is a build-dependency, which is \
             not in the program: move it to `[dependencies]`",
            "main.rs:1:1: error: Cargo.toml:12: `kitchen-[a` is no pattern for names: `*` stands \
             for any text, `?` for a character, `[ab]` for one of some",
        ],
    );
}

#[test]
fn without_an_argument_there_is_a_list() {
    let says_how = |place| {
        format!(
            "main.rs:1:1: error: {place}: nothing says which dependencies are plugins: write \
             `plugins = [\"eggsample-*\"]` under `[package.metadata.pluggy]`, or \
             `link_plugins!(\"eggsample-*\")` in the program"
        )
    };
    assert_refused("no-list", DEPENDENCIES, "", &[&says_how("Cargo.toml")]);
    let misspelt = format!("{DEPENDENCIES}[package.metadata.pluggy]\nplugin = ['kitchen-*']");
    assert_refused("no-plugins", &misspelt, "", &[&says_how("Cargo.toml:8")]);
}

#[test]
fn a_list_is_one_of_strings() {
    let expected = |line| {
        format!(
            "main.rs:1:1: error: Cargo.toml:{line}: `plugins` is a list of package names, each a \
             string: write `plugins = [\"eggsample-*\"]`"
        )
    };
    let listed = |list| format!("{DEPENDENCIES}[package.metadata.pluggy]\nplugins = {list}");
    assert_refused("listed-string", &listed("'kitchen-*'"), "", &[&expected(9)]);
    let numbers = listed("[\n'kitchen-*', 1,\n2]");
    assert_refused("listed-numbers", &numbers, "", &[&expected(10), &expected(11)]);
}

const TARGETS: &str = "\
[target.x86_64-pc-windows-msvc.dependencies]
kitchen-tea = '1'
other = '1'
[target.'cfg('.dependencies]
kitchen-jam = '1'
[dependencies]
self = { package = 'kitchen-self', version = '1' }
";

#[test]
fn what_code_can_not_say_is_an_error() {
    let expected = [
        "main.rs:1:1: error: Cargo.toml:2: `kitchen-tea` is a dependency for \
         `x86_64-pc-windows-msvc`, and code can't ask for a target by its name: write \
         `[target.'cfg(…)'.dependencies]`, such as `cfg(target_os = \"linux\")`",
        "main.rs:1:1: error: Cargo.toml:5: `kitchen-jam` is a dependency for `cfg(`, and code \
         can't ask for a target by its name: write `[target.'cfg(…)'.dependencies]`, such as \
         `cfg(target_os = \"linux\")`",
        "main.rs:1:1: error: Cargo.toml:7: no crate in the code can be called `self`: give the \
         dependency another name, `name = { package = \"kitchen-self\" }`",
    ];
    assert_refused("targets", TARGETS, "\"kitchen-*\"", &expected);
    // Also where the host's macro makes the call.
    assert_eq!(errors("wrapped", Some(TARGETS), "kitchen::link_plugins!();"), expected);
}

#[test]
fn a_manifest_that_is_not_understood_is_an_error_at_its_line() {
    let pattern = "\"kitchen-*\"";
    let no_toml =
        ["main.rs:1:1: error: Cargo.toml:2: this is no TOML: unclosed table, expected `]`"];
    assert_refused("no-toml", "\n[package\n", pattern, &no_toml);
    assert_refused("no-toml-no-list", "\n[package\n", "", &no_toml);
    assert_refused(
        "shapes",
        "dependencies.a = 1\ntarget = 2\nfeatures.f = 'x'\n",
        pattern,
        &[
            "main.rs:1:1: error: Cargo.toml:1: the dependency `a` is a version or a table",
            "main.rs:1:1: error: Cargo.toml:2: `target` is a table",
            "main.rs:1:1: error: Cargo.toml:3: the feature `f` is a list of strings",
        ],
    );
    assert_refused(
        "no-entry",
        "workspace.dependencies.b = '1'\ndependencies.a.workspace = true",
        pattern,
        &[
            "main.rs:1:1: error: Cargo.toml:2: `a` is inherited, and `[workspace.dependencies]` has \
           no `a`",
        ],
    );
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    // The end of the message is the system's.
    let call = "kitchen::pluggy_core::link_plugins!(\"kitchen-*\");";
    for (name, manifest, file) in [
        ("no-file", None, "Cargo.toml"),
        ("no-path", Some("dependencies.kitchen-tea.path = '../tea'"), "../tea/Cargo.toml"),
        (
            "no-root",
            Some("package.workspace = 'root'\ndependencies.a.workspace = true"),
            "root/Cargo.toml",
        ),
    ] {
        let errors = errors(name, manifest, call);
        let expected = format!("main.rs:1:1: error: {file}: this file can't be read: ");
        assert!(errors.len() == 1 && errors[0].starts_with(&expected), "{name}: {errors:?}");
    }
}

#[test]
fn without_cargo_there_is_no_manifest() {
    let call = "kitchen::pluggy_core::link_plugins!(\"kitchen-*\");";
    assert_eq!(
        errors("no-cargo", None, call),
        ["main.rs:1:1: error: Cargo does not build this, so there is no Cargo.toml to read: link \
          each plugin by a line of its own, `use plugin_crate as _;`"]
    );
}
