//! How long things live: a call that waits holds its list, and no lock.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, on_executors, pause};

#[hookspec]
trait Hooks {
    async fn wait(&self, polls: u32) -> u32;
    async fn forever(&self, dropped: Arc<AtomicU32>);
}

struct Waiter {
    n: u32,
    _dropped: Dropped,
}

impl Waiter {
    fn new(n: u32, dropped: &Arc<AtomicU32>) -> Self {
        Waiter { n, _dropped: Dropped(Arc::clone(dropped)) }
    }
}

#[hookimpl(manual)]
impl Hooks for Waiter {
    async fn wait(&self, polls: u32) -> u32 {
        for _ in 0..polls {
            pause().await;
        }
        self.n
    }

    async fn forever(&self, dropped: Arc<AtomicU32>) {
        let _dropped = Dropped(dropped);
        pending::<()>().await;
    }
}

#[test]
fn plugins_come_and_go_while_a_call_waits() {
    let dropped = Arc::new(AtomicU32::new(0));
    let pm = PluginManager::new("station");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("one", Waiter::new(1, &dropped)).unwrap();
    pm.register_as("two", Waiter::new(2, &dropped)).unwrap();
    let mut call = Box::pin(hooks.wait.call_all(1));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut cx).is_pending());
    drop(pm.unregister("two"));
    pm.block("one");
    pm.register_as("three", Waiter::new(3, &dropped)).unwrap();
    assert_eq!(dropped.load(Ordering::SeqCst), 0, "the call holds its list");
    assert!(call.as_mut().poll(&mut cx).is_pending());
    assert_eq!(call.as_mut().poll(&mut cx), Poll::Ready(vec![2, 1]));
    drop(call);
    assert_eq!(dropped.load(Ordering::SeqCst), 2, "the last call that saw them has ended");
}

#[test]
fn a_call_that_is_never_polled_runs_nothing() {
    let dropped = Arc::new(AtomicU32::new(0));
    let pm = PluginManager::new("station");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Waiter::new(1, &dropped)).unwrap();
    let ran = Arc::new(AtomicU32::new(0));
    drop(hooks.forever.call_all(Arc::clone(&ran)));
    assert_eq!(Arc::strong_count(&ran), 1);
    assert_eq!(ran.load(Ordering::SeqCst), 0);
}

#[test]
fn a_dropped_call_drops_what_it_was_running() {
    on_executors(|| async {
        let dropped = Arc::new(AtomicU32::new(0));
        let pm = PluginManager::new("station");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("one", Waiter::new(1, &dropped)).unwrap();
        pm.register_as("two", Waiter::new(2, &dropped)).unwrap();
        let ran = Arc::new(AtomicU32::new(0));
        {
            let mut call = pin!(hooks.forever.call_all(Arc::clone(&ran)));
            let mut cx = Context::from_waker(Waker::noop());
            assert!(call.as_mut().poll(&mut cx).is_pending());
            assert_eq!(ran.load(Ordering::SeqCst), 0);
        }
        assert_eq!(ran.load(Ordering::SeqCst), 1, "the one that was running, and nothing else");
        assert_eq!(Arc::strong_count(&ran), 1);
        assert_eq!(dropped.load(Ordering::SeqCst), 0);
        assert_eq!(hooks.wait.call_all(0).await, [2, 1]);
    });
}

#[test]
fn a_panic_goes_to_who_awaits_and_harms_nothing() {
    on_executors(|| async {
        let pm = PluginManager::new("station");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let panics = hooks.wait.register_fn("panics", |polls| {
            Box::pin(async move {
                pause().await;
                if polls == 7 {
                    std::panic::panic_any("derailed");
                }
                polls
            })
        });
        assert!(panics.is_ok());
        let relay = hooks.clone();
        let ended = tokio::runtime::Handle::try_current()
            .map(|tokio| tokio.spawn(async move { relay.wait.call_all(7).await }));
        if let Ok(ended) = ended {
            let panic = ended.await.unwrap_err().into_panic();
            assert_eq!(panic.downcast_ref::<&str>(), Some(&"derailed"));
        }
        assert_eq!(hooks.wait.call_all(1).await, [1]);
    });
}

/// Panics as it is dropped.
struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        std::panic::panic_any("loud");
    }
}

#[hookimpl(manual)]
impl Hooks for Loud {
    async fn wait(&self, polls: u32) -> u32 {
        pause().await;
        polls
    }
}

#[test]
fn a_panic_in_what_a_call_drops_last_takes_no_result() {
    let pm = PluginManager::new("station");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Loud).unwrap();
    let mut call = Box::pin(hooks.wait.call_all(7));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut cx).is_pending());
    drop(pm.unregister("loud"));
    assert_eq!(call.as_mut().poll(&mut cx), Poll::Ready(vec![7]));
}
