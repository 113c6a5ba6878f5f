//! Hooks and arguments that are called as methods that all types have.

use std::borrow::Borrow;

use pluggy_core::{PluginManager, hookimpl, hookspec};

/// A trait that all types implement, imported where hooks are.
trait Pipe: Sized {
    fn pipe(self) -> Self {
        self
    }
}

impl<T> Pipe for T {}

#[hookspec]
trait Hooks {
    fn into(&self, pipe: &str) -> String;
    fn to_owned(&self) -> u32;
    fn clone(&self, into: u32) -> u32;
    fn borrow(&self) -> u32;
    fn pipe(&self, try_into: u32) -> u32;
}

struct Spam;

#[hookimpl(manual)]
impl Hooks for Spam {
    fn into(&self, pipe: &str) -> String {
        pipe.pipe().into()
    }

    fn to_owned(&self) -> u32 {
        1
    }

    fn clone(&self, into: u32) -> u32 {
        *Borrow::<u32>::borrow(&into)
    }

    fn borrow(&self) -> u32 {
        3
    }

    fn pipe(&self, try_into: u32) -> u32 {
        try_into
    }
}

#[test]
fn they_are_hooks_and_arguments_like_any() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Spam).unwrap();
    assert_eq!(hooks.into.call_all("egg"), ["egg"]);
    assert_eq!(hooks.to_owned.call_all(), [1]);
    assert_eq!(hooks.clone.call_all(2), [2]);
    assert_eq!(hooks.borrow.call_all(), [3]);
    assert_eq!(hooks.pipe.call_all(4), [4]);
}
