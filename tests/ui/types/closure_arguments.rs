use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn choose_tray(&self, guests: u32, name: &str) -> u32;
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let _ = hooks.choose_tray.register_fn("closure", |guests: u32| guests);
}
