use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Wrap<T>(T);

#[hookimpl(manual)]
impl<T> Hooks for Wrap<T> {
    fn knock(&self) {
        let _ = &self.0;
    }
}

fn main() {}
