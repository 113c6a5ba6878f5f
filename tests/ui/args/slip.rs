use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(try_first)]
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }

    // It is taken for what is meant: that there is no such hook is no second error.
    #[hookimpl(optional)]
    fn close(&self) {}
}

fn main() {}
