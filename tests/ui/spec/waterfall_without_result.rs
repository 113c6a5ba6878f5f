// The value comes back.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: String);
    #[hookspec(waterfall)]
    fn check(&self, dish: String) -> Result<(), String>;
}

fn main() {}
