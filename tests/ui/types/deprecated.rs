#![deny(deprecated)]

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[deprecated = "use `choose_tray`"]
    fn tray(&self) -> u32;

    fn choose_tray(
        &self,
        guests: u32,
        #[deprecated(since = "2.0.0", note = "use `guests`")] people: u32,
    ) -> u32;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn tray(&self) -> u32 {
        1
    }

    fn choose_tray(&self, guests: u32) -> u32 {
        guests
    }
}

#[derive(Default)]
struct Eggs;

#[hookimpl]
impl Hooks for Eggs {
    fn choose_tray(&self, people: u32) -> u32 {
        people
    }
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.choose_tray.call_all(1, 2);
}
