// Only a waterfall's value is handed on.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self, times: u32) -> u32;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn ring(&self, times: u32, next: impl FnOnce(u32) -> Vec<u32>) -> Vec<u32> {
        next(times)
    }
}

fn main() {}
