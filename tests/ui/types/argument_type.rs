use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn add_ingredients(&self, ingredients: &[u32]) -> Vec<String> {
        ingredients.iter().map(u32::to_string).collect()
    }
}

fn main() {}
