use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn longest(&self, name: &str) -> u32;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn longest(&self, name: &'static str) -> u32 {
        name.len() as u32
    }
}

fn main() {}
