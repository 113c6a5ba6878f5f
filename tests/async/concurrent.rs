//! `call_concurrent`: all implementations at once.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Waker};

use pluggy_core::{Monitor, PluginManager, hookimpl, hookspec};
use tokio::sync::{Barrier, oneshot};

use crate::support::{Dropped, on_executors, pause};

#[hookspec]
trait Hooks {
    async fn meet(&self, barrier: &Barrier, n: u32) -> u32;
    async fn told(&self, n: &AtomicU32);
    async fn offer(&self) -> Option<u32>;
    async fn fail(&self, dropped: Arc<AtomicU32>) -> Result<u32, String>;
    #[hookspec(allresults)]
    async fn each(&self, n: u32) -> Result<u32, String>;
    async fn check(&self, limit: u32) -> Result<(), String>;
    async fn garnish(&self, limit: u32) -> Result<Option<u32>, String>;
}

struct Guest(u32);

#[hookimpl(manual)]
impl Hooks for Guest {
    async fn meet(&self, barrier: &Barrier, n: u32) -> u32 {
        // Passes only where all have come.
        barrier.wait().await;
        n + self.0
    }

    async fn told(&self, n: &AtomicU32) {
        for _ in 0..self.0 {
            pause().await;
        }
        n.fetch_add(self.0, Ordering::SeqCst);
    }

    async fn offer(&self) -> Option<u32> {
        pause().await;
        (self.0 > 1).then_some(self.0)
    }

    async fn fail(&self, dropped: Arc<AtomicU32>) -> Result<u32, String> {
        let _dropped = Dropped(dropped);
        if self.0 == 2 {
            pause().await;
            return Err("two".to_owned());
        }
        std::future::pending().await
    }

    async fn each(&self, n: u32) -> Result<u32, String> {
        for _ in 0..4 - self.0 {
            pause().await;
        }
        if self.0 == 2 { Err(format!("{n}")) } else { Ok(self.0) }
    }

    async fn check(&self, limit: u32) -> Result<(), String> {
        pause().await;
        if self.0 > limit { Err("too many".to_owned()) } else { Ok(()) }
    }

    async fn garnish(&self, limit: u32) -> Result<Option<u32>, String> {
        self.check(limit).await?;
        Ok((self.0 > 1).then_some(self.0))
    }
}

fn guests() -> (PluginManager, pluggy_core::HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("party");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for guest in 1..=3 {
        pm.register_as(format!("guest-{guest}"), Guest(guest)).unwrap();
    }
    (pm, hooks)
}

#[test]
fn all_run_at_once_and_answer_in_call_order() {
    on_executors(|| async {
        let (_pm, hooks) = guests();
        let barrier = Barrier::new(3);
        assert_eq!(hooks.meet.call_concurrent(&barrier, 10).await, [13, 12, 11]);
        let told = AtomicU32::new(0);
        hooks.told.call_concurrent(&told).await;
        assert_eq!(told.load(Ordering::SeqCst), 6);
        assert_eq!(hooks.offer.call_concurrent().await, [3, 2]);
    });
}

#[test]
fn the_first_error_ends_it_and_drops_the_rest() {
    on_executors(|| async {
        let (_pm, hooks) = guests();
        let dropped = Arc::new(AtomicU32::new(0));
        let error = hooks.fail.call_concurrent(Arc::clone(&dropped)).await.unwrap_err();
        assert_eq!((error.plugin(), error.error().as_str()), ("guest-2", "two"));
        assert_eq!(dropped.load(Ordering::SeqCst), 3);
    });
}

#[test]
fn what_may_fail_and_does_not_answers_in_call_order() {
    on_executors(|| async {
        let (_pm, hooks) = guests();
        assert_eq!(hooks.check.call_concurrent(3).await, Ok(()));
        assert_eq!(hooks.garnish.call_concurrent(3).await, Ok(vec![3, 2]));
        assert_eq!(hooks.check.call_concurrent(2).await.unwrap_err().plugin(), "guest-3");
        assert_eq!(hooks.garnish.call_concurrent(2).await.unwrap_err().plugin(), "guest-3");
    });
}

