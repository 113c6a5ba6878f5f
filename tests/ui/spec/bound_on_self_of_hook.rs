use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self)
    where
        Self: Clone;

    // Each plugin is.
    fn ring(&self)
    where
        Self: Sized;
}

fn main() {}
