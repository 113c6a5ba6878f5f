use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn choose_tray(&self, guests: u32) -> u32;
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.choose_tray.call_all(4, "window seat");
}
