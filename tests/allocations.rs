//! What a call allocates: of an async hook a future for each async implementation,
//! for a plain one nothing.
#![allow(unsafe_code, reason = "an allocator that counts is one")]

#[path = "../pluggy-core/benches/support/counting.rs"]
mod counting;

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    async fn told(&self, x: &mut u64);
    async fn weigh(&self, x: u64) -> u64;
    async fn check(&self, x: u64) -> Result<(), String>;
    #[hookspec(firstresult)]
    async fn choose(&self, x: u64) -> Option<u64>;
    #[hookspec(waterfall)]
    async fn season(&self, x: u64) -> u64;
    async fn wrapped(&self, x: &mut u64);

    fn told_now(&self, x: &mut u64);
    fn weigh_now(&self, x: u64) -> u64;
}

/// What its implementations are: `async fn`, or `fn`.
struct Awaits;
struct Plain;

#[hookimpl(manual)]
impl Hooks for Awaits {
    async fn told(&self, x: &mut u64) {
        *x += 1;
    }

    async fn weigh(&self, x: u64) -> u64 {
        x
    }

    async fn check(&self) -> Result<(), String> {
        Ok(())
    }

    async fn choose(&self) -> Option<u64> {
        None
    }

    async fn season(&self, x: u64) -> u64 {
        x + 1
    }

    #[hookimpl(wrapper)]
    async fn wrapped(&self, x: &mut u64, next: impl AsyncFnOnce(&mut u64)) {
        next(x).await;
    }

    fn told_now(&self, x: &mut u64) {
        *x += 1;
    }

    fn weigh_now(&self, x: u64) -> u64 {
        x
    }
}

#[hookimpl(manual)]
impl Hooks for Plain {
    fn told(&self, x: &mut u64) {
        *x += 1;
    }

    fn weigh(&self, x: u64) -> u64 {
        x
    }

    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    fn choose(&self) -> Option<u64> {
        None
    }

    fn season(&self, x: u64) -> u64 {
        x + 1
    }
}

/// How many plugins of each kind.
fn plugins(awaits: usize, plain: usize) -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("allocations");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for n in 0..awaits {
        pm.register_as(format!("awaits-{n}"), Plugin::new(Awaits).with::<dyn Hooks>()).unwrap();
    }
    for n in 0..plain {
        pm.register_as(format!("plain-{n}"), Plugin::new(Plain).with::<dyn Hooks>()).unwrap();
    }
    (pm, hooks)
}

/// How often this thread allocates meanwhile, the second time that it runs.
fn allocations<T>(mut run: impl FnMut() -> T) -> usize {
    drop(black_box(run()));
    let before = counting::allocations();
    drop(black_box(run()));
    counting::allocations() - before
}

/// The same of a future that does not wait.
fn awaited<T, F: Future<Output = T>>(mut call: impl FnMut() -> F) -> usize {
    allocations(|| match pin!(call()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("it does not wait"),
    })
}

/// What a call of each kind takes, live and frozen; a list of results is one more.
#[track_caller]
fn assert_each_takes(hooks: &HookRelay<dyn Hooks>, expected: usize) {
    let frozen = hooks.snapshot();
    assert_eq!(awaited(async || hooks.told.call_all(&mut 1).await), expected);
    assert_eq!(awaited(async || frozen.told.call_all(&mut 1).await), expected);
    assert_eq!(awaited(|| hooks.weigh.call_all(1)), expected + 1);
    assert_eq!(awaited(|| frozen.weigh.call_all(1)), expected + 1);
    assert_eq!(awaited(|| hooks.check.call_all(1)), expected);
    assert_eq!(awaited(|| hooks.choose.call_first(1)), expected);
    assert_eq!(awaited(|| hooks.season.call_waterfall(1)), expected);
}

#[test]
fn an_async_implementation_takes_one() {
    let (_pm, hooks) = plugins(10, 0);
    assert_each_takes(&hooks, 10);
    let each = hooks.weigh.each();
    assert_eq!(awaited(|| each[0].call(1)), 1);
}

