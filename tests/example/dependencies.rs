//! The dependencies of Cargo.toml alone decide which cooks there are.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::kitchen::{ALL, visit};
use crate::packages::{MAIN, Workspace, line};

#[test]
fn a_dependency_line_is_all_that_a_plugin_takes() {
    let (workspace, host) = (Workspace::new("example-dinner", &[]), line("eggsample"));
    let (sauce, spam) = (line("eggsample-sauce"), line("eggsample-spam"));
    for (plugins, cooks) in [
        ([&*sauce, &spam], ALL),
        (["", &spam], "house-cook, spam, waiter"),
        ([&sauce, ""], "house-cook, porter, saucier"),
        (["", ""], "house-cook"),
        ([&spam, &sauce], ALL),
    ] {
        workspace.root("dinner", &format!("[dependencies]\n{host}{}", plugins.concat()), MAIN);
        visit(&workspace.build().join("dinner")).serves(cooks);
    }
}

/// A program with four dependencies, each left out for a reason of its own, and
/// one that follows the advice.
static UNLINKED: LazyLock<PathBuf> = LazyLock::new(|| {
    let members = ["empty-kitchen", "full-kitchen", "eggsample-herbs", "kitchen-toast"];
    let workspace = Workspace::new("example-unlinked", &members);
    for plugin in &members[2..] {
        let host = format!("[dependencies]\n{}", line("eggsample"));
        workspace.member(plugin, &host, ("src/lib.rs", PLUGIN));
    }
    workspace.member("empty-kitchen", DEPENDENCIES, ("src/main.rs", MAIN));
    let linked = DEPENDENCIES.replace("target.'cfg(not(any(unix, windows)))'.", "");
    let linked = linked.replace("[dev-dependencies]\n", "").replace("\n[dependencies]\n", "\n");
    let features = "\n[features]\ndefault = ['eggsample-sauce']\n";
    let main = format!("use kitchen_toast as _;\n{MAIN}");
    workspace.member("full-kitchen", &(linked + features), ("src/main.rs", &main));
    workspace.build()
});

/// A plugin of the package's name.
const PLUGIN: &str = "
use eggsample::pluggy_core::hookimpl;

#[hookimpl(eggsample::EggsampleHooks, crate = eggsample::pluggy_core)]
fn choose_tray() -> Option<eggsample::Tray> {
    None
}
";

const DEPENDENCIES: &str = "\
[dependencies]
eggsample = '0.1'
eggsample-sauce = { version = '0.1', optional = true }
kitchen-toast.path = '../kitchen-toast'

[target.'cfg(not(any(unix, windows)))'.dependencies]
eggsample-spam = '0.1'

[dev-dependencies]
eggsample-herbs.path = '../eggsample-herbs'
";

/// What is said of each of these dependencies.
const ABSENT: [(&str, &str); 5] = [
    (
        "kitchen-toast",
        "`kitchen-toast` is a dependency of empty-kitchen that is not linked by `link_plugins!`: if \
         it has plugins, write `use kitchen_toast as _;` beside that",
    ),
    (
        "eggsample-sauce",
        "`eggsample-sauce` is an optional dependency of empty-kitchen, which is left out: to have \
         it, build empty-kitchen with `--features eggsample-sauce`",
    ),
    (
        "*-sauce",
        "`eggsample-sauce` is an optional dependency of empty-kitchen, which is left out: to have \
         it, build empty-kitchen with `--features eggsample-sauce`",
    ),
    (
        "spam",
        "`eggsample-spam` is a dependency of empty-kitchen for `cfg(not(any(unix, windows)))` alone: \
         to have it here, move its line to `[dependencies]`",
    ),
    (
        "herbs",
        "`eggsample-herbs` is a dependency of empty-kitchen in tests alone: to have it in the \
         program, move its line to `[dependencies]`",
    ),
];

/// Everything that is said here, for the manual.
pub(crate) fn messages() -> Vec<String> {
    ABSENT.iter().map(|(_, hint)| (*hint).to_owned()).collect()
}

#[test]
fn choosing_a_plugin_that_is_not_linked_tells_how_to_link_it() {
    for (name, hint) in ABSENT {
        let warning =
            |origin| format!("`{name}` of {origin} names no plugin and no package: {hint}");
        let config = format!("[plugins]\nwith = '{name}'\n");
        let warnings = ["eggsample.toml:2:1", "EGGSAMPLE_PLUGINS", "--without"].map(warning);
        visit(&UNLINKED.join("empty-kitchen"))
            .config(&config)
            .env(name)
            .args(["--without", name])
            .serves_with_warnings("house-cook", &warnings.each_ref().map(|warning| &**warning));
    }
}

#[test]
fn configuring_a_plugin_that_is_not_linked_tells_how_to_link_it() {
    for (name, hint) in ABSENT.into_iter().filter(|(name, _)| !name.contains('*')) {
        let warning = format!("eggsample.toml:1:1: `[plugins.{name}]` is for no plugin: {hint}");
        visit(&UNLINKED.join("empty-kitchen"))
            .config(&format!("[plugins.{name}]\nsauce = 3\n"))
            .serves_with_warnings("house-cook", &[&warning]);
    }
}

/// A pattern is for plugins: it does not mean what else there is.
#[test]
fn a_pattern_means_no_other_dependency() {
    let warning = "`kitchen-*` of EGGSAMPLE_PLUGINS names no plugin and no package: the plugins \
                   are house-cook; for another, its crate must be a dependency of the program and \
                   be linked";
    visit(&UNLINKED.join("empty-kitchen"))
        .env("kitchen-*")
        .serves_with_warnings("house-cook", &[warning]);
}

#[test]
fn plugins_are_linked_by_the_advice() {
    let cooks = "eggsample-herbs, house-cook, kitchen-toast, porter, saucier, spam, waiter";
    visit(&UNLINKED.join("full-kitchen")).serves(cooks);
}
