// A closure for an async hook gives a boxed future.
use pluggy_core::{HookRelay, hookspec};

#[hookspec]
pub trait Hooks {
    async fn ring(&self, times: u32) -> u32;
}

pub fn register(hooks: &HookRelay<dyn Hooks>) {
    let _ = hooks.ring.register_fn("bell", |times| times + 1);
}

fn main() {}
