use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn same(&self, other: &Self) -> bool;
}

fn main() {}
