//! Extra implementations of async hooks: innermost, and they may borrow locals.

use std::sync::Mutex;

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn log(&self, lines: &mut Vec<String>, text: &str) -> usize;
    async fn count(&self, n: u32) -> u32;
    #[hookspec(waterfall)]
    async fn season(&self, dish: String) -> String;
}

struct Around;

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    async fn log(
        &self,
        lines: &mut Vec<String>,
        next: impl AsyncFnOnce(&mut Vec<String>) -> Vec<usize>,
    ) -> Vec<usize> {
        lines.push("before".to_owned());
        let results = next(lines).await;
        pause().await;
        lines.push("after".to_owned());
        results
    }

    #[hookimpl(tryfirst)]
    async fn count(&self, n: u32) -> u32 {
        n
    }
}

#[test]
fn an_extra_borrows_locals_and_runs_inside_the_wrappers() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Around).unwrap();
        let seen = Mutex::new(Vec::new());
        let log_to = &seen;
        let log = hooks.log.with_extra(|lines, text| {
            Box::pin(async move {
                pause().await;
                log_to.lock().unwrap().push(text.to_owned());
                lines.push(format!("extra {text}"));
                lines.len()
            })
        });
        let mut lines = Vec::new();
        assert_eq!(log.call_all(&mut lines, "one").await, [2]);
        assert_eq!(lines, ["before", "extra one", "after"]);
        assert_eq!(*seen.lock().unwrap(), ["one"]);
        assert!(hooks.log.call_all(&mut lines, "two").await.is_empty());
    });
}

#[test]
fn extras_are_the_newest_without_a_mark_also_of_each_other() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Around).unwrap();
        hooks.count.register_fn("plus", |n| Box::pin(async move { n + 10 })).unwrap();
        let (first, second) = (100, 200);
        let one = hooks.count.with_extra(|n| Box::pin(async move { n + first }));
        let both = one.with_extra(|n| Box::pin(async move { n + second }));
        assert_eq!(both.call_all(1).await, [1, 201, 101, 11]);
        assert_eq!(both.without(["plus"]).call_all(1).await, [1, 201, 101]);
        assert_eq!(both.call_concurrent(1).await, [1, 201, 101, 11]);
    });
}

#[test]
fn an_extra_has_a_part_in_a_waterfall() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let by = "salt".to_owned();
        let by = &by;
        let season =
            hooks.season.with_extra(|dish| Box::pin(async move { format!("{dish} {by}") }));
        assert_eq!(season.call_waterfall("soup".into()).await, "soup salt");
        assert_eq!(hooks.season.call_waterfall("soup".into()).await, "soup");
    });
}
