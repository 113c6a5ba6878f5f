use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct House {
    _hooks: Box<dyn Hooks>,
}

fn main() {
    let pm = PluginManager::new("house");
    let _house = House { _hooks: Box::new(pm.add_hookspecs::<dyn Hooks>()) };
}
