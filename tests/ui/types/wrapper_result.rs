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
    fn add_ingredients(&self, next: impl FnOnce() -> Vec<Vec<String>>) -> Vec<String> {
        next().concat()
    }
}

fn main() {}
