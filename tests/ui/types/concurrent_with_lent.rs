// What is lent is lent to one after another.
use pluggy_core::{HookRelay, hookspec};

#[hookspec]
pub trait Hooks {
    async fn ring(&self, bells: &mut Vec<u32>) -> u32;
}

pub async fn all_at_once(hooks: &HookRelay<dyn Hooks>, bells: &mut Vec<u32>) -> Vec<u32> {
    hooks.ring.call_concurrent(bells).await
}

fn main() {}
