use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&mut self);
}

fn main() {}
