use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, on: impl Into<String>);
}

fn main() {}
