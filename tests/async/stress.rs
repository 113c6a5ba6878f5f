//! Calls, registrations and dropped calls beside each other, on tokio's threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, pause};

const ROUNDS: u32 = 300;
const CALLERS: u32 = 8;

#[hookspec]
trait Hooks {
    async fn pass(&self, through: &mut Vec<u32>) -> u32;
    async fn count(&self) -> u32;
}

struct Gate {
    n: u32,
    _dropped: Dropped,
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
async fn call(hooks: HookRelay<dyn Hooks>) {
    for round in 0..ROUNDS {
        let mut through = Vec::new();
        let passed = hooks.pass.call_all(&mut through).await;
        assert_eq!(passed, through, "nothing is lost, nothing twice");
        let counted = hooks.count.call_concurrent().await;
        assert!(counted.contains(&0), "the one that stays");
        if round % 3 == 0 {
            let dropped = async { hooks.pass.call_all(&mut through).await };
            tokio::select! {
                biased;
                () = pause() => {}
                _ = dropped => {}
            }
        }
    }
}

#[test]
fn nothing_is_lost_nothing_twice_and_every_plugin_is_dropped() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
    let dropped = Arc::new(AtomicU32::new(0));
    let pm = Arc::new(PluginManager::new("gates"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let gate = |n| Gate { n, _dropped: Dropped(Arc::clone(&dropped)) };
    pm.register_as("stays", gate(0)).unwrap();
    runtime.block_on(async {
        let calls: Vec<_> = (0..CALLERS).map(|_| tokio::spawn(call(hooks.clone()))).collect();
        for round in 1..=ROUNDS {
            pm.register_as("comes", gate(round)).unwrap();
            tokio::task::yield_now().await;
            if round % 2 == 0 {
                drop(pm.unregister("comes"));
            } else {
                pm.block("comes");
                pm.unblock("comes");
            }
        }
        for call in calls {
            call.await.unwrap();
        }
    });
    assert_eq!(dropped.load(Ordering::SeqCst), ROUNDS);
    drop(pm);
    assert_eq!(dropped.load(Ordering::SeqCst), ROUNDS + 1);
}
