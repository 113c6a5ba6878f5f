use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn next(&self) -> Option<Self::Item>;
}

fn main() {}
