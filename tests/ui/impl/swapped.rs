use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookspec]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
