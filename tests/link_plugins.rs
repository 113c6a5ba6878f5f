//! `link_plugins!` as an end user has it: real packages, each with its own
//! Cargo.toml, and the plugins that their programs find.

#[path = "link_plugins/mistakes.rs"]
mod mistakes;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use program::{Outcome, build, cargo, root, run, scratch};

/// The host: its program prints the plugins, and asked for more all
/// dependencies that were read.
const HOST: &str = include_str!("link_plugins/kitchen.rs");

/// A plugin of the package's name.
const PLUGIN: &str = "
#[kitchen::pluggy_core::hookimpl(kitchen::Cook, crate = kitchen::pluggy_core)]
fn cook() {}
";

/// What a user's lints say of the expansion is an error.
const WALL: &str = "\
#![deny(warnings, rust_2018_idioms, unused_extern_crates, unused_qualifications)]
#![deny(unused_crate_dependencies, missing_docs, unreachable_pub)]
#![forbid(unsafe_code)]
//! A program.
";

const MAIN: &str = "
kitchen::link_plugins!();

fn main() {
    kitchen::main()
}
";

/// The folder of all packages, with a host and plugins.
static PACKAGES: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = scratch("link-plugins-packages");
    let core = root().join("pluggy-core");
    let core =
        format!("[dependencies.pluggy-core]\npath = '{}'\nfeatures = ['link']", core.display());
    lock(&write(&folder, "kitchen", &format!("{core}\n[workspace]"), &[("src/lib.rs", HOST)]));
    for plugin in ["bread", "eggs", "jam", "spam", "tea"] {
        let library = if plugin == "jam" { "[lib]\nname = 'marmalade'" } else { "" };
        let manifest = format!("{library}\n[dependencies]\nkitchen.path = '../kitchen'");
        write(&folder, &format!("kitchen-{plugin}"), &manifest, &[("src/lib.rs", PLUGIN)]);
    }
    folder
});

/// Writes a package of one name and folder.
fn write(packages: &Path, name: &str, manifest: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = packages.join(name);
    let package = format!("[package]\nname = '{name}'\nversion = '1.0.0'\nedition = '2024'\n");
    let manifest = format!("{package}\n{manifest}");
    for (path, text) in [("Cargo.toml", &*manifest)].iter().chain(files) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // Nothing is built anew that did not change.
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text).unwrap();
        }
    }
    folder.join("Cargo.toml")
}

/// Writes an end user's package.
fn user(name: &str, manifest: &str, files: &[(&str, &str)]) -> PathBuf {
    let manifest = format!("{manifest}\n[workspace]");
    let manifest = write(&PACKAGES, name, &manifest, files);
    lock(&manifest);
    manifest
}

/// The same versions as the workspace's, and no look into the index.
fn lock(manifest: &Path) {
    fs::copy(root().join("Cargo.lock"), manifest.with_file_name("Cargo.lock")).unwrap();
}

/// Builds a program, and answers what it prints.
fn print(manifest: &Path, program: &str, options: &[&str], args: &[&str]) -> String {
    let built = build(manifest, &[&["--offline"], options].concat());
    let Outcome { code, stdout, stderr } = run(&built.join(program), root(), args);
    assert_eq!((code, &*stderr), (Some(0), ""));
    stdout
}

