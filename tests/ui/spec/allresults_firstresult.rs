// `firstresult` ends a call at the first, `allresults` at none.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(firstresult, allresults)]
    fn choose(&self) -> Option<u32>;
}

fn main() {}
