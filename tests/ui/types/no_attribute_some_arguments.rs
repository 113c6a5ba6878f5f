use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

struct Spam;

impl Hooks for Spam {
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
