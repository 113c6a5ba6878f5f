use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    // The hook is known all the same: nothing is said of `open`.
    #[hookimpl(specname = knock)]
    fn open(&self) {}
}

fn main() {}
