use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    unsafe fn knock(&self);
}

fn main() {}
