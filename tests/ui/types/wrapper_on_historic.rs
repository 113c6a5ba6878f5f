use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: &u32);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn configure(&self, next: impl FnOnce()) {
        next();
    }
}

fn main() {}
