use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Butler;

#[hookimpl(manual)]
impl Hooks for Butler {
    fn knock(&self) {}
}

fn main() {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let _ = pm.register_as(Butler, "butler");
    let _ = hooks.knock.register_fn(|| ());
}
