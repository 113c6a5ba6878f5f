use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    type Error;

    fn check(&self) -> Result<(), Self::Error>;
}

fn main() {}
