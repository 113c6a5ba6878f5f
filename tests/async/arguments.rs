//! What async hooks take and give: across awaits, borrowed and lent.

use std::fmt::{self, Write};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn longest<'a>(&self, words: &'a [String], by: String) -> &'a str;
    async fn write(&self, out: &mut Sheet<'_>, text: &str) -> fmt::Result;
    async fn first<'a>(&self, words: &'a [String], rest: &mut Vec<&'a str>) -> Option<&'a str>;
    async fn plain(&self, n: u32) -> u32;
    async fn named(&self, r#type: u32, args: u32, next: u32) -> u32;
}

/// A type with a lifetime of its own.
struct Sheet<'s>(&'s mut String);

impl Write for Sheet<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

struct Clerk(String);

#[hookimpl(manual)]
impl Hooks for Clerk {
    async fn longest<'a>(&self, words: &'a [String], by: String) -> &'a str {
        pause().await;
        let of = words.iter().filter(|word| word.contains(&by));
        of.max_by_key(|word| word.len()).map_or("", |word| word)
    }

    async fn write(&self, text: &str, out: &mut Sheet<'_>) -> fmt::Result {
        write!(out, "{}: ", self.0)?;
        pause().await;
        writeln!(out, "{text}")
    }

    async fn first<'a>(&self, words: &'a [String], rest: &mut Vec<&'a str>) -> Option<&'a str> {
        pause().await;
        rest.extend(words.iter().skip(1).map(String::as_str));
        words.first().map(String::as_str)
    }

    fn plain(&self, n: u32) -> u32 {
        n + 1
    }

    async fn named(&self, next: u32, r#type: u32, args: u32) -> u32 {
        pause().await;
        next * 100 + r#type * 10 + args
    }
}

#[test]
fn results_borrow_from_arguments_and_implementations_from_their_plugin() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Clerk("clerk".into())).unwrap();
        let words = ["a".to_owned(), "abc".to_owned(), "xyzw".to_owned()];
        let longest = {
            let by = "a".to_owned();
            hooks.longest.call_all(&words, by).await
        };
        assert_eq!(longest, ["abc"]);
        let mut rest = Vec::new();
        assert_eq!(hooks.first.call_all(&words, &mut rest).await, ["a"]);
        assert_eq!(rest, ["abc", "xyzw"]);
    });
}

#[test]
fn what_is_lent_is_lent_across_awaits() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("one", Clerk("one".into())).unwrap();
        pm.register_as("two", Clerk("two".into())).unwrap();
        let mut text = String::new();
        hooks.write.call_all(&mut Sheet(&mut text), "hello").await.unwrap();
        assert_eq!(text, "two: hello\none: hello\n");
    });
}

#[test]
fn a_plain_function_implements_an_async_hook() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Clerk(String::new())).unwrap();
        assert_eq!(hooks.plain.call_all(1).await, [2]);
        assert_eq!(hooks.plain.call_concurrent(1).await, [2]);
    });
}

#[test]
fn arguments_have_names_that_generated_code_has_too() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Clerk(String::new())).unwrap();
        assert_eq!(hooks.named.call_all(1, 2, 3).await, [312]);
    });
}

#[test]
fn methods_stay_async_functions_of_their_own() {
    on_executors(|| async {
        let clerk = Clerk("me".into());
        let mut text = String::new();
        clerk.write("there", &mut Sheet(&mut text)).await.unwrap();
        assert_eq!(text, "me: there\n");
    });
}
