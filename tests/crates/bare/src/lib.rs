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

    /// What goes from one to the next.
    #[hookspec(waterfall)]
    fn round(&self, time: String) -> String;

    /// What all say.
    #[hookspec(allresults)]
    fn check(&self) -> Result<u32, String>;

    /// Waits for a time.
    async fn alarm(&self, at: u32, log: &mut Vec<u32>) -> Result<u32, String>;

    /// Waits for a part of a text.
    #[hookspec(firstresult)]
    async fn read<'a>(&self, text: &'a str) -> Option<&'a str>;

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

    #[hookimpl(before = "zones")]
    fn round(&self, time: String) -> String {
        time.trim().into()
    }

    #[hookimpl(wrapper, specname = "round")]
    fn twice(&self, time: String, mut next: impl FnMut(String) -> String) -> String {
        let time = next(time);
        next(time)
    }

    fn check(&self) -> Result<u32, String> {
        Err("late".into())
    }

    async fn alarm(&self, at: u32) -> Result<u32, String> {
        core::future::ready(Ok(at + self.0)).await
    }

    #[hookimpl(wrapper, specname = "alarm")]
    async fn snooze(
        &self,
        log: &mut Vec<u32>,
        mut next: impl AsyncFnMut(&mut Vec<u32>) -> Result<Vec<u32>, String>,
    ) -> Result<Vec<u32>, String> {
        log.push(2);
        next(log).await
    }

    async fn read<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.lines().next()
    }

    #[hookimpl(wrapper, specname = "read")]
    async fn read_on<'a>(&self, next: impl AsyncFnOnce() -> Option<&'a str>) -> Option<&'a str> {
        next().await
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
