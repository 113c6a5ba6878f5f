//! What a plugin takes of memory while it is registered, beside what one keeps by hand: a
//! name, and a boxed trait object.
//!
//! `cargo bench -p pluggy-core --bench memory`; `tests/memory.rs` holds it to these goals.
#![allow(unsafe_code, reason = "an allocator that counts is one")]

#[path = "support/counting.rs"]
mod counting;

use counting::{allocations, bytes};
use pluggy_core::{HookRelay, Implements, Plugin, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn a(&self, x: u64) -> u64;
    fn b(&self, x: u64) -> u64;
    fn c(&self, x: u64) -> u64;
    #[hookspec(historic)]
    fn told(&self, x: u64);
}

struct One;

#[hookimpl(manual)]
impl Hooks for One {
    fn a(&self, x: u64) -> u64 {
        x
    }
}

struct Three;

#[hookimpl(manual)]
impl Hooks for Three {
    fn a(&self, x: u64) -> u64 {
        x
    }

    fn b(&self, x: u64) -> u64 {
        x
    }

    fn c(&self, x: u64) -> u64 {
        x
    }
}

struct Told;

#[hookimpl(manual)]
impl Hooks for Told {
    fn told(&self, _x: u64) {}
}

const PLUGINS: usize = 1_000;

fn main() {
    let [one, three, told] = [registered(|| One), registered(|| Three), registered(|| Told)];
    let by_hand = kept(|all| {
        all.extend((0..PLUGINS).map(|n| (format!("p{n}"), Box::new(n) as Box<dyn Send>)));
    });
    println!("\nbytes that are kept of a plugin        ours   by hand   goal");
    println!("with one hook                    {one:>10} {by_hand:>9}   ≤ 800");
    println!("with one whose calls are remembered {told:>7} {by_hand:>9}   ≤ 800");
    println!("each further hook                {:>10} {:>9}   ≤ 150", (three - one) / 2, 0);
    let pm = PluginManager::new("bench");
    let _hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    let before = allocations();
    for n in 0..PLUGINS {
        pm.register_as(format!("p{n}"), One).expect("a new name");
    }
    println!("allocations to register one      {:>10}", (allocations() - before) / PLUGINS);
}

/// The bytes that are kept for each of so many plugins, when all hooks have been called.
fn registered<P: Implements<dyn Hooks>>(plugin: impl Fn() -> P) -> usize {
    let pm = PluginManager::new("bench");
    let hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    let before = bytes();
    for n in 0..PLUGINS {
        pm.register_as(format!("p{n}"), Plugin::new(plugin()).with::<dyn Hooks>())
            .expect("a new name");
    }
    drop((hooks.a.call_all(1), hooks.b.call_all(1), hooks.c.call_all(1)));
    hooks.told.call_historic(1);
    (bytes() - before) / PLUGINS
}

/// The same of what is kept by hand.
fn kept(fill: impl Fn(&mut Vec<(String, Box<dyn Send>)>)) -> usize {
    let before = bytes();
    let mut all = Vec::new();
    fill(&mut all);
    let kept = bytes() - before;
    assert_eq!(all.len(), PLUGINS);
    kept / PLUGINS
}
