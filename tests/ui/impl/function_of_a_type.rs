use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

impl Spam {
    #[hookimpl(Hooks)]
    fn knock() {}
}

fn main() {}
