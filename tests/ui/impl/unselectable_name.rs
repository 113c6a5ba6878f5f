use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl(name = " spam")]
impl Hooks for Spam {
    fn knock(&self) {}
}

#[hookimpl(Hooks, name = "<spam>")]
fn knock() {}

fn main() {}
