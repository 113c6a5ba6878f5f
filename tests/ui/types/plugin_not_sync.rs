use pluggy_core::{hookimpl, hookspec};

use std::cell::Cell;

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default)]
struct Counter {
    knocks: Cell<u32>,
}

#[hookimpl]
impl Hooks for Counter {
    fn knock(&self) {
        self.knocks.set(self.knocks.get() + 1);
    }
}

fn main() {}
