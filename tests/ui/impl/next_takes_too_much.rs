use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn add_ingredients(
        &self,
        ingredients: &[String],
        next: impl FnOnce(&[String]) -> Vec<Vec<String>>,
    ) -> Vec<Vec<String>> {
        next(ingredients)
    }
}

fn main() {}
