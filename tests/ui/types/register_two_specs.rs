use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn knock(&self);
}

#[hookspec]
pub trait Phones {
    fn ring(&self);
}

struct Butler;

#[hookimpl(manual)]
impl Doors for Butler {
    fn knock(&self) {}
}

#[hookimpl(manual)]
impl Phones for Butler {
    fn ring(&self) {}
}

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.register(Butler);
}
