use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(Hooks)]
#[hookimpl(tryfirst)]
fn knock() {}

fn main() {}
