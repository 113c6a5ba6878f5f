use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self) -> u32;
}

#[derive(Default)]
struct Old;

#[hookimpl]
impl Hooks for Old {
    #[hookimpl(hookwrapper)]
    fn ring(&self) -> u32 {
        1
    }
}

fn main() {}
