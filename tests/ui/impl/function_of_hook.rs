use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(Hooks::knock)]
fn knock() {}

#[hookimpl(Hooks::knock)]
fn knock_twice() {}

fn main() {}
