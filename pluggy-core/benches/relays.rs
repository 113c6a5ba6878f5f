//! What it costs to make relays with a plugin for a while, and to call
//! implementations one at a time.
//!
//! `cargo bench -p pluggy-core --bench relays`; `-- --quick` only shows that it
//! runs.

mod support;

use std::hint::black_box;

use pluggy_core::{HookRelay, HookSpecs, Implements, PluginManager, hookimpl, hookspec};
use seq_macro::seq;
use support::{Effort, compare, head, row, time};

#[hookspec]
trait One {
    fn one(&self, x: u64) -> u64;
}

seq!(N in 0..10 {
    #[hookspec]
    trait Ten {
        fn ten(&self, x: u64) -> u64;
        #(fn f~N(&self, x: u64) -> u64;)*
    }
});

seq!(N in 0..100 {
    #[hookspec]
    trait Hundred {
        fn hundred(&self, x: u64) -> u64;
        #(fn f~N(&self, x: u64) -> u64;)*
    }
});

/// A plugin of one hook in each of the specs.
#[derive(Clone)]
struct P;

#[hookimpl(manual)]
impl One for P {
    fn one(&self, x: u64) -> u64 {
        x + 1
    }
}

#[hookimpl(manual)]
impl Ten for P {
    fn ten(&self, x: u64) -> u64 {
        x + 1
    }
}

#[hookimpl(manual)]
impl Hundred for P {
    fn hundred(&self, x: u64) -> u64 {
        x + 1
    }
}

fn main() {
    let effort = Effort::from_args();
    println!("\nns, where ten plugins are there               frozen      live  a snapshot");
    with_plugin::<dyn One>(effort, "a plugin for a while, of 1 hook of 1");
    with_plugin::<dyn Ten>(effort, "of 1 hook of 11");
    with_plugin::<dyn Hundred>(effort, "of 1 hook of 101");
    one_at_a_time(effort);
}

/// A relay of a spec where ten plugins implement its first hook.
fn relay<S: ?Sized + HookSpecs>() -> (PluginManager, HookRelay<S>)
where
    P: Implements<S>,
{
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<S>();
    for n in 0..10 {
        let plugin = pluggy_core::Plugin::new(P).with::<S>();
        pm.register_as(format!("p{n}"), plugin).expect("a new name");
    }
    (pm, hooks)
}

fn with_plugin<S: ?Sized + HookSpecs>(effort: Effort, what: &str)
where
    P: Implements<S>,
{
    let (_pm, hooks) = relay::<S>();
    let frozen = hooks.snapshot();
    let calls = if effort.is_quick() { 10 } else { 10_000 };
    let fastest = |mut run: Box<dyn FnMut() + '_>| {
        let times = (0..21).map(|_| time(calls, &mut run));
        times.fold(f64::INFINITY, f64::min)
    };
    let of_frozen = fastest(Box::new(|| drop(black_box(frozen.with_plugin(P)))));
    let of_live = fastest(Box::new(|| drop(black_box(hooks.with_plugin(P)))));
    let snapshot = fastest(Box::new(|| drop(black_box(hooks.snapshot()))));
    println!("{what:<42} {of_frozen:>9.0} {of_live:>9.0} {snapshot:>11.0}");
}

fn one_at_a_time(effort: Effort) {
    let (_pm, hooks) = relay::<dyn One>();
    let hand: Vec<Box<dyn Fn(u64) -> u64>> = (0..10).map(by_hand).collect();
    let sum = |results: &mut dyn Iterator<Item = u64>| _ = black_box(results.sum::<u64>());
    head("10 plugins, one at a time");
    let each = hooks.one.each();
    let ours = || sum(&mut each.iter().map(|one| one.call(black_box(1))));
    let theirs = || sum(&mut hand.iter().map(|one| one(black_box(1))));
    row("each(), kept", compare(effort, ours, theirs), None);
    let ours = || sum(&mut hooks.one.each().iter().map(|one| one.call(black_box(1))));
    row("each(), made anew", compare(effort, ours, theirs), None);
}

fn by_hand(n: u64) -> Box<dyn Fn(u64) -> u64> {
    Box::new(move |x| x + n)
}
