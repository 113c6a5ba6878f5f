use pluggy_core::hookspec;

use pluggy_core::PluginManager;

#[hookspec]
pub trait Hooks {
    fn knock(&self, times: u32) -> u32

    fn ring(&self, lo) -> u32;

    fn open(&self wide: bool) -> u32;
}

// What can be read has its types.
fn main() {
    let hooks = PluginManager::new("house").add_hookspecs::<dyn Hooks>();
    let _: (Vec<u32>, Vec<u32>) = (hooks.knock.call_all(3), hooks.ring.call_all());
    let _: Vec<u32> = hooks.open.call_all(true);
}
