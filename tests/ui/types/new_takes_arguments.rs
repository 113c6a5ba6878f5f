use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam(u32);

impl Spam {
    fn with(knocks: u32) -> Self {
        Spam(knocks)
    }
}

#[hookimpl(new = Spam::with)]
impl Hooks for Spam {
    fn knock(&self) {
        let _ = self.0;
    }
}

fn main() {}
