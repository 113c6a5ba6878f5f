//! Hooks that both targets of a package compile.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Keeper {
    fn pour(&self) -> String;
}

#[hookimpl(Keeper, name = "self-service")]
fn pour() -> String {
    "water".into()
}

pub fn main() {
    let pm = PluginManager::new("twice");
    let hooks = pm.add_hookspecs::<dyn Keeper>();
    pm.discover().strict().unwrap();
    println!("{}", hooks.pour.call_all().join(", "));
}
