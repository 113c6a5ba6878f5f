use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self);
}

#[derive(Default)]
struct Bell;

#[hookimpl(name = 'spam')]
impl Hooks for Bell {
    fn ring(&self) {}
}

fn main() {}
