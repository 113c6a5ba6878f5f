use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl(name = "", new)]
impl Hooks for Spam {
    #[hookimpl(tryfirst, trylast)]
    fn add_ingredients(&mut self) -> Vec<String> {
        Vec::new()
    }

    #[hookimpl(wrapper, specname = "add ingredients")]
    fn more(&self) -> Vec<String> {
        Vec::new()
    }

    #[hookimpl(wrapper, specname = "add_ingredients", once)]
    fn most(&self) -> Vec<Vec<String>> {
        Vec::new()
    }
}

fn main() {}
