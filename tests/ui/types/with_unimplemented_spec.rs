use pluggy_core::{Plugin, PluginManager, hookspec};

#[hookspec]
pub trait Doors {
    fn knock(&self);
}

struct Butler;

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.register(Plugin::new(Butler).with::<dyn Doors>());
}
