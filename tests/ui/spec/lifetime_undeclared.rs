use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn greet(&self, name: &'n str, last: &'n str) -> u32;
}

fn main() {}
