// The hook is an `async fn`.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    async fn ring(&self) -> u32;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

fn main() {}
