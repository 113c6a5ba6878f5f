use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let offers: Vec<String> = hooks.add_ingredients.call_all(&[]);
    drop(offers);
}
