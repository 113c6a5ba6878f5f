use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct HouseCook;

#[hookimpl(before = ["spam", "ham", "spam"])]
impl Hooks for HouseCook {
    #[hookimpl(before = "ham")]
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
