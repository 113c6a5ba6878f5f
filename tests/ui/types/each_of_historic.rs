use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, guests: u32) -> u32;
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for one in hooks.configure.each() {
        println!("{}", one.imp().plugin());
    }
}
