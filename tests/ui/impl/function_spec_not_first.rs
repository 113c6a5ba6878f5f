use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(name = "doorbell", Hooks)]
fn knock() {}

fn main() {}
