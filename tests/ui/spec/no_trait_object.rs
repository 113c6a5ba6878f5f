use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn store(&self, value: &dyn Clone);
}

fn main() {}
