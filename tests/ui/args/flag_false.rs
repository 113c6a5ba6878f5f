use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(Hooks, tryfirst = false)]
fn knock() {}

fn main() {}
