// A historic call hands over each result as it comes.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic, allresults)]
    fn configure(&self) -> u32;
}

fn main() {}
