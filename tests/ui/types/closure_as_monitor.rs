use pluggy_core::PluginManager;

fn main() {
    let pm = PluginManager::new("kitchen");
    let _watched = pm.monitor(|| println!("called"));
}
