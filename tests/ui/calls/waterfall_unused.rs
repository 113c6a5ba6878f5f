#![deny(unused_must_use)]

use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, soup: String) -> String;
}

fn main() {
    let pm = PluginManager::new("ui");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.season.call_waterfall("soup".into());
}
