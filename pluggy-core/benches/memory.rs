//! What a plugin takes of memory while it is registered, beside what one keeps by hand: a
//! name, and a boxed trait object.
//!
//! `cargo bench -p pluggy-core --bench memory`; `tests/memory.rs` holds it to these goals.
#![allow(unsafe_code, reason = "an allocator that counts is one")]

#[path = "support/counting.rs"]
mod counting;
#[path = "support/kept.rs"]
mod kept;

use kept::{Five, Hooks, One, PLUGINS, Told, bytes};
use pluggy_core::{HookRelay, PluginManager};

fn main() {
    let [one, five, told] = [bytes(|| One), bytes(|| Five), bytes(|| Told)];
    let (by_hand, further) = (by_hand(), (five - one) / 4);
    println!("\nbytes that are kept of a plugin          ours   by hand   goal");
    println!("with one hook                       {one:>9} {by_hand:>9}   ≤ 800");
    println!("with one whose calls are remembered {told:>9} {by_hand:>9}   ≤ 800");
    println!("each further hook                   {further:>9} {:>9}   ≤ 150", 0);
    println!("allocations to register one         {:>9}", allocations());
}

/// The bytes of each, kept by hand.
fn by_hand() -> usize {
    let before = counting::bytes();
    let all: Vec<(String, Box<dyn Send>)> =
        (0..PLUGINS).map(|n| (format!("plugin-{n}"), Box::new(n) as Box<dyn Send>)).collect();
    (counting::bytes() - before) / all.len()
}

/// How often one allocates to register a plugin.
fn allocations() -> usize {
    let pm = PluginManager::new("bench");
    let _hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    let before = counting::allocations();
    for n in 0..PLUGINS {
        pm.register_as(format!("plugin-{n}"), One).expect("a new name");
    }
    (counting::allocations() - before) / PLUGINS
}
