use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {}

fn main() {}
