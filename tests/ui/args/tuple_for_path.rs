use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

impl Spam {
    fn cook(_: (u8, u8)) -> Self {
        Spam
    }
}

#[hookimpl(new = Spam::cook, config = (u8, u8))]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
