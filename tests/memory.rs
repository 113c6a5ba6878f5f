//! What a plugin takes of memory, while it is registered.
#![allow(unsafe_code, reason = "an allocator that counts is one")]

#[path = "../pluggy-core/benches/support/counting.rs"]
mod counting;
#[path = "../pluggy-core/benches/support/kept.rs"]
mod kept;

use kept::{Five, Hooks, One, PLUGINS, Told, bytes};
use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl};

/// Has one, and means all who come.
struct Stays;

#[hookimpl(manual)]
impl Hooks for Stays {
    #[hookimpl(after = "*")]
    fn a(&self, x: u64) -> u64 {
        x
    }
}

/// Has one, with marks of each kind.
struct Marked;

#[hookimpl(manual)]
impl Hooks for Marked {
    #[hookimpl(before = "stays", after = ["someone", "no-*"])]
    fn a(&self, x: u64) -> u64 {
        x
    }
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

#[test]
fn what_comes_and_leaves_beside_marks_leaves_nothing() {
    let pm = PluginManager::new("memory");
    let _hooks: HookRelay<dyn Hooks> = pm.add_hookspecs();
    pm.register_as("stays", Plugin::new(Stays).with::<dyn Hooks>()).unwrap();
    // Each comes before the one before it leaves.
    let come_and_leave = |rounds: usize| {
        let mut old = Vec::new();
        for round in 0..rounds {
            let names = [format!("marked-{round}"), format!("plain-{round}")];
            pm.register_as(&*names[0], Plugin::new(Marked).with::<dyn Hooks>()).unwrap();
            pm.register_as(&*names[1], Plugin::new(One).with::<dyn Hooks>()).unwrap();
            old.extend(names);
            for name in old.drain(..old.len() - 2) {
                pm.unregister(&name).unwrap();
            }
        }
        for name in old {
            pm.unregister(&name).unwrap();
        }
        counting::bytes()
    };
    let first = come_and_leave(100);
    let grown = come_and_leave(PLUGINS).saturating_sub(first);
    assert!(grown <= PLUGINS, "{PLUGINS} that left take {grown} bytes");
}
