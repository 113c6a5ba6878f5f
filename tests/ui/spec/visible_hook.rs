use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    pub fn knock(&self);
}

fn main() {}
