use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(manual)]
impl<T: Send + Sync + 'static> Hooks for T {
    fn knock(&self) {}
}

fn main() {}
