use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn add_ingredients(&self, ingredients: impl AsRef<[String]>) -> Vec<String> {
        ingredients.as_ref().to_vec()
    }
}

fn main() {}
