use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    const LIMIT: u32;

    fn knock(&self);
}

fn main() {}
