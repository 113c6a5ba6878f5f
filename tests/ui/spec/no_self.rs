use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(times: u32);
}

fn main() {}
