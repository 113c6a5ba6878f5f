use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}


#[hookimpl(Hooks, new = Default::default)]
fn knock() {}

fn main() {}
