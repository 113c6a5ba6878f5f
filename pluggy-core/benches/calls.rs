//! What a call costs, against a hand-written loop over `Vec<Box<dyn Trait>>`.
//!
//! `cargo bench -p pluggy-core --bench calls` prints the ratios beside the
//! goals of the design; `-- --quick` only shows that it runs.

mod support;

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};
use seq_macro::seq;
use support::{Comparison, Effort, compare, head, row, time};

#[hookspec]
trait Hooks {
    fn all(&self, x: u64) -> u64;
    fn unit(&self, x: u64);
    #[hookspec(firstresult)]
    fn first(&self, x: u64) -> Option<u64>;
    fn fallible(&self, x: u64) -> Result<u64, u64>;
    fn wrapped(&self, x: u64) -> u64;
    fn nested(&self, depth: u32);
}

/// The `N`th plugin: a type of its own.
struct P<const N: u64>;

#[hookimpl(manual)]
impl<const N: u64> Hooks for P<N> {
    fn all(&self, x: u64) -> u64 {
        x + N
    }

    fn unit(&self, x: u64) {
        black_box(x + N);
    }

    fn first(&self, x: u64) -> Option<u64> {
        (x == N).then_some(N)
    }

    fn fallible(&self, x: u64) -> Result<u64, u64> {
        if x > 1_000 { Err(x) } else { Ok(x + N) }
    }
}

/// A plugin that goes around a hook.
struct W;

#[hookimpl(manual)]
impl Hooks for W {
    #[hookimpl(wrapper)]
    fn wrapped(&self, next: impl FnOnce() -> Vec<u64>) -> Vec<u64> {
        next()
    }
}

/// What one writes by hand.
trait Hand {
    fn all(&self, x: u64) -> u64;
    fn unit(&self, x: u64);
    fn first(&self, x: u64) -> Option<u64>;
    fn fallible(&self, x: u64) -> Result<u64, u64>;
}

impl<const N: u64> Hand for P<N> {
    fn all(&self, x: u64) -> u64 {
        x + N
    }

    fn unit(&self, x: u64) {
        black_box(x + N);
    }

    fn first(&self, x: u64) -> Option<u64> {
        (x == N).then_some(N)
    }

    fn fallible(&self, x: u64) -> Result<u64, u64> {
        if x > 1_000 { Err(x) } else { Ok(x + N) }
    }
}

/// The same plugins twice: registered, and in a vector.
#[allow(clippy::unnecessary_semicolon, reason = "`seq!` writes it")]
fn plugins(count: usize) -> (PluginManager, HookRelay<dyn Hooks>, Vec<Box<dyn Hand>>) {
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let mut hand: Vec<Box<dyn Hand>> = Vec::new();
    seq!(N in 0..100 {
        if N < count {
            let plugin = Plugin::new(P::<N>).with::<dyn Hooks>();
            pm.register_as(format!("p{}", N), plugin).expect("a new name");
            hand.insert(0, Box::new(P::<N>));
        }
    });
    (pm, hooks, hand)
}

fn main() {
    let effort = Effort::from_args();
    for count in [0, 1, 10, 100] {
        calls(effort, count);
    }
    wrappers(effort);
    nesting(effort);
    two_threads(effort);
}

