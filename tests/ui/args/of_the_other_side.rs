use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self, times: u32);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(historic)]
    fn knock(&self, #[hookspec(skip)] _times: u32) {}
}

#[hookimpl(Hooks, waterfall)]
fn knock() {}

fn main() {}
