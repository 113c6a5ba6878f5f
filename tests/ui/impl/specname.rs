use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(specname = "add ingredients")]
    fn more(&self) -> Vec<String> {
        Vec::new()
    }
}

#[hookimpl(Hooks, specname = "Hooks::add_ingredients")]
fn less() -> Vec<String> {
    Vec::new()
}

fn main() {}
