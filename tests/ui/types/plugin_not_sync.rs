// Of a type that threads can't share, nothing is said of the futures.
use std::cell::Cell;

use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
    async fn ring(&self) -> u32;
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

    async fn ring(&self) -> u32 {
        self.knocks.get()
    }
}

fn main() {}
