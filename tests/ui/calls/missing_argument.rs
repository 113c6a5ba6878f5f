use pluggy_core::{PluginManager, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, guests: u32, ingredients: &[String]) -> Vec<String>;

    #[hookspec(historic)]
    fn configure(&self, key: &str, value: u32);
}

fn main() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.add_ingredients.call_all(4);
    hooks.add_ingredients.with_extra(|_, _| Vec::new()).call_all(4);
    hooks.configure.call_historic("eggs");
}
