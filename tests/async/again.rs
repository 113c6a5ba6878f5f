//! Async wrappers that run what is inside more than once.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Wake, Waker};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Tries {
    async fn send(&self, to: &mut Vec<u32>, log: &mut Vec<u32>, text: &str) -> Result<u32, String>;
    #[hookspec(firstresult)]
    async fn ask(&self, n: u32) -> Result<Option<u32>, String>;
    #[hookspec(waterfall)]
    async fn polish(&self, dish: String) -> Result<String, String>;
}

/// Succeeds at the third try.
#[derive(Default)]
struct Flaky(AtomicU32);

impl Flaky {
    fn attempt(&self) -> Result<u32, String> {
        match self.0.fetch_add(1, Ordering::SeqCst) {
            n if n % 3 == 2 => Ok(n),
            n => Err(format!("try {n}")),
        }
    }
}

#[hookimpl(manual)]
impl Tries for Flaky {
    async fn send(&self, to: &mut Vec<u32>, log: &mut Vec<u32>) -> Result<u32, String> {
        pause().await;
        to.push(1);
        log.push(2);
        self.attempt()
    }

    async fn ask(&self) -> Result<Option<u32>, String> {
        pause().await;
        self.attempt().map(Some)
    }

    async fn polish(&self, dish: String) -> Result<String, String> {
        pause().await;
        self.attempt().map(|_| dish + "!")
    }
}

struct Retry;

#[hookimpl(manual)]
impl Tries for Retry {
    #[hookimpl(wrapper)]
    async fn send(
        &self,
        to: &mut Vec<u32>,
        mut next: impl AsyncFnMut(&mut Vec<u32>) -> Result<Vec<u32>, String>,
    ) -> Result<Vec<u32>, String> {
        loop {
            if let Ok(sent) = next(to).await {
                return Ok(sent);
            }
            pause().await;
        }
    }

    #[hookimpl(wrapper)]
    async fn ask(
        &self,
        mut next: impl AsyncFnMut() -> Result<Option<u32>, String>,
    ) -> Result<Option<u32>, String> {
        for _ in 0..2 {
            if let Ok(Some(found)) = next().await {
                return Ok(Some(found));
            }
        }
        next().await
    }

    #[hookimpl(wrapper)]
    async fn polish(
        &self,
        dish: String,
        mut next: impl AsyncFnMut(String) -> Result<String, String>,
    ) -> Result<String, String> {
        let _ = next(dish.clone()).await;
        let _ = next(dish.clone()).await;
        next(dish).await
    }
}

#[test]
fn a_wrapper_that_asks_for_it_runs_what_is_inside_again() {
    on_executors(|| async {
        let pm = PluginManager::new("tries");
        let hooks = pm.add_hookspecs::<dyn Tries>();
        pm.register(Flaky::default()).unwrap();
        pm.register(Retry).unwrap();
        let (mut to, mut log) = (Vec::new(), Vec::new());
        assert_eq!(hooks.send.call_all(&mut to, &mut log, "text").await.unwrap(), [2]);
        assert_eq!((to, log), (vec![1; 3], vec![2; 3]));
        assert_eq!(hooks.ask.call_first(1).await.unwrap(), Some(5));
        assert_eq!(hooks.polish.call_waterfall("soup".into()).await.unwrap(), "soup!");
    });
}

/// Begins two runs, and awaits the second first.
struct Twice;

#[hookimpl(manual)]
impl Tries for Twice {
    #[hookimpl(wrapper)]
    async fn ask(
        &self,
        mut next: impl AsyncFnMut() -> Result<Option<u32>, String>,
    ) -> Result<Option<u32>, String> {
        let first = next().await;
        let second = next().await;
        first.or(second)
    }
}

#[test]
fn wrappers_that_run_it_again_stand_around_each_other() {
    on_executors(|| async {
        let pm = PluginManager::new("tries");
        let hooks = pm.add_hookspecs::<dyn Tries>();
        pm.register(Flaky::default()).unwrap();
        pm.register_as("inner", Twice).unwrap();
        pm.register_as("outer", Twice).unwrap();
        // Four runs: the third succeeds.
        assert_eq!(hooks.ask.call_first(1).await.unwrap(), Some(2));
        let error = hooks.ask.only(["inner"]).call_first(1).await;
        assert_eq!(error.unwrap(), None);
    });
}

#[test]
fn its_method_takes_a_boxed_closure() {
    on_executors(|| async {
        let flaky = Flaky::default();
        let mut to = Vec::new();
        let send = Retry.send(
            &mut to,
            Box::new(|to| {
                to.push(1);
                let sent = flaky.attempt().map(|n| vec![n]);
                Box::pin(async { sent })
            }),
        );
        assert_eq!(send.await.unwrap(), [2]);
        assert_eq!(to, [1; 3]);
        let ask = Retry.ask(Box::new(|| Box::pin(async { Ok(Some(7)) })));
        assert_eq!(ask.await.unwrap(), Some(7));
    });
}

/// Counts how often it wakes.
#[derive(Default)]
struct Wakes(AtomicU32);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_run_that_waits_for_the_arguments_keeps_one_waker_and_none_once_it_is_dropped() {
    let turns = pluggy_core::__private::Turns::new(());
    let counted = Arc::new(Wakes::default());
    let waker = Waker::from(Arc::clone(&counted));
    let mut context = Context::from_waker(&waker);
    let mut taken = pin!(turns.take());
    let std::task::Poll::Ready(taken) = taken.as_mut().poll(&mut context) else {
        panic!("nobody else has them")
    };
    let mut waiting = Box::pin(turns.take());
    for _ in 0..100 {
        assert!(waiting.as_mut().poll(&mut context).is_pending());
    }
    let kept = || Arc::strong_count(&counted) - 2;
    assert_eq!(kept(), 1);
    drop(waiting);
    assert_eq!(kept(), 0);
    let mut waiting = pin!(turns.take());
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    drop(taken);
    assert_eq!(counted.0.load(Ordering::SeqCst), 1);
    assert!(waiting.as_mut().poll(&mut context).is_ready());
}
