use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self);
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn ring(&self) {}
}

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
