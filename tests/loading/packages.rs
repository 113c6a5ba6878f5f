//! The packages of these tests: hosts, plugins and programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::Printed;
use crate::program::{Outcome, build, cargo, root, run, scratch};

/// The host, which prints what it finds; its other trait follows.
const TAVERN: &str = include_str!("sources/tavern.rs");

const COOK: &str = "
#[pluggy_core::hookspec]
pub trait Cook {
    fn cook(&self);
}
";

/// A keeper, who pours what is called so.
fn keeper(host: &str, name: &str) -> String {
    format!(
        "use {host}::pluggy_core::hookimpl;\n\
         \n\
         #[hookimpl({host}::Keeper, name = {name:?}, crate = {host}::pluggy_core)]\n\
         fn pour() -> String {{\n    \
             concat!({name:?}, \" of \", env!(\"CARGO_PKG_NAME\")).into()\n\
         }}\n"
    )
}

/// A program of some plugins.
fn program(host: &str, plugins: &[&str]) -> String {
    let plugins: Vec<String> = plugins.iter().map(|name| format!("use {name} as _;\n")).collect();
    format!("{}\nfn main() {{\n    {host}::main(|_| {{}})\n}}\n", plugins.concat())
}

const CORE: &str = "
[features]
default = ['inventory']
inventory = ['pluggy-core/inventory']
linkme = ['pluggy-core/linkme']
[dependencies.pluggy-core]
default-features = false
features = ['config', 'report', 'link']
";

/// The first version, as most depend on it.
const OLD: &str = "[dependencies]\ntavern = { path = '../tavern-1', default-features = false }\n";

const NEW: &str = "[dependencies]\ntavern.path = '../tavern-2'\n";

const PUBLISHED: &str = "
[dependencies]
tavern = { version = '0.1.0', registry = 'tests', default-features = false }
";

const SEVERAL: &str = "
[dependencies]
tavern.path = '../tavern-1'
tavern-2 = { package = 'tavern', path = '../tavern-2' }
tavern-ale.path = '../tavern-ale'
tavern-ale-1 = { package = 'tavern-ale', path = '../tavern-ale-1' }
tavern-beer.path = '../tavern-beer'
tavern-stew.path = '../tavern-stew'
brewery.path = '../brewery'
taproom.path = '../taproom'
inn-cider.path = '../inn-cider'
";

const CHOICE: &str = "
[features]
inventory = ['tavern/inventory']
linkme = ['tavern/linkme']
[dependencies]
tavern = { path = '../tavern-1', default-features = false }
tavern-ale.path = '../tavern-ale'
tavern-mead.path = '../tavern-mead'
tavern-stout = { path = '../tavern-stout', optional = true }
";

