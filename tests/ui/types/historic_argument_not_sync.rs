use pluggy_core::hookspec;

use std::cell::Cell;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: Cell<u32>);
}

fn main() {}
