// The value of a waterfall is handed on.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> String;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn season(&self, dish: String, next: impl FnOnce() -> String) -> String {
        next() + &dish
    }

    #[hookimpl(wrapper, specname = "season")]
    fn taste(&self, dish: &str, next: impl FnOnce(String) -> String) -> String {
        next(dish.to_owned())
    }
}

fn main() {}
