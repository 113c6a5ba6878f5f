use std::cell::Cell;

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Wrap<T>(T);

// What is wrapped can be shared, or it is no plugin: nobody has to write so.
#[hookimpl(manual)]
impl<T> Hooks for Wrap<T> {
    fn knock(&self) {
        let _ = &self.0;
    }
}

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.register(Wrap(1));
    let _ = pm.register(Wrap(Cell::new(1)));
}
