use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam(u32);

#[hookimpl(new = || Spam(1))]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
