//! Hooks and plugins with `core` and `alloc` alone.

#![no_std]

extern crate alloc;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use pluggy_core::{hookimpl, hookspec};

/// Hooks of every kind.
#[hookspec]
pub trait Clock {
    /// Says a time.
    fn tick(&self, n: u32, log: &mut Vec<u32>) -> String;

    /// The first that knows.
    #[hookspec(firstresult)]
    fn zone(&self, name: &str) -> Result<Option<u32>, String>;

    /// Told to all.
    #[hookspec(historic)]
    fn set(&self, time: &str, owned: String) -> Option<u32>;
}

/// A plugin.
pub struct Grandfather(u32);

impl Grandfather {
    fn new() -> Self {
        Grandfather(1)
    }
}

#[hookimpl(new = Grandfather::new)]
impl Clock for Grandfather {
    fn tick(&self, n: u32) -> String {
        (self.0 + n).to_string()
    }

    #[hookimpl(wrapper, specname = "tick")]
    fn around(
        &self,
        log: &mut Vec<u32>,
        next: impl FnOnce(&mut Vec<u32>) -> Vec<String>,
    ) -> Vec<String> {
        log.push(1);
        next(log)
    }

    fn set(&self, time: &str) -> Option<u32> {
        time.parse().ok()
    }

    #[hookimpl(optionalhook)]
    fn wind(&self, turns: u32) -> u32 {
        turns
    }
}

#[hookimpl(Clock, name = "zones")]
fn zone(name: &str) -> Result<Option<u32>, String> {
    if name.is_empty() { Err("no zone".into()) } else { Ok(Some(1)) }
}
