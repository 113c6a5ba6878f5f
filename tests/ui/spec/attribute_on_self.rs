use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(#[hookspec(skip)] &self);
}

fn main() {}
