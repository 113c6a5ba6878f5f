//! What it costs to register many plugins: one by one, at once, and in one discovery.
//!
//! `cargo bench -p pluggy-core --bench registration`; `-- --quick` only shows
//! that it runs. pluggy takes about 280 µs a plugin at 1,000.

use std::time::Instant;

use pluggy_core::{Plugin, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn f(&self, x: u64) -> u64;
}

/// A plugin to register by hand, under many names.
struct P;

#[hookimpl(manual)]
impl Hooks for P {
    fn f(&self, x: u64) -> u64 {
        x
    }
}

/// One that has its place beside others.
struct Marked;

#[hookimpl(manual, after = ["first-0", "first-*"], before = ["last-*", "nobody"])]
impl Hooks for Marked {
    fn f(&self, x: u64) -> u64 {
        x
    }
}

#[hookspec]
trait Thousand {
    fn f(&self, x: u64) -> u64;
}

/// A thousand linked plugins, a module each.
mod thousand {
    seq_macro::seq!(N in 0..1000 {
        mod plugin~N {
            #[pluggy_core::hookimpl(crate::Thousand)]
            fn f(x: u64) -> u64 {
                x.wrapping_add(N)
            }
        }
    });
}

#[hookspec]
trait TenThousand {
    fn f(&self, x: u64) -> u64;
}

/// Ten thousand linked plugins, a module each. Clippy is a minute at them, to say of each what
/// it says of those above.
#[cfg(not(clippy))]
mod ten_thousand {
    seq_macro::seq!(N in 0..10000 {
        mod plugin~N {
            #[pluggy_core::hookimpl(crate::TenThousand)]
            fn f(x: u64) -> u64 {
                x.wrapping_add(N)
            }
        }
    });
}

/// What one writes by hand, on `inventory`: a name, and what makes the plugin.
struct ByHand {
    name: &'static str,
    make: fn() -> Box<dyn Fn(u64) -> u64>,
}

inventory::collect!(ByHand);

/// A thousand of them, a module each.
mod by_hand {
    seq_macro::seq!(N in 0..1000 {
        mod plugin~N {
            inventory::submit! {
                crate::ByHand { name: stringify!(N), make: || Box::new(|x| x.wrapping_add(N)) }
            }
        }
    });
}

fn main() {
    let rounds = if std::env::args().any(|arg| arg == "--quick") { 1 } else { 11 };
    println!("\nµs a plugin          1,000    10,000");
    let by_hand = [1_000, 10_000].map(|count| best(rounds, count, || by_hand(count)));
    println!("one by one       {:>9.2} {:>9.2}", by_hand[0], by_hand[1]);
    let plain = [1_000, 10_000].map(|count| best(rounds, count, || at_once(count, |_| false)));
    println!("at once          {:>9.2} {:>9.2}", plain[0], plain[1]);
    let marked =
        [1_000, 10_000].map(|count| best(rounds, count, || at_once(count, |n| n % 10 > 0)));
    println!("at once, marked  {:>9.2} {:>9.2}", marked[0], marked[1]);
    let thousand = best(rounds, 1_000, || {
        let pm = PluginManager::new("bench");
        pm.add_hookspecs::<dyn Thousand>();
        assert_eq!(pm.discover().registered().len(), 1_000);
    });
    let ten_thousand = best(rounds, 10_000, || {
        let pm = PluginManager::new("bench");
        pm.add_hookspecs::<dyn TenThousand>();
        assert_eq!(pm.discover().registered().len(), 10_000);
    });
    println!("discovered       {thousand:>9.2} {ten_thousand:>9.2}   (goal: no growth)");
    let inventory = best(rounds, 1_000, || {
        let mut all: Vec<&ByHand> = inventory::iter::<ByHand>.into_iter().collect();
        all.sort_by_key(|plugin| plugin.name);
        let made: Vec<_> = all.iter().map(|plugin| (plugin.name, (plugin.make)())).collect();
        assert_eq!(made.len(), 1_000);
    });
    println!("by hand on inventory: gathered, sorted by name, made");
    println!("                 {inventory:>9.2}");
    beside(rounds);
}

/// Registers and unregisters a hundred beside others, whose hook nobody calls.
fn beside(rounds: u32) {
    let times = [1, 1_000, 10_000, 50_000].map(|count| beside_so_many(rounds, count));
    println!("\nµs a plugin     beside 1     1,000    10,000    50,000   growth");
    for (what, at) in [("register", 0), ("unregister", 1)] {
        let [one, thousand, ten_thousand, most] = times.map(|times| times[at]);
        let growth = most / one;
        println!(
            "{what:<11} {one:>12.2} {thousand:>9.2} {ten_thousand:>9.2} {most:>9.2}   {growth:.2}  (goal: 2)"
        );
    }
}

/// The fastest of some rounds: to come, and to leave.
fn beside_so_many(rounds: u32, count: u32) -> [f64; 2] {
    let pm = PluginManager::new("bench");
    pm.add_hookspecs::<dyn Hooks>();
    let plugin = |n| Plugin::new(P).with::<dyn Hooks>().boxed().named(format!("p{n}"));
    assert!(pm.register_all((0..count).map(plugin)).iter().all(Result::is_ok));
    let names: Vec<String> = (0..100).map(|n| format!("more-{n}")).collect();
    let mut fastest = [f64::INFINITY; 2];
    for _ in 0..rounds {
        let came = best(1, 100, || {
            for name in &names {
                pm.register_as(name, P).expect("a new name");
            }
        });
        let left = best(1, 100, || {
            for name in &names {
                pm.unregister(name).expect("it is there");
            }
        });
        fastest = [fastest[0].min(came), fastest[1].min(left)];
    }
    fastest
}

fn by_hand(count: u32) {
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for n in 0..count {
        pm.register_as(format!("p{n}"), P).expect("a new name");
    }
    assert_eq!(hooks.f.impls().len(), count as usize);
}

/// Where `is_marked`, they come between a tenth of the others.
fn at_once(count: u32, is_marked: impl Fn(u32) -> bool) {
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let plugins = (0..count).map(|n| match (is_marked(n), n % 20) {
        (true, _) => Plugin::new(Marked).with::<dyn Hooks>().boxed().named(format!("p{n}")),
        (false, 0) => Plugin::new(P).with::<dyn Hooks>().boxed().named(format!("first-{n}")),
        _ => Plugin::new(P).with::<dyn Hooks>().boxed().named(format!("last-{n}")),
    });
    assert!(pm.register_all(plugins).iter().all(Result::is_ok));
    assert_eq!(hooks.f.impls().len(), count as usize);
}

/// The fastest of some rounds, in microseconds for each of `count` plugins.
fn best(rounds: u32, count: u32, mut run: impl FnMut()) -> f64 {
    let times = (0..rounds).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e6 / f64::from(count)
    });
    times.fold(f64::INFINITY, f64::min)
}
