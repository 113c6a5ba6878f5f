// An argument moves between threads.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    async fn ring(&self, bell: &std::cell::Cell<u32>) -> u32;
}

fn main() {}
