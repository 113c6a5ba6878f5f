use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self);
}

#[hookimpl(Hooks)]
fn knock();

fn main() {}
