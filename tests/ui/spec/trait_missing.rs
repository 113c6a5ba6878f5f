use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn each(&self, visit: &dyn) -> u32;
}

fn main() {}
