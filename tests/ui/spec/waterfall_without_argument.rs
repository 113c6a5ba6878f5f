// There is nothing to hand on.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self) -> String;
}

fn main() {}
