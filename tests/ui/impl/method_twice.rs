use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn ring(&self);
}

#[derive(Default)]
struct Butler;

#[hookimpl]
impl Doors for Butler {
    fn ring(&self) {}

    fn ring(&self) {}
}

fn main() {}
