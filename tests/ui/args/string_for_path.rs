use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

impl Spam {
    fn cook() -> Self {
        Spam
    }
}

#[hookimpl(new = "Spam::cook")]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
