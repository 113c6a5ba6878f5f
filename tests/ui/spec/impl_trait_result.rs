use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self) -> Vec<impl Into<String>>;
}

fn main() {}
