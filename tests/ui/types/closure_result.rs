use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn choose_tray(&self, guests: u32) -> u32;
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let _ = hooks.choose_tray.with_extra(|guests| guests.to_string()).call_all(4);
}
