// What is handed on is of one type.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> Result<u32, String>;
}

fn main() {}
