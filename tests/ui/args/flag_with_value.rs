use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic = "yes")]
    fn configure(&self);
}

fn main() {}
