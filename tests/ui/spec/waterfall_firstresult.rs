// A waterfall goes on to the end.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall, firstresult)]
    fn season(&self, dish: Option<String>) -> Option<String>;
}

fn main() {}