#[test]
fn a_plain_implementation_of_an_async_hook_takes_none() {
    let (_pm, hooks) = plugins(0, 10);
    assert_each_takes(&hooks, 0);
    let each = hooks.weigh.each();
    assert_eq!(awaited(|| each[0].call(1)), 0);
}

#[test]
fn of_a_mixture_those_that_are_async_take_one() {
    let (_pm, hooks) = plugins(3, 7);
    assert_each_takes(&hooks, 3);
}

#[test]
fn a_closure_takes_the_one_that_it_makes() {
    let (_pm, hooks) = plugins(0, 0);
    hooks.weigh.register_fn("closure", |x| Box::pin(async move { x })).unwrap();
    assert_eq!(awaited(|| hooks.weigh.call_all(1)), 1 + 1);
}

/// The list of who they are.
#[test]
fn a_part_or_more_takes_one_more() {
    let (_pm, hooks) = plugins(10, 0);
    let extra = hooks.weigh.with_extra(|x| Box::pin(async move { x }));
    assert_eq!(awaited(|| extra.call_all(1)), 11 + 1 + 1);
    let part = hooks.weigh.without(["awaits-0"]);
    assert_eq!(awaited(|| part.call_all(1)), 9 + 1 + 1);
}

#[test]
fn an_async_wrapper_takes_one() {
    let (_pm, hooks) = plugins(10, 0);
    assert_eq!(awaited(async || hooks.wrapped.call_all(&mut 1).await), 10);
}

/// What they are kept in meanwhile is three more, however many there are.
#[test]
fn all_at_once_take_as_many() {
    for count in [1, 10, 100] {
        let (_pm, hooks) = plugins(count, 0);
        assert_eq!(awaited(|| hooks.weigh.call_concurrent(1)), count + 3);
        let (_pm, hooks) = plugins(0, count);
        assert_eq!(awaited(|| hooks.weigh.call_concurrent(1)), 3);
    }
}

#[test]
fn a_call_that_is_not_async_takes_its_list_of_results() {
    let (_pm, hooks) = plugins(10, 0);
    let frozen = hooks.snapshot();
    assert_eq!(allocations(|| hooks.told_now.call_all(&mut 1)), 0);
    assert_eq!(allocations(|| frozen.told_now.call_all(&mut 1)), 0);
    assert_eq!(allocations(|| hooks.weigh_now.call_all(1)), 1);
    assert_eq!(allocations(|| frozen.weigh_now.call_all(1)), 1);
}

#[hookspec]
trait One {
    fn ring(&self);
}

#[hookspec]
trait Five {
    fn knock(&self);
    fn a(&self);
    fn b(&self);
    async fn c(&self);
    #[hookspec(historic)]
    fn d(&self);
}

#[hookimpl(manual)]
impl One for Plain {
    fn ring(&self) {}
}

#[hookimpl(manual)]
impl Five for Plain {
    fn knock(&self) {}
}

/// Hooks that it does not implement share their lists.
#[test]
fn a_plugin_for_a_while_takes_as_many_however_many_hooks_there_are() {
    let pm = PluginManager::new("allocations");
    let (one, five) = (pm.add_hookspecs::<dyn One>(), pm.add_hookspecs::<dyn Five>());
    for n in 0..10 {
        let plugin = Plugin::new(Plain).with::<dyn One>().with::<dyn Five>();
        pm.register_as(format!("plain-{n}"), plugin).unwrap();
    }
    let (one, five) = (one.snapshot(), five.snapshot());
    let of_one = allocations(|| one.with_plugin(Plugin::new(Plain).with::<dyn One>()).is_ok());
    let of_five = allocations(|| five.with_plugin(Plugin::new(Plain).with::<dyn Five>()).is_ok());
    assert_eq!(of_one, of_five);
}
