use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct HouseCook;

#[hookimpl(before = "spam, ham")]
impl Hooks for HouseCook {
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