/// Runs the tests of a package.
fn test(manifest: &Path) {
    let mut cargo = cargo();
    cargo.args(["test", "--offline", "--manifest-path"]).arg(manifest);
    let Output { status, stdout, stderr } = cargo.output().expect("cargo runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "cargo test:\n{stderr}\n{stdout}");
}

const CHOSEN: &str = "
[features]
breakfast = ['dep:kitchen-eggs']
[dependencies]
kitchen.path = '../kitchen'
loaf = { package = 'kitchen-bread', path = '../kitchen-bread' }
kitchen-eggs = { path = '../kitchen-eggs', optional = true }
kitchen-jam.path = '../kitchen-jam'
[target.'cfg(any(unix, windows))'.dependencies]
kitchen-tea.path = '../kitchen-tea'
[target.'cfg(not(any(unix, windows)))'.dependencies]
kitchen-spam.path = '../kitchen-spam'
[target.no-such-target.dependencies]
kitchen.path = '../kitchen'
";

#[test]
fn every_kind_of_dependency_is_linked_under_its_conditions() {
    let main = format!("{WALL}{MAIN}");
    let manifest = user("link-chosen", CHOSEN, &[("src/main.rs", &main)]);
    let print = |cargo, args| print(&manifest, "link-chosen", cargo, args);
    assert_eq!(
        print(&["--features", "breakfast"], &[]),
        "kitchen-bread kitchen-eggs kitchen-jam kitchen-tea\n"
    );
    assert_eq!(
        print(&[], &["dependencies"]),
        "kitchen-bread kitchen-jam kitchen-tea\n\
         link-chosen kitchen: false false false [] None\n\
         link-chosen kitchen-bread: true true false [] None\n\
         link-chosen kitchen-eggs: true false false [\"breakfast\"] None\n\
         link-chosen kitchen-jam: true true false [] None\n\
         link-chosen kitchen-tea: true true false [] Some(\"cfg(any(unix, windows))\")\n\
         link-chosen kitchen-spam: true false false [] Some(\"cfg(not(any(unix, windows)))\")\n\
         link-chosen kitchen: false false false [] Some(\"no-such-target\")\n"
    );
}

#[test]
fn it_stands_anywhere_and_tests_have_dev_dependencies() {
    let dependencies = "
[dependencies]
kitchen.path = '../kitchen'
kitchen-tea = { path = '../kitchen-tea', optional = true }
kitchen-bread.path = '../kitchen-bread'
[dev-dependencies]
kitchen-eggs.path = '../kitchen-eggs'
[features]
default = ['kitchen-tea']
";
    let tested = "
#[test]
fn dev_dependencies_are_there() {
    assert_eq!(kitchen::plugins(), \"kitchen-bread kitchen-eggs kitchen-tea\");
}
";
    let nested = "mod nested { mod core {} kitchen::link_plugins!(); }\n";
    let library = format!("{WALL}{nested}{tested}");
    let program = format!(
        "{WALL}use link_places as _;\nfn main() {{ kitchen::link_plugins!(); kitchen::main() }}\n{tested}"
    );
    let example = "use link_places as _; kitchen::link_plugins!(); fn main() { kitchen::main() }";
    let integration = format!("kitchen::link_plugins!();\n{tested}");
    let files = [
        ("src/lib.rs", &*library),
        ("src/main.rs", &program),
        ("examples/link-example.rs", example),
        ("tests/integration.rs", &integration),
    ];
    let manifest = user("link-places", dependencies, &files);
    let with_tea = "kitchen-bread kitchen-tea\n";
    assert_eq!(print(&manifest, "link-places", &[], &[]), with_tea);
    assert_eq!(print(&manifest, "link-places", &["--no-default-features"], &[]), "kitchen-bread\n");
    assert_eq!(print(&manifest, "examples/link-example", &["--examples"], &[]), with_tea);
    test(&manifest);
}

/// The program has the plugins of its own package without naming the library.
#[test]
fn the_packages_own_library_is_linked() {
    let own = "[lib]\nname = 'larder'\n[dependencies]\nkitchen.path = '../kitchen'\nkitchen-tea.path = '../kitchen-tea'";
    let files = [("src/lib.rs", PLUGIN), ("src/main.rs", MAIN)];
    let manifest = user("link-own", own, &files);
    assert_eq!(print(&manifest, "link-own", &[], &[]), "kitchen-tea link-own\n");
}

/// A build script is a program of its own, whose plugins are build-dependencies.
#[test]
fn a_build_script_has_build_dependencies() {
    let dependencies = "
[dependencies]
kitchen.path = '../kitchen'
kitchen-tea.path = '../kitchen-tea'
[build-dependencies]
kitchen.path = '../kitchen'
kitchen-spam.path = '../kitchen-spam'
";
    let build = "kitchen::link_plugins!();
fn main() { println!(\"cargo::rustc-env=BUILT={}\", kitchen::plugins()); }";
    let main = "kitchen::link_plugins!();
fn main() { println!(\"{}, {}\", env!(\"BUILT\"), kitchen::plugins()); }";
    let files = [("build.rs", build), ("src/main.rs", main)];
    let manifest = user("link-build", dependencies, &files);
    assert_eq!(print(&manifest, "link-build", &[], &[]), "kitchen-spam, kitchen-tea\n");
}

#[test]
fn a_workspace_names_packages_and_folders() {
    let root = "
[workspace]
members = ['../link-inherits']
[workspace.dependencies]
kitchen.path = '../kitchen'
loaf = { package = 'kitchen-bread', path = '../kitchen-bread' }
kitchen-jam.path = '../kitchen-jam'
";
    let root = write(&PACKAGES, "link-root", root, &[("src/lib.rs", "")]);
    lock(&root);
    let inherits = "workspace = '../link-root'
[dependencies]
kitchen.workspace = true
loaf = { workspace = true, optional = true }
kitchen-jam.workspace = true
";
    let manifest = write(&PACKAGES, "link-inherits", inherits, &[("src/main.rs", MAIN)]);
    let print = |cargo| print(&manifest, "link-inherits", cargo, &[]);
    assert_eq!(print(&[]), "kitchen-jam\n");
    assert_eq!(print(&["--features", "loaf"]), "kitchen-bread kitchen-jam\n");
}

#[test]
fn a_change_of_the_manifest_is_followed() {
    let print = |dependencies: &str, metadata: &str, patterns: &str| {
        let manifest =
            format!("{metadata}\n[dependencies]\nkitchen.path = '../kitchen'\n{dependencies}");
        let main = format!(
            "kitchen::pluggy_core::link_plugins!({patterns});\nfn main() {{ kitchen::main() }}"
        );
        let manifest = user("link-changes", &manifest, &[("src/main.rs", &main)]);
        print(&manifest, "link-changes", &[], &[])
    };
    let (bread, both) = (
        "kitchen-bread.path = '../kitchen-bread'",
        "kitchen-bread.path = '../kitchen-bread'\nkitchen-tea.path = '../kitchen-tea'",
    );
    assert_eq!(print("", "", "\"kitchen-*\""), "\n");
    assert_eq!(print(bread, "", "\"kitchen-*\""), "kitchen-bread\n");
    assert_eq!(print(both, "", "\"kitchen-*\""), "kitchen-bread kitchen-tea\n");
    assert_eq!(print(bread, "", "\"kitchen-*\""), "kitchen-bread\n");
    assert_eq!(print(both, "", "\"kitchen-tea\", \"other-*\","), "kitchen-tea\n");
    let metadata = |plugins| format!("[package.metadata.pluggy]\nplugins = [{plugins}]");
    assert_eq!(print(both, &metadata("'kitchen-bread'"), ""), "kitchen-bread\n");
    assert_eq!(print(both, &metadata("\"kitchen-*\""), ""), "kitchen-bread kitchen-tea\n");
    assert_eq!(print(both, &metadata(""), ""), "\n");
}

const DESCRIBED: &str = "
use kitchen::pluggy_core::{PluginManager, hookimpl};

#[hookimpl(kitchen::Cook, crate = kitchen::pluggy_core)]
fn cook() {}

fn main() {
    let pm = PluginManager::new(\"kitchen\");
    pm.add_hookspecs::<dyn kitchen::Cook>();
    pm.discover().strict().unwrap();
    println!(\"{:?}\", pm.plugins()[0].description());
}
";

#[test]
fn a_change_of_the_packages_description_is_followed() {
    let print = |description: &str| {
        let manifest = format!("{description}\n[dependencies]\nkitchen.path = '../kitchen'");
        let manifest = user("link-described", &manifest, &[("src/main.rs", DESCRIBED)]);
        print(&manifest, "link-described", &[], &[])
    };
    assert_eq!(print("description = 'Fries.'"), "Some(\"Fries.\")\n");
    assert_eq!(print("description = 'Boils.'"), "Some(\"Boils.\")\n");
    assert_eq!(print(""), "None\n");
}
