use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(Hooks, || 5)]
fn knock() {}

fn main() {}
