use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct HouseCook;

#[hookimpl]
impl Hooks for HouseCook {
    #[hookimpl(before = [])]
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
