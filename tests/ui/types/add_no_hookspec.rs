use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn ring(&self);
}

pub trait Windows {
    fn open(&self);
}

#[derive(Default)]
struct Butler;

#[hookimpl]
impl Doors for Butler {
    fn ring(&self) {}
}

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.add_hookspecs::<dyn Windows>();
    let _ = pm.add_hookspecs::<Butler>();
}
