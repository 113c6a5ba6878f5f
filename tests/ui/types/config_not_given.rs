use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

impl Spam {
    fn new(_: String) -> Self {
        Spam
    }
}

#[hookimpl(new = Spam::new)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
