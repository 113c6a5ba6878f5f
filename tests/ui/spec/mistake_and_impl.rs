use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&mut self, times: u32);

    #[hookspec(firstresult)]
    fn choose(&self, guests: u32) -> u32;

    fn ring(&self) -> u32 {
        1
    }
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self, times: u32) {
        let _ = times;
    }

    fn choose(&self, guests: u32) -> u32 {
        guests
    }

    fn ring(&self) -> u32 {
        2
    }
}

fn main() {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.knock.call_all(1);
}
