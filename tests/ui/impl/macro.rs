use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

macro_rules! doors {
    () => {
        fn knock(&self) {}
    };
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    doors!();
}

fn main() {}
