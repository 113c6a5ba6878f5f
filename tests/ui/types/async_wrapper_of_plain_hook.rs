// The hook is no `async fn`.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self) -> u32;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    async fn ring(&self, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        next().await
    }
}

fn main() {}
