use pluggy_core::PluginManager;

pub trait Doors {
    fn ring(&self);
}

fn main() {
    let pm = PluginManager::new("house");
    let _ = pm.add_hookspecs::<dyn Doors>();
}
