// What is inside an async wrapper is awaited.
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
    async fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

fn main() {}
