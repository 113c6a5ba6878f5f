use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn each(&self, visit: &Fn(u32) -> bool) -> u32;
}

fn main() {}
