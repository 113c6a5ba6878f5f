use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Wrap<T>(T);

#[hookimpl]
impl<T: Default + Send + Sync + 'static> Hooks for Wrap<T> {
    fn knock(&self) {}
}

fn main() {}
