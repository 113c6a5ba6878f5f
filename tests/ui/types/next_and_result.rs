use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(firstresult)]
    fn knock(&self) -> Option<u32>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn knock(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

fn main() {}
