use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}


struct Spam;

impl Hooks for Spam {
    #[hookimpl]
    fn knock(&self) {}
}

fn main() {}
