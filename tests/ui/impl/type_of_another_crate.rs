use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(manual)]
impl Hooks for Vec<String> {
    fn knock(&self) {}
}

fn main() {}