/// The folder of all packages.
static PACKAGES: LazyLock<PathBuf> = LazyLock::new(|| {
    let packages = scratch("loading-packages");
    let core = format!("{CORE}path = '{}'\n", root().join("pluggy-core").display());
    let published_core = format!("{CORE}version = '*'\nregistry = 'tests'\n");
    let mead = format!("{OLD}serde = {{ version = '1', features = ['derive'] }}\n");
    let inn_cider = "[dependencies]\ninn.path = '../inn'\n";
    let tavern = format!("{TAVERN}{COOK}");
    let moved = format!("{TAVERN}use kitchen::Cook;\npub mod kitchen {{{COOK}}}\n");
    let libraries: [(&str, &str, &str, &str); 14] = [
        ("tavern-1", "0.1.0", &core, &tavern),
        ("tavern-2", "0.2.0", &core, &moved),
        ("tavern-ale", "1.1.0", OLD, &keeper("tavern", "ale")),
        ("tavern-ale-1", "1.0.0", OLD, &keeper("tavern", "ale")),
        ("tavern-beer", "1.2.0", NEW, &keeper("tavern", "beer")),
        ("tavern-stew", "1.3.0", NEW, include_str!("sources/stew.rs")),
        ("tavern-mead", "1.4.0", &mead, include_str!("sources/mead.rs")),
        ("tavern-stout", "1.5.0", OLD, &keeper("tavern", "stout")),
        ("brewery", "3.0.0", OLD, &keeper("tavern", "ale")),
        ("taproom", "4.0.0", OLD, &keeper("tavern", "brewery")),
        ("inn", "0.1.0", &core, include_str!("sources/inn.rs")),
        ("inn-cider", "1.6.0", inn_cider, &keeper("inn", "cider")),
        ("published/tavern", "0.1.0", &published_core, &tavern),
        ("published/tavern-porter", "1.7.0", PUBLISHED, &keeper("tavern", "porter")),
    ];
    for (folder, version, manifest, source) in libraries {
        package(&packages.join(folder), version, manifest, &[("src/lib.rs", source)]);
    }
    let folders = libraries.map(|(folder, ..)| folder);
    // Two members of one name are refused; two dependencies are not.
    let workspace = format!(
        "[workspace]\nresolver = '3'\nmembers = ['several', 'choice', 'twice']\nexclude = {folders:?}\n"
    );
    write(&packages, &[("Cargo.toml", &workspace)]);
    lock(&packages);

    let versions = ["tavern_ale", "tavern_beer", "tavern_stew"];
    let programs = [
        ("src/bin/two-versions.rs", program("tavern", &versions)),
        ("src/bin/newer.rs", program("tavern_2", &versions)),
        ("src/bin/moved.rs", program("tavern", &["tavern_stew"])),
        ("src/bin/two-hosts.rs", program("tavern", &["tavern_ale", "inn_cider"])),
        ("src/bin/one-name.rs", program("tavern", &["tavern_ale", "brewery"])),
        ("src/bin/plugin-twice.rs", program("tavern", &["tavern_ale", "tavern_ale_1"])),
        ("src/bin/usurper.rs", include_str!("sources/usurper.rs").to_owned()),
        ("src/bin/borrowed-name.rs", program("tavern", &["brewery", "taproom"])),
    ];
    let programs = programs.each_ref().map(|(path, text)| (*path, text.as_str()));
    package(&packages.join("several"), "1.0.0", SEVERAL, &programs);
    let choice = [("src/main.rs", include_str!("sources/choice.rs"))];
    package(&packages.join("choice"), "1.0.0", CHOICE, &choice);
    let twice = [
        ("src/hooks.rs", include_str!("sources/twice.rs")),
        ("src/lib.rs", "pub mod hooks;\n"),
        ("src/main.rs", "use twice as _;\n\nmod hooks;\n\nfn main() {\n    hooks::main();\n}\n"),
    ];
    let core =
        format!("[dependencies]\npluggy-core.path = '{}'\n", root().join("pluggy-core").display());
    package(&packages.join("twice"), "1.0.0", &core, &twice);
    packages
});

/// Writes a package of its folder's name, or of what that is a version of.
fn package(folder: &Path, version: &str, manifest: &str, files: &[(&str, &str)]) {
    let name = folder.file_name().unwrap().to_str().unwrap();
    let name = name.trim_end_matches(['-', '1', '2']);
    let head = format!("[package]\nname = '{name}'\nversion = '{version}'\nedition = '2024'\n");
    write(folder, &[("Cargo.toml", &format!("{head}{manifest}"))]);
    write(folder, files);
}

/// Writes files that are not so yet: nothing is built anew that did not change.
fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text).unwrap();
        }
    }
}

