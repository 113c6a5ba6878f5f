use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl(new = Default::default)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
