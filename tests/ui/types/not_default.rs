use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam {
    _knocks: u32,
}

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
