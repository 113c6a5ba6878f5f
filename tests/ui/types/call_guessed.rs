use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(firstresult)]
    fn choose_tray(&self, guests: u32) -> Option<u32>;
}

fn main() {
    let hooks = PluginManager::new("kitchen").add_hookspecs::<dyn Hooks>();
    let _ = hooks.choose_tray.call(4);
}
