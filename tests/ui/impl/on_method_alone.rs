use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self, times: u32);
    fn ring(&self);
}

struct Spam;

impl Hooks for Spam {
    #[hookimpl]
    fn knock(&self) {}

    #[hookimpl(tryfirst)]
    fn ring(&self) {}
}

struct Ham;

impl Ham {
    #[hookimpl(Hooks)]
    fn knock(&self) {}
}

fn main() {}
