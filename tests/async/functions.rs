//! Async functions, linked into the program.

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn ring(&self, times: u32) -> u32;
}

#[hookimpl(Hooks)]
async fn ring(times: u32) -> u32 {
    pause().await;
    times * 2
}

#[hookimpl(Hooks, wrapper, specname = "ring")]
async fn count(next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
    let mut rings = next().await;
    rings.push(100);
    rings
}

#[derive(Default)]
struct Bell;

#[hookimpl]
impl Hooks for Bell {
    async fn ring(&self, times: u32) -> u32 {
        pause().await;
        times
    }

    /// Of a version of the spec that there is not.
    #[hookimpl(optionalhook)]
    async fn hum(&self, tune: &mut String, volume: u32) -> u32 {
        pause().await;
        tune.push('m');
        volume
    }

    #[hookimpl(optionalhook, wrapper, specname = "sing")]
    async fn sung(
        &self,
        tune: &mut String,
        next: impl AsyncFnOnce(&mut String) -> Vec<u32>,
    ) -> Vec<u32> {
        next(tune).await
    }

    #[hookimpl(optionalhook, wrapper, specname = "whistle")]
    async fn whistled(
        &self,
        tune: &mut String,
        mut next: impl AsyncFnMut(&mut String) -> Vec<u32>,
    ) -> Vec<u32> {
        next(tune).await
    }
}

#[test]
fn discovery_finds_async_functions_and_blocks() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let report = pm.discover();
        assert!(report.failed().is_empty(), "{report}");
        assert_eq!(hooks.ring.call_all(1).await, [1, 2, 100]);
    });
}
