use pluggy_core::PluginManager;

struct Spam;

fn main() {
    let pm = PluginManager::new("kitchen");
    let _ = pm.register(Spam);
}
