use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, value: u32);

    fn ring(&self);
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.configure.call_all(1);
    hooks.configure.with_extra(|_| ());
    hooks.ring.call_historic();
}
