use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

#[hookimpl(new = String::new)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
