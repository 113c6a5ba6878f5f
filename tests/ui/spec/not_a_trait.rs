use pluggy_core::hookspec;

#[hookspec]
/// The hooks.
pub struct Hooks;

#[hookspec]
fn ring(times: u32);

fn main() {}
