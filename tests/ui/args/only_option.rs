use pluggy_core::hookspec;

#[hookspec("house")]
pub trait Hooks {
    fn knock(&self);
}

fn main() {}
