use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn name(&self) -> &str;
}

fn main() {}
