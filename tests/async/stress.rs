//! Calls, registrations and dropped calls beside each other, on tokio's threads.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, pause};

const ROUNDS: u32 = 300;
const CALLERS: u32 = 8;

/// The number of a gate that is no manager's.
const LAST: u32 = u32::MAX;

#[hookspec]
trait Hooks {
    async fn pass(&self, through: &mut Vec<u32>) -> u32;
    async fn count(&self) -> u32;
}

struct Gate {
    n: u32,
    _dropped: Dropped,
}

/// Counts the gates that were made and those that were dropped.
#[derive(Clone, Default)]
struct Gates {
    made: Arc<AtomicU32>,
    dropped: Arc<AtomicU32>,
}

impl Gates {
    fn gate(&self, n: u32) -> Gate {
        self.made.fetch_add(1, Ordering::SeqCst);
        Gate { n, _dropped: Dropped(Arc::clone(&self.dropped)) }
    }

    fn left(&self) -> u32 {
        self.made.load(Ordering::SeqCst) - self.dropped.load(Ordering::SeqCst)
    }
}

#[hookimpl(manual)]
impl Hooks for Gate {
    async fn pass(&self, through: &mut Vec<u32>) -> u32 {
        pause().await;
        through.push(self.n);
        pause().await;
        self.n
    }

    async fn count(&self) -> u32 {
        pause().await;
        self.n
    }

    #[hookimpl(wrapper, specname = "pass")]
    async fn around(
        &self,
        through: &mut Vec<u32>,
        next: impl AsyncFnOnce(&mut Vec<u32>) -> Vec<u32>,
    ) -> Vec<u32> {
        pause().await;
        next(through).await
    }
}

/// Calls, and asks that each call is of one moment.
async fn call(hooks: HookRelay<dyn Hooks>, gates: Gates) {
    for round in 0..ROUNDS {
        let mut through = Vec::new();
        let passed = hooks.pass.call_all(&mut through).await;
        assert_eq!(passed, through, "nothing is lost, nothing twice");
        let counted = hooks.count.call_concurrent().await;
        assert!(counted.contains(&0), "the one that stays");
        match round % 4 {
            0 => leave(&hooks).await,
            1 => abort(hooks.clone()).await,
            2 => pass_with(&hooks, gates.gate(LAST)).await,
            _ => pass_by_one(&hooks).await,
        }
    }
}

/// Drops a call where it waits.
async fn leave(hooks: &HookRelay<dyn Hooks>) {
    let mut through = Vec::new();
    tokio::select! {
        biased;
        () = pause() => {}
        _ = hooks.pass.call_all(&mut through) => {}
    }
}

/// Drops one of another task, wherever it is.
async fn abort(hooks: HookRelay<dyn Hooks>) {
    let calling = tokio::spawn(async move {
        let mut through = Vec::new();
        loop {
            assert_eq!(hooks.pass.call_all(&mut through).await, through);
            through.clear();
        }
    });
    pause().await;
    calling.abort();
    assert!(calling.await.unwrap_err().is_cancelled());
}

/// A plugin for a while is the first.
async fn pass_with(hooks: &HookRelay<dyn Hooks>, gate: Gate) {
    let mut through = Vec::new();
    let with = hooks.with_plugin(gate).unwrap();
    let passed = with.pass.call_all(&mut through).await;
    assert_eq!((passed[0], passed.last()), (LAST, Some(&0)));
    assert_eq!(passed, through);
}

/// Whoever was there is, whatever happens meanwhile.
async fn pass_by_one(hooks: &HookRelay<dyn Hooks>) {
    let mut through = Vec::new();
    for one in hooks.pass.each() {
        let passed = one.call(&mut through).await;
        assert_eq!(through.last(), Some(&passed));
    }
    assert_eq!(through.last(), Some(&0));
}

/// Comes and goes, by every route.
async fn change(pm: Arc<PluginManager>, hooks: HookRelay<dyn Hooks>, gates: Gates) {
    for round in 1..=ROUNDS {
        pm.register_as("comes", gates.gate(round)).unwrap();
        let gate = gates.gate(round);
        let count = move || -> BoxFuture<u32> { Box::pin(std::future::ready(gate.n)) };
        hooks.count.register_fn("counts", count).unwrap();
        tokio::task::yield_now().await;
        if round % 2 == 0 {
            drop(pm.unregister("comes"));
        } else {
            pm.block("comes");
            pm.unblock("comes");
        }
        drop(pm.unregister("counts"));
    }
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

#[test]
fn nothing_is_lost_nothing_twice_and_every_plugin_is_dropped() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
    let gates = Gates::default();
    let pm = Arc::new(PluginManager::new("gates"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("stays", gates.gate(0)).unwrap();
    runtime.block_on(async {
        let call = |_| tokio::spawn(call(hooks.clone(), gates.clone()));
        let mut tasks: Vec<_> = (0..CALLERS).map(call).collect();
        tasks.push(tokio::spawn(change(Arc::clone(&pm), hooks.clone(), gates.clone())));
        for task in tasks {
            task.await.unwrap();
        }
    });
    assert_eq!(hooks.pass.impls().len(), 2, "a gate and its wrapper");
    assert_eq!(gates.left(), 1);
    drop(pm);
    assert_eq!(gates.left(), 0);
}
