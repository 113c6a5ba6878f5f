use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

impl Spam {
    fn open() -> Result<Self, u32> {
        Err(1)
    }
}

#[hookimpl(new = Spam::open)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
