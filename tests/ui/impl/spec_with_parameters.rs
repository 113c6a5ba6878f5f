use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks<u32> for Spam {
    fn knock(&self) {}
}

#[hookimpl(crate::Hooks::<u32>)]
fn knock() {}

fn main() {}
