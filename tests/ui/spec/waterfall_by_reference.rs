// The value is moved.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: &mut String) -> String;
}

fn main() {}
