use pluggy_core::{PluginManager, hookimpl};

#[hookimpl]
pub trait Hooks {
    fn knock(&self);
}

fn main() {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Hooks>().knock.call_all();
}
