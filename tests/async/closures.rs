//! Closures as plugins of async hooks: they give boxed futures.

use std::sync::{Arc, Mutex};

use pluggy_core::{PluginManager, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn log(&self, lines: &mut Vec<String>, text: &str);
    async fn count(&self, n: u32) -> u32;
    async fn shorten<'a>(&self, text: &'a str) -> &'a str;
    #[hookspec(waterfall)]
    async fn season(&self, dish: String) -> String;
}

#[test]
fn a_closure_borrows_the_arguments_across_awaits() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let registered = hooks.log.register_fn("log", |lines, text| {
            Box::pin(async move {
                pause().await;
                lines.push(text.to_owned());
            })
        });
        assert!(registered.is_ok());
        let mut lines = Vec::new();
        hooks.log.call_all(&mut lines, "one").await;
        assert_eq!(lines, ["one"]);
        assert!(pm.unregister("log").is_some());
        hooks.log.call_all(&mut lines, "two").await;
        assert_eq!(lines.len(), 1);
    });
}

#[test]
fn a_closure_shares_what_it_owns() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        hooks
            .count
            .register_fn("count", move |n| {
                let log = Arc::clone(&log);
                Box::pin(async move {
                    pause().await;
                    log.lock().unwrap().push(n);
                    n + 1
                })
            })
            .unwrap();
        assert_eq!(hooks.count.call_all(3).await, [4]);
        assert_eq!(*seen.lock().unwrap(), [3]);
    });
}

#[test]
fn a_closures_result_borrows_from_an_argument() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        hooks.shorten.register_fn("short", |text| Box::pin(async move { &text[..1] })).unwrap();
        let text = "abc".to_owned();
        assert_eq!(hooks.shorten.call_all(&text).await, ["a"]);
    });
}

#[test]
fn a_closure_has_a_part_in_a_waterfall() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        for name in ["salt", "pepper"] {
            hooks
                .season
                .register_fn(name, move |dish| Box::pin(async move { format!("{dish} {name}") }))
                .unwrap();
        }
        assert_eq!(hooks.season.call_waterfall("soup".into()).await, "soup pepper salt");
    });
}
