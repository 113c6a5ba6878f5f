use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(Hooks, "trylast")]
fn knock() {}

fn main() {}
