use pluggy_core::hookspec;

#[hookspec]
pub struct Hooks;

fn main() {}
