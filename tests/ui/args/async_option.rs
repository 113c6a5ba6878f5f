use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(async)]
    fn knock(&self);
}

fn main() {}
