//! What a `main` prints that answers an error: the text, not our fields.

use std::error::Error;
use std::io;

use pluggy_core::{Config, Plugin, PluginManager, Selection, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn open(&self);
    fn check(&self) -> Result<(), String>;
}

#[derive(Debug)]
struct Stuck(io::Error);

impl std::fmt::Display for Stuck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the door is stuck")
    }
}

impl Error for Stuck {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

struct PrintedDoor;

impl PrintedDoor {
    fn new() -> Result<Self, Stuck> {
        Err(Stuck(io::Error::other("frozen")))
    }
}

#[hookimpl(new = PrintedDoor::new)]
impl Hooks for PrintedDoor {
    #[hookimpl(optionalhook)]
    fn open(&self) {}
}

/// As `fn main() -> Result<(), Box<dyn Error>>` prints it.
fn printed(error: impl Error + 'static) -> String {
    let error: Box<dyn Error> = Box::new(error);
    format!("{error:?}")
}

#[test]
fn a_discovery_that_failed() {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Hooks>();
    let one = printed(pm.discover().strict().unwrap_err());
    assert!(one.starts_with("plugin `printed-door` of pluggy-tests 0.1.0 (tests/"), "{one}");
    let end =
        "constructor failed: the door is stuck: frozen; correct that, or leave the plugin out";
    assert!(one.ends_with(end), "{one}");
    pm.select(Selection::new().without("--without", ["cellar"]));
    let error = pm.discover().strict().unwrap_err();
    assert_eq!(printed(error.clone()), error.to_string());
    assert!(error.to_string().starts_with("2 problems with the plugins\n- plugin `printed-door`"));
}

#[test]
fn a_hook_that_failed() {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.check.register_fn("lock", || Err("rusty".into())).unwrap();
    let printed = printed(hooks.check.call_all().unwrap_err());
    let start = "plugin `lock` failed in hook `check`, at tests/behaviours/printed_errors.rs:";
    assert!(printed.starts_with(start) && printed.ends_with(": \"rusty\""), "{printed}");
}

#[test]
fn the_other_errors() {
    let pm = PluginManager::new("house");
    pm.register_as("spam", Plugin::new(1)).unwrap();
    let error = pm.register_as("spam", Plugin::new(2)).unwrap_err();
    assert_eq!(printed(error.clone()), error.to_string());
    let error = Config::from_toml("house.toml", "[plugins").unwrap_err();
    assert_eq!(printed(error.clone()), error.to_string());
    let error = pm.check_names(["spma"]).unwrap_err();
    assert_eq!(printed(error.clone()), error.to_string());
    pm.register(Plugin::new(PrintedDoor).with::<dyn Hooks>()).unwrap();
    assert!(pm.check_pending().is_ok(), "its hook is optional");
}
