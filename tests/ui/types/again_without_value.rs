// The first run has moved the value.
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
    fn season(&self, mut next: impl FnMut() -> String) -> String {
        next() + &next()
    }
}

fn main() {}