/// The same versions as our workspace's, and no look into the index.
fn lock(folder: &Path) {
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Builds a program, with arguments of Cargo's, and runs it.
fn print(manifest: &Path, program: &str, options: &[&str], args: &[&str]) -> Printed {
    // Two builds may write one program.
    static BUILDING: Mutex<()> = Mutex::new(());
    let building = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let built = build(manifest, &[&["--offline"], options].concat());
    let outcome = run(&built.join(program), &PACKAGES, args);
    drop(building);
    outcome.into()
}

/// Runs a program of the package `several`.
pub(crate) fn several(program: &str, args: &[&str]) -> Printed {
    print(&PACKAGES.join("several/Cargo.toml"), program, &[], args)
}

/// Runs `choice` as it is built with some features.
pub(crate) fn choice(features: &str, args: &[&str]) -> Printed {
    print(&PACKAGES.join("choice/Cargo.toml"), "choice", &["--features", features], args)
}

/// Runs a program whose own library has the same hooks.
pub(crate) fn twice() -> Outcome {
    let built = build(&PACKAGES.join("twice/Cargo.toml"), &["--offline"]);
    run(&built.join("twice"), &PACKAGES, &[])
}

/// A workspace of one package.
fn alone(name: &str, manifest: &str, path: &str, source: &str) -> PathBuf {
    let folder = PACKAGES.join(name);
    package(&folder, "0.1.0", &format!("{manifest}\n[workspace]\n"), &[(path, source)]);
    lock(&folder);
    folder
}

/// Runs a program with a host that is published, and a checkout of the same.
pub(crate) fn copies() -> Printed {
    let manifest = format!(
        "[dependencies]\n\
         tavern.path = '../tavern-1'\n\
         tavern-ale.path = '../tavern-ale'\n\
         tavern-porter = {{ version = '1', registry = 'tests' }}\n\
         [patch.'sparse+https://tests.invalid/']\n\
         pluggy-core.path = '{}'\n",
        root().join("pluggy-core").display()
    );
    let source = program("tavern", &["tavern_ale", "tavern_porter"]);
    let folder = alone("copies", &manifest, "src/main.rs", &source);
    let published = PACKAGES.join("published");
    for package in ["tavern", "tavern-porter"] {
        write(&published.join(package), &[(".cargo-checksum.json", "{\"files\":{}}")]);
    }
    // A folder stands for a registry.
    let registry = format!(
        "[registries.tests]\n\
         index = 'sparse+https://tests.invalid/'\n\
         [source.tests]\n\
         registry = 'sparse+https://tests.invalid/'\n\
         replace-with = 'published'\n\
         [source.published]\n\
         directory = '{}'\n",
        published.display()
    );
    write(&folder, &[("registry.toml", &registry)]);
    let registry = folder.join("registry.toml");
    let cargo = ["--config", registry.to_str().unwrap()];
    let mut printed = print(&folder.join("Cargo.toml"), "copies", &cargo, &[]);
    let packages = format!("{}/", PACKAGES.display());
    printed.error = printed.error.map(|error| error.replace(&packages, ""));
    printed
}

/// What the compiler says of a plugin with a configuration where pluggy-core
/// has its default features.
pub(crate) fn unconfigured() -> Vec<String> {
    let core = root().join("pluggy-core");
    let manifest = format!("[dependencies]\npluggy-core.path = '{}'\n", core.display());
    let source = include_str!("sources/unconfigured.rs");
    let folder = alone("unconfigured", &manifest, "src/lib.rs", source);
    errors(&folder, &["check", "--message-format", "short"])
}

/// What the compiler says of `link_plugins!` where pluggy-core has its default
/// features.
pub(crate) fn unlinked() -> Vec<String> {
    let core = root().join("pluggy-core");
    let manifest = format!("[dependencies]\npluggy-core.path = '{}'\n", core.display());
    let source = "pluggy_core::link_plugins!(\"tavern-*\");\n";
    errors(
        &alone("unlinked", &manifest, "src/lib.rs", source),
        &["check", "--message-format", "short"],
    )
}

/// The errors of a Cargo that does not succeed, in this folder.
fn errors(folder: &Path, args: &[&str]) -> Vec<String> {
    let mut cargo = cargo();
    cargo.current_dir(folder).args(args).args(["--offline", "--quiet", "--color", "never"]);
    let output = cargo.output().expect("cargo runs");
    assert!(!output.status.success(), "cargo {args:?}");
    let errors = String::from_utf8(output.stderr).unwrap();
    errors.lines().map(str::to_owned).collect()
}
