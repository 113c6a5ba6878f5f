use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn knock(&self);
}

#[hookspec]
pub trait Phones {
    fn ring(&self);
}

struct Bell;

#[hookimpl(manual)]
impl Phones for Bell {
    fn ring(&self) {}
}

fn main() {
    let pm = PluginManager::new("house");
    let doors = pm.add_hookspecs::<dyn Doors>();
    let _ = doors.with_plugin(Bell);
}
