use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> String;
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn season(&self, _dish: String, next: impl FnOnce(u32) -> String) -> String {
        next(1)
    }
}

fn main() {}
