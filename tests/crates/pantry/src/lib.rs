//! A plugin at the root of a library, and what finds it.

use pluggy_core::{PluginManager, hookimpl, hookspec};

/// What is in the pantry.
#[hookspec]
pub trait Pantry {
    /// One of the shelves.
    fn shelf(&self) -> &'static str;
}

#[hookimpl(Pantry)]
fn shelf() -> &'static str {
    "library"
}

/// The names of the plugins, what they say, and what is wrong.
#[must_use]
pub fn look() -> (Vec<String>, Vec<&'static str>, Vec<String>) {
    let pm = PluginManager::new("pantry");
    let hooks = pm.add_hookspecs::<dyn Pantry>();
    let report = pm.discover();
    let names = pm.plugins().iter().map(|plugin| plugin.name().to_owned()).collect();
    let mistakes = report.mistakes().map(|mistake| mistake.to_string()).collect();
    (names, hooks.shelf.call_all(), mistakes)
}