fn calls(effort: Effort, count: usize) {
    let (_pm, hooks, hand) = plugins(count);
    let goal = |at_1: f64, at_10: f64| match count {
        1 => Some(at_1),
        10 => Some(at_10),
        _ => None,
    };
    let live_goal = |at_1: f64| goal(at_1, 1.1);
    head(&format!("{count} plugins"));

    let by_hand = || {
        let x = black_box(1);
        drop(black_box(hand.iter().map(|plugin| plugin.all(x)).collect::<Vec<_>>()));
    };
    let frozen = hooks.all.snapshot();
    let ours = || drop(black_box(frozen.call_all(black_box(1))));
    row("frozen, all", compare(effort, ours, by_hand), goal(1.15, 1.02));
    let ours = || drop(black_box(hooks.all.call_all(black_box(1))));
    row("live, all", compare(effort, ours, by_hand), live_goal(1.3));
    let part = hooks.all.without(["nobody"]);
    let ours = || drop(black_box(part.call_all(black_box(1))));
    row("in part, all", compare(effort, ours, by_hand), None);

    let by_hand = || {
        let x = black_box(1);
        for plugin in &hand {
            plugin.unit(x);
        }
    };
    let frozen = hooks.unit.snapshot();
    let ours = || frozen.call_all(black_box(1));
    row("frozen, unit", compare(effort, ours, by_hand), goal(1.3, 1.02));
    let ours = || hooks.unit.call_all(black_box(1));
    row("live, unit", compare(effort, ours, by_hand), live_goal(2.0));

    let by_hand = || {
        let x = black_box(0);
        black_box(hand.iter().find_map(|plugin| plugin.first(x)));
    };
    let frozen = hooks.first.snapshot();
    let ours = || _ = black_box(frozen.call_first(black_box(0)));
    row("frozen, first (the last has it)", compare(effort, ours, by_hand), goal(1.3, 1.02));
    let ours = || _ = black_box(hooks.first.call_first(black_box(0)));
    row("live, first (the last has it)", compare(effort, ours, by_hand), live_goal(1.5));

    let by_hand = || {
        let x = black_box(1);
        let all: Result<Vec<_>, _> = hand.iter().map(|plugin| plugin.fallible(x)).collect();
        drop(black_box(all));
    };
    let frozen = hooks.fallible.snapshot();
    let ours = || drop(black_box(frozen.call_all(black_box(1))));
    row("frozen, in a Result", compare(effort, ours, by_hand), goal(1.3, 1.3));
    let ours = || drop(black_box(hooks.fallible.call_all(black_box(1))));
    row("live, in a Result", compare(effort, ours, by_hand), None);
}

/// What each wrapper adds.
fn wrappers(effort: Effort) {
    println!("\nwrappers, each (goal: ≤ 5 ns)");
    for count in [1, 5, 100] {
        let pm = PluginManager::new("bench");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let none = PluginManager::new("bench").add_hookspecs::<dyn Hooks>();
        for n in 0..count {
            pm.register_as(format!("w{n}"), W).expect("a new name");
        }
        let (with, without) = (hooks.wrapped.snapshot(), none.wrapped.snapshot());
        let Comparison { ours, theirs, .. } = compare(
            effort,
            || drop(black_box(with.call_all(black_box(1)))),
            || drop(black_box(without.call_all(black_box(1)))),
        );
        println!("{count:>4} wrappers: {:>6.2} ns each", (ours - theirs) / f64::from(count));
    }
}

/// A hook that calls itself: a thread can hold 15 lists without taking counts.
struct Nester(HookRelay<dyn Hooks>);

#[hookimpl(manual)]
impl Hooks for Nester {
    fn nested(&self, depth: u32) {
        if depth > 1 {
            self.0.nested.call_all(depth - 1);
        }
    }
}

fn nesting(effort: Effort) {
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Nester(hooks.clone())).expect("a new name");
    println!("\ncalls within calls, each");
    for depth in [1, 8, 12] {
        let Comparison { ours, .. } =
            compare(effort, || hooks.nested.call_all(black_box(depth)), || ());
        println!("{depth:>4} deep: {:>6.1} ns each", ours / f64::from(depth));
    }
}

/// One thread's speed while another calls the same hook.
fn two_threads(effort: Effort) {
    let (_pm, hooks, _hand) = plugins(10);
    let speed =
        |calls: u32| 1.0 / time(calls, &mut || drop(black_box(hooks.all.call_all(black_box(1)))));
    let calls = 200_000;
    let mut kept: Vec<f64> = (0..if effort.is_quick() { 1 } else { 15 })
        .map(|_| {
            let alone = speed(calls);
            let stop = Arc::new(AtomicBool::new(false));
            let other = thread::spawn({
                let (hooks, stop) = (hooks.clone(), Arc::clone(&stop));
                move || {
                    while !stop.load(Ordering::Relaxed) {
                        drop(black_box(hooks.all.call_all(black_box(1))));
                    }
                }
            });
            let together = speed(calls);
            stop.store(true, Ordering::Relaxed);
            other.join().expect("the other thread");
            together / alone
        })
        .collect();
    kept.sort_by(f64::total_cmp);
    println!("\ntwo threads: each keeps {:.2} of its speed (goal: ≥ 0.95)", kept[kept.len() / 2]);
}
