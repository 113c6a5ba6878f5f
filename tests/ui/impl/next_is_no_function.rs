use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self) -> u32;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn ring(&self, next: fn() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

fn main() {}
