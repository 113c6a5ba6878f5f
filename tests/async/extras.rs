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

/// With lifetimes of their own.
#[hookspec]
#[allow(clippy::needless_lifetimes, reason = "hosts name more than they need")]
trait Cuts {
    async fn cut<'a>(&self, text: &'a str) -> &'a str;
    async fn cut_by<'a, 'b>(&self, text: &'a str, by: &'b str) -> &'a str;
    async fn pair<'a, 'b>(&self, left: &'a str, right: &'b str) -> (&'a str, &'b str);
    async fn write(&self, sheet: &mut Sheet<'_>, text: &str) -> usize;
}

struct Sheet<'s>(&'s mut String);

/// Since rustc can't tell that closures' own lifetimes are longer than the call beside
/// those of the arguments.
#[test]
fn where_there_are_lifetimes_an_extra_is_handed_what_it_borrows() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Cuts>();
        let (by, seen) = ("x".to_owned(), Mutex::new(0));
        let text = "oxen".to_owned();
        let cut = hooks.cut.with_extra_borrowing((&by, &seen), |(by, seen), text| {
            Box::pin(async move {
                pause().await;
                *seen.lock().unwrap() += 1;
                text.split(by.as_str()).next().unwrap()
            })
        });
        assert_eq!(cut.call_all(&text).await, ["o"]);
        let write = hooks.write.with_extra_borrowing(&by, |by, sheet, text| {
            Box::pin(async move {
                pause().await;
                sheet.0.extend([by.as_str(), text]);
                sheet.0.len()
            })
        });
        let mut written = String::new();
        assert_eq!(write.call_all(&mut Sheet(&mut written), &text).await, [5]);
        let pair = hooks.pair.with_extra_borrowing(&seen, |seen, left, right| {
            Box::pin(async move {
                pause().await;
                *seen.lock().unwrap() += 1;
                (left, &right[1..])
            })
        });
        assert_eq!(pair.call_all(&by, &text).await, [("x", "xen")]);
        assert_eq!((written.as_str(), seen.into_inner().unwrap()), ("xoxen", 2));
    });
}

#[test]
fn a_closure_borrows_for_the_call_what_its_result_does_not() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Cuts>();
        let text = "oxen".to_owned();
        let first = hooks.cut_by.register_fn("first", |text, by| {
            Box::pin(async move {
                pause().await;
                text.split(by).next().unwrap()
            })
        });
        first.unwrap();
        let cut = hooks
            .cut_by
            .with_extra(|text, by| Box::pin(async move { text.split(by).last().unwrap() }));
        let found = {
            let by = "x".to_owned();
            cut.call_all(&text, &by).await
        };
        assert_eq!(found, ["en", "o"]);
    });
}
