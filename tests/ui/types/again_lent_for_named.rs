// What is lent for a lifetime that the spec names is lent once.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring<'a>(&self, bells: &'a mut Vec<u32>) -> u32;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn ring(&self, mut next: impl FnMut() -> Vec<u32>) -> Vec<u32> {
        next();
        next()
    }
}

fn main() {}
