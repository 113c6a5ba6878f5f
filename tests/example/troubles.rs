//! Plugins that get into trouble: one panics, two have one name.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::kitchen::{meal, visit};
use crate::mistakes::failed;
use crate::packages::{MAIN, Workspace, line};
use crate::program::Outcome;

/// Two programs: one with a ghost, one with two plugins of a name.
static TROUBLED: LazyLock<PathBuf> = LazyLock::new(|| {
    let members = ["eggsample-ghost", "eggsample-imitation", "haunted", "rivals"];
    let workspace = Workspace::new("example-troubled", &members);
    let host = format!("[dependencies]\n{}", line("eggsample"));
    workspace.member("eggsample-ghost", &host, ("src/lib.rs", GHOST));
    workspace.member("eggsample-imitation", &host, ("src/lib.rs", IMITATION));
    for (program, plugin) in [("haunted", members[0]), ("rivals", members[1])] {
        let plugins = format!("{}{plugin}.path = '../{plugin}'\n", line("eggsample-spam"));
        workspace.member(program, &(host.clone() + &plugins), ("src/main.rs", MAIN));
    }
    workspace.build()
});

const GHOST: &str = r#"
use eggsample::EggsampleHooks;
use eggsample::pluggy_core::hookimpl;

pub struct Ghost;

impl Ghost {
    pub fn appear() -> Self {
        panic!("boo")
    }
}

#[hookimpl(crate = eggsample::pluggy_core, new = Ghost::appear)]
impl EggsampleHooks for Ghost {
    fn configure(&self) {}
}
"#;

const IMITATION: &str = "
use eggsample::EggsampleHooks;
use eggsample::pluggy_core::hookimpl;

#[derive(Default)]
pub struct Spam;

#[hookimpl(crate = eggsample::pluggy_core)]
impl EggsampleHooks for Spam {
    fn configure(&self) {}
}
";

pub(crate) fn panicked() -> String {
    let at = "eggsample-ghost/src/lib.rs:14:6";
    format!(
        "plugin `ghost` of eggsample-ghost 0.1.0 ({at}) was not registered: its constructor panicked: \
         boo; report that to its authors, or leave the plugin out"
    )
}

#[test]
fn a_constructor_that_panics_costs_its_plugin_alone() {
    let haunted = TROUBLED.join("haunted");
    let outcome = visit(&haunted).outcome();
    // The lines of Rust's own come first.
    let (rust, own) = outcome.stderr.split_once("a backtrace\n").expect("Rust tells of a panic");
    assert!(rust.contains("\nboo\nnote: "), "{rust}");
    assert_eq!(own, format!("eggsample: warning: {}\n", panicked()));
    assert_eq!((outcome.code, outcome.stdout), (Some(0), meal("house-cook, spam, waiter")));
    visit(&haunted).args(["--without", "ghost"]).serves("house-cook, spam, waiter");
}

pub(crate) fn taken() -> String {
    failed(
        "the name is taken by spam (eggsample-imitation 0.1.0, \
         eggsample-imitation/src/lib.rs:9:6); leave one of them out, or have one renamed, by \
         `#[hookimpl(name = \"…\")]` or `register_as`",
    )
}

#[test]
fn of_two_plugins_of_a_name_one_must_be_left_out() {
    let rivals = TROUBLED.join("rivals");
    let stderr = format!("eggsample: warning: {}\n", taken());
    // The first by its package's name, which offers nothing.
    let stdout =
        meal("house-cook, waiter").replace("house-cook, waiter", "house-cook, spam, waiter");
    assert_eq!(visit(&rivals).outcome(), Outcome { code: Some(0), stdout, stderr });
    visit(&rivals).args(["--strict"]).refuses(1, &taken());
    visit(&rivals).args(["--without", "eggsample-imitation"]).serves("house-cook, spam, waiter");
    let outcome = visit(&rivals).args(["--without", "eggsample-spam"]).outcome();
    let stdout = meal("house-cook").replace("house-cook", "house-cook, spam");
    assert_eq!(outcome, Outcome { code: Some(0), stdout, stderr: String::new() });
}
