use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl(name = "spam")]
#[hookimpl(before = "ham")]
impl Hooks for Spam {
    fn knock(&self) {}
}

#[derive(Default)]
struct Ham;

#[hookspec]
#[hookimpl]
impl Hooks for Ham {
    fn knock(&self) {}
}

#[hookimpl(Hooks)]
#[hookimpl(tryfirst)]
fn knock() {}

fn main() {}
