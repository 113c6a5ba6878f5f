use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct HouseCook;

#[hookimpl(before = "spam")]
impl Hooks for HouseCook {
    #[hookimpl(after = "spam")]
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
