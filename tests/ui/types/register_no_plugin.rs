use std::sync::Arc;

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

struct Guest;

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.register(Guest);
    let _ = pm.register(Arc::new(Butler));
}
