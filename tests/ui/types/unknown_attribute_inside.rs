// It has an option of ours, and there is no attribute of its name.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimp(tryfirst)]
    fn knock(&self) {}
}

fn main() {}
