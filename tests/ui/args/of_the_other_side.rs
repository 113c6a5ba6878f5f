use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(historic)]
    fn knock(&self) {}
}

#[hookimpl(Hooks, waterfall)]
fn knock() {}

fn main() {}
