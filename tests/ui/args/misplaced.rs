use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl(wrapper)]
impl Hooks for Spam {
    // Nothing is said of `next`.
    fn add_ingredients(&self, next: impl FnOnce() -> Vec<Vec<String>>) -> Vec<Vec<String>> {
        next()
    }
}

fn main() {}
