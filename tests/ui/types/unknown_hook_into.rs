use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

// All types have a method of this name; there is no hook of it.
#[hookimpl]
impl Hooks for Spam {
    fn into(&self) -> u32 {
        1
    }
}

fn main() {}
