//! What a registered plugin keeps of memory.

use pluggy_core::{HookRelay, Implements, Plugin, PluginManager, hookimpl, hookspec};

use crate::counting;

#[hookspec]
pub(crate) trait Hooks {
    fn a(&self, x: u64) -> u64;
    fn b(&self, x: u64) -> u64;
    fn c(&self, x: u64) -> u64;
    fn d(&self, x: u64) -> u64;
    fn e(&self, x: u64) -> u64;
    #[hookspec(historic)]
    fn told(&self, x: u64);
}

/// Has one hook.
pub(crate) struct One;

#[hookimpl(manual)]
impl Hooks for One {
    fn a(&self, x: u64) -> u64 {
        x
    }
}

/// Has five.
pub(crate) struct Five;

#[hookimpl(manual)]
impl Hooks for Five {
    fn a(&self, x: u64) -> u64 {
        x
    }

    fn b(&self, x: u64) -> u64 {
        x
    }

    fn c(&self, x: u64) -> u64 {
        x
    }

    fn d(&self, x: u64) -> u64 {
        x
    }

    fn e(&self, x: u64) -> u64 {
        x
    }
}

/// Has one, whose calls are remembered.
pub(crate) struct Told;

#[hookimpl(manual)]
impl Hooks for Told {
    fn told(&self, _x: u64) {}
}

/// How many are registered.
pub(crate) const PLUGINS: usize = 1_000;

/// The bytes that are kept for each of so many plugins, when all hooks have been called.
pub(crate) fn bytes<P: Implements<dyn Hooks>>(plugin: impl Fn() -> P) -> usize {
    let pm = PluginManager::new("memory");
    let hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    let before = counting::bytes();
    for n in 0..PLUGINS {
        pm.register_as(format!("plugin-{n}"), Plugin::new(plugin()).with::<dyn Hooks>()).unwrap();
    }
    for call in [hooks.a.call_all(1), hooks.b.call_all(1), hooks.c.call_all(1)] {
        drop(call);
    }
    drop((hooks.d.call_all(1), hooks.e.call_all(1)));
    hooks.told.call_historic(1);
    (counting::bytes() - before) / PLUGINS
}
