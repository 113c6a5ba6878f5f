use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self, times: u32);
}

struct Spam;

impl Hooks for Spam {
    #[hookimpl]
    fn knock(&self) {}
}

struct Ham;

impl Ham {
    #[hookimpl(Hooks)]
    fn knock(&self) {}
}

fn main() {}
