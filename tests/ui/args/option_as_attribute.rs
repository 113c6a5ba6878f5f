use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[wrapper]
    fn knock(&self, next: impl FnOnce()) {
        next();
    }
}

fn main() {}
