// A waterfall has one result.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall, allresults)]
    fn season(&self, dish: String) -> String;
}

fn main() {}