#[test]
fn a_dropped_call_drops_all_that_it_was_running() {
    let (_pm, hooks) = guests();
    let dropped = Arc::new(AtomicU32::new(0));
    let fail = hooks.fail.without(["guest-2"]);
    let mut call = Box::pin(fail.call_concurrent(Arc::clone(&dropped)));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(dropped.load(Ordering::SeqCst), 0);
    drop(call);
    assert_eq!((dropped.load(Ordering::SeqCst), Arc::strong_count(&dropped)), (2, 1));
}

#[test]
fn a_panic_of_one_goes_to_who_awaits_and_drops_the_rest() {
    let (_pm, hooks) = guests();
    hooks
        .fail
        .register_fn("panics", |_| Box::pin(async { resume_unwind(Box::new("tired")) }))
        .unwrap();
    let dropped = Arc::new(AtomicU32::new(0));
    let mut call = Box::pin(hooks.fail.call_concurrent(Arc::clone(&dropped)));
    let mut poll = || call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let panic = catch_unwind(AssertUnwindSafe(|| poll().is_ready())).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"tired"));
    drop(call);
    assert_eq!(Arc::strong_count(&dropped), 1);
    let mut call = Box::pin(hooks.check.call_concurrent(3));
    while call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {}
}

#[test]
fn of_all_results_none_ends_it() {
    on_executors(|| async {
        let (_pm, hooks) = guests();
        let results = hooks.each.call_concurrent(7).await;
        assert_eq!((&results[0], &results[2]), (&Ok(3), &Ok(1)));
        assert_eq!(results[1].as_ref().unwrap_err().plugin(), "guest-2");
    });
}

struct Host;

#[hookimpl(manual)]
impl Hooks for Host {
    #[hookimpl(wrapper)]
    async fn meet(&self, n: u32, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        let mut results = next().await;
        results.push(n);
        results
    }
}

#[test]
fn wrappers_go_around_all_of_them() {
    on_executors(|| async {
        let (pm, hooks) = guests();
        pm.register(Host).unwrap();
        let barrier = Barrier::new(3);
        assert_eq!(hooks.meet.call_concurrent(&barrier, 10).await, [13, 12, 11, 10]);
    });
}

#[test]
fn nobody_at_all_is_no_reason_to_wait() {
    on_executors(|| async {
        let pm = PluginManager::new("party");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        assert!(hooks.offer.call_concurrent().await.is_empty());
        let (sender, receiver) = oneshot::channel();
        sender.send(hooks.each.call_concurrent(1).await.len()).unwrap();
        assert_eq!(receiver.await, Ok(0));
    });
}

/// Fails at its first poll, and says that it ran.
struct Eager(Arc<AtomicU32>);

#[hookimpl(manual)]
impl Hooks for Eager {
    async fn check(&self) -> Result<(), String> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Err("eager".to_owned())
    }
}

struct Plain;

#[hookimpl(manual)]
impl Hooks for Plain {
    fn check(&self) -> Result<(), String> {
        Err("plain".to_owned())
    }
}

struct Nobody;

impl Monitor for Nobody {}

#[test]
fn all_begin_in_call_order_async_and_plain_ones_watched_or_not() {
    on_executors(|| async {
        for is_watched in [false, true] {
            let pm = PluginManager::new("at once");
            let hooks = pm.add_hookspecs::<dyn Hooks>();
            let ran = Arc::new(AtomicU32::new(0));
            pm.register(Plain).unwrap();
            pm.register(Eager(Arc::clone(&ran))).unwrap();
            let _guard = is_watched.then(|| pm.monitor(Nobody));
            let error = hooks.check.call_concurrent(1).await.unwrap_err();
            assert_eq!(error.plugin(), "eager", "watched: {is_watched}");
            assert_eq!(ran.load(Ordering::SeqCst), 1);
        }
    });
}
