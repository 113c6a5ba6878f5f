// A plain function awaits nothing.
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
    fn ring(&self, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        let _ = next;
        Vec::new()
    }
}

fn main() {}
