//! What a plugin takes of memory, while it is registered.
#![allow(unsafe_code, reason = "an allocator that counts is one")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use pluggy_core::{HookRelay, Implements, Plugin, PluginManager, hookimpl, hookspec};

struct Counting;

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: it is the system's; the count allocates nothing and can't panic.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.set(BYTES.get().wrapping_add(layout.size()));
        // SAFETY: as our caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get().wrapping_sub(layout.size()));
        // SAFETY: as our caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[hookspec]
trait Hooks {
    fn a(&self, x: u64) -> u64;
    fn b(&self, x: u64) -> u64;
    fn c(&self, x: u64) -> u64;
    fn d(&self, x: u64) -> u64;
    fn e(&self, x: u64) -> u64;
    #[hookspec(historic)]
    fn told(&self, x: u64);
}

/// Has one hook.
struct One;

#[hookimpl(manual)]
impl Hooks for One {
    fn a(&self, x: u64) -> u64 {
        x
    }
}

/// Has five.
struct Five;

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
struct Told;

#[hookimpl(manual)]
impl Hooks for Told {
    fn told(&self, _x: u64) {}
}

const PLUGINS: usize = 1_000;

/// The bytes that are kept for each of so many plugins, when all hooks have been called.
fn bytes<P: Implements<dyn Hooks>>(plugin: impl Fn() -> P) -> usize {
    let pm = PluginManager::new("memory");
    let hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    let before = BYTES.get();
    for n in 0..PLUGINS {
        pm.register_as(format!("plugin-{n}"), Plugin::new(plugin()).with::<dyn Hooks>()).unwrap();
    }
    for call in [hooks.a.call_all(1), hooks.b.call_all(1), hooks.c.call_all(1)] {
        drop(call);
    }
    drop((hooks.d.call_all(1), hooks.e.call_all(1)));
    hooks.told.call_historic(1);
    (BYTES.get() - before) / PLUGINS
}

#[test]
fn a_plugin_takes_so_much() {
    let [one, five, told] = [bytes(|| One), bytes(|| Five), bytes(|| Told)];
    let further = (five - one) / 4;
    println!("of one hook {one}, of a historic one {told}; each further hook {further}");
    assert!(one <= 800, "a plugin with one hook takes {one} bytes");
    assert!(told <= 800, "a plugin with a historic hook takes {told} bytes");
    assert!(further <= 150, "each further hook takes {further} bytes");
}
