use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

mod cooks {
    #[derive(Default)]
    pub struct Spam;
}

#[hookimpl]
impl Hooks for cooks::Span {
    fn knock(&self) {}
}

fn main() {}
