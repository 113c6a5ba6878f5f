use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks
where
    Self: Clone,
{
    fn knock(&self);
}

fn main() {}
