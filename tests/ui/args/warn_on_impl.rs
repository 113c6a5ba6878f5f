use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(warn_on_impl = "the bell is gone")]
    fn ring(&self);
}

fn main() {}
