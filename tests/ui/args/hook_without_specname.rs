use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl("knock")]
    fn knock_twice(&self) {}
}

fn main() {}
