use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self) -> u32;
}

#[derive(Default)]
struct Twice;

#[hookimpl]
impl Hooks for Twice {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next();
        next()
    }
}

fn main() {}
