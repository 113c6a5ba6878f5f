use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;


#[hookimpl(name)]
impl Hooks for Spam {
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
