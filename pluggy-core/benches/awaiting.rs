//! What a call of an async hook costs, against ten futures awaited by hand.
//!
//! `cargo bench -p pluggy-core --bench awaiting` prints the ratios; `-- --quick`
//! only shows that it runs. No future waits: what is measured is the call.

mod support;

use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};
use seq_macro::seq;
use support::{Effort, compare, head, row};

#[hookspec]
trait Hooks {
    async fn unit(&self, x: &mut u64);
    async fn all(&self, x: u64) -> u64;
    async fn plain(&self, x: &mut u64);
    async fn wrapped(&self, x: &mut u64);
}

/// The `N`th plugin: a type of its own.
struct P<const N: u64>;

#[hookimpl(manual)]
impl<const N: u64> Hooks for P<N> {
    async fn unit(&self, x: &mut u64) {
        *x += N;
    }

    async fn all(&self, x: u64) -> u64 {
        x + N
    }

    fn plain(&self, x: &mut u64) {
        *x += N;
    }

    #[hookimpl(wrapper)]
    async fn wrapped(&self, x: &mut u64, next: impl AsyncFnOnce(&mut u64)) {
        next(x).await;
    }
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What one writes by hand, or has `async_trait` write.
trait Hand {
    fn unit<'a>(&'a self, x: &'a mut u64) -> BoxFuture<'a, ()>;
    fn all(&self, x: u64) -> BoxFuture<'_, u64>;
    fn plain(&self, x: &mut u64);
}

impl<const N: u64> Hand for P<N> {
    fn unit<'a>(&'a self, x: &'a mut u64) -> BoxFuture<'a, ()> {
        Box::pin(async move { *x += N })
    }

    fn all(&self, x: u64) -> BoxFuture<'_, u64> {
        Box::pin(async move { x + N })
    }

    fn plain(&self, x: &mut u64) {
        *x += N;
    }
}

/// The same plugins twice: registered, and in a vector.
#[allow(clippy::unnecessary_semicolon, reason = "`seq!` writes it")]
fn plugins(count: usize) -> (PluginManager, HookRelay<dyn Hooks>, Vec<Box<dyn Hand>>) {
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let mut hand: Vec<Box<dyn Hand>> = Vec::new();
    seq!(N in 0..10 {
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
    if effort.is_quick() {
        println!("quick: the numbers mean nothing");
    }
    for count in [1, 10] {
        calls(effort, count);
    }
}

fn calls(effort: Effort, count: usize) {
    let (_pm, hooks, hand) = plugins(count);
    let frozen = hooks.snapshot();
    head(&format!("{count} plugins, against boxed futures by hand"));
    let by_hand = || {
        ready(async {
            let mut x = black_box(1);
            for plugin in &hand {
                plugin.unit(&mut x).await;
            }
            black_box(x);
        });
    };
    let live = || unit(&hooks);
    row("call_all, unit", compare(effort, live, by_hand), None);
    let ours = || {
        ready(async {
            let mut x = black_box(1);
            frozen.unit.call_all(&mut x).await;
            black_box(x);
        });
    };
    row("snapshot, unit", compare(effort, ours, by_hand), None);

    let by_hand = || {
        ready(async {
            let mut all = Vec::with_capacity(hand.len());
            for plugin in &hand {
                all.push(plugin.all(black_box(1)).await);
            }
            drop(black_box(all));
        });
    };
    let ours = || ready(async { drop(black_box(hooks.all.call_all(black_box(1)).await)) });
    row("call_all", compare(effort, ours, by_hand), None);
    let ours = || ready(async { drop(black_box(hooks.all.call_concurrent(black_box(1)).await)) });
    row("call_concurrent, against in turn", compare(effort, ours, by_hand), None);

    let by_hand = || {
        ready(async {
            let mut x = black_box(1);
            for plugin in &hand {
                plugin.plain(&mut x);
            }
            black_box(x);
        });
    };
    let ours = || {
        ready(async {
            let mut x = black_box(1);
            hooks.plain.call_all(&mut x).await;
            black_box(x);
        });
    };
    row("call_all, of plain functions", compare(effort, ours, by_hand), None);

    if count == 10 {
        let live = || unit(&hooks);
        row("call_all, unit, against static futures", compare(effort, live, in_place), None);
        let ours = || {
            ready(async {
                let mut x = black_box(1);
                hooks.wrapped.call_all(&mut x).await;
                black_box(x);
            });
        };
        row("10 wrappers, against 10 unit calls", compare(effort, ours, live), None);
    }
}

fn unit(hooks: &HookRelay<dyn Hooks>) {
    ready(async {
        let mut x = black_box(1);
        hooks.unit.call_all(&mut x).await;
        black_box(x);
    });
}

/// Futures of known types, which nobody can add to.
fn in_place() {
    ready(async {
        let mut x = black_box(1);
        seq!(N in 0..10 {
            P::<N>.unit(&mut x).await;
        });
        black_box(x);
    });
}

/// Polls a future that does not wait.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("it does not wait"),
    }
}
