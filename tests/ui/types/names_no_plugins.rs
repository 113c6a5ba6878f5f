use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

fn main() {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.knock.without("butler").only(["maid", "cook"]).call_all();
    hooks.knock.without(7).call_all();
}
