//! Async hooks: lifetimes of every kind, names of generated locals, and what macros
//! write.

use std::borrow::Cow;
use std::fmt::{self, Write};

use futures_executor::block_on;
use pluggy_core::{PluginManager, hookimpl, hookspec};

pub struct Tray<'t> {
    pub dishes: &'t [&'t str],
}

#[hookspec]
pub trait Lifetimes {
    async fn longest<'a>(&self, one: &'a str, other: &'a str) -> &'a str;
    async fn two<'a, 'b>(&self, one: &'a str, other: &'b str) -> (&'a str, &'b str);
    async fn outlives<'a, 'b: 'a>(&self, one: &'a str, other: &'b str) -> &'a str;
    async fn bounded<'a, 'b>(&self, one: &'a str, other: &'b str) -> &'a str
    where
        'b: 'a;
    async fn pick<'plugin>(&self, tray: &Tray<'plugin>) -> Result<&'plugin str, fmt::Error>;
    async fn put<'t>(&self, tray: &mut Tray<'t>, dishes: &'t [&'t str]);
    async fn nested(&self, words: &[&str], pairs: &mut Vec<(&'static str, u32)>);
    async fn object(&self, write: &mut (dyn Write + Send), display: &(dyn fmt::Display + Sync));
    async fn function(&self, f: fn(&str) -> usize) -> usize;
    async fn higher(&self, f: &(dyn for<'x> Fn(&'x str) -> &'x str + Sync)) -> String;
    async fn tuple(&self, pair: (&str, &u32)) -> String;
    #[hookspec(waterfall)]
    async fn cow<'a>(&self, text: Cow<'a, str>, count: &u32) -> Cow<'a, str>;
    async fn fixed(&self, text: &'static str) -> &'static str;
    async fn unused<'a>(&self, number: u32) -> u32;
    async fn optional(&self, cx: &mut Option<&mut u32>);
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
impl Lifetimes for Plugin {
    async fn longest<'a>(&self, one: &'a str, other: &'a str) -> &'a str {
        if one.len() > other.len() { one } else { other }
    }

    #[hookimpl(wrapper, specname = "longest")]
    async fn around_longest<'a>(
        &self,
        one: &'a str,
        next: impl AsyncFnOnce() -> Vec<&'a str>,
    ) -> Vec<&'a str> {
        let mut all = next().await;
        all.push(one);
        all
    }

    async fn two<'x, 'y>(&self, other: &'x str, one: &'y str) -> (&'y str, &'x str) {
        (one, other)
    }

    async fn outlives<'a>(&self, one: &'a str, other: &'a str) -> &'a str {
        if one.is_empty() { other } else { one }
    }

    async fn bounded<'a>(&self, other: &'a str) -> &'a str {
        other
    }

    async fn pick<'p>(&self, tray: &Tray<'p>) -> Result<&'p str, fmt::Error> {
        tray.dishes.first().copied().ok_or(fmt::Error)
    }

    async fn put<'t>(&self, tray: &mut Tray<'t>, dishes: &'t [&'t str]) {
        tray.dishes = dishes;
    }

    async fn nested(&self, words: &[&str], pairs: &mut Vec<(&'static str, u32)>) {
        pairs.push(("words", words.len() as u32));
    }

    async fn object(&self, write: &mut (dyn Write + Send), display: &(dyn fmt::Display + Sync)) {
        write!(write, "{display}").unwrap();
    }

    async fn function(&self, f: fn(&str) -> usize) -> usize {
        f("abc")
    }

    async fn higher(&self, f: &(dyn for<'x> Fn(&'x str) -> &'x str + Sync)) -> String {
        f("abc").to_owned()
    }

    async fn tuple(&self, pair: (&str, &u32)) -> String {
        format!("{}{}", pair.0, pair.1)
    }

    async fn cow<'a>(&self, text: Cow<'a, str>, count: &u32) -> Cow<'a, str> {
        if *count == 0 { text } else { Cow::Owned(text.repeat(*count as usize)) }
    }

    async fn fixed(&self, text: &'static str) -> &'static str {
        text
    }

    async fn unused(&self, number: u32) -> u32 {
        number
    }

    async fn optional(&self, cx: &mut Option<&mut u32>) {
        if let Some(number) = cx {
            **number += 1;
        }
    }
}

#[test]
fn lifetimes_of_every_kind_are_borrowed_across_awaits() {
    let pm = PluginManager::new("lifetimes");
    let hooks = pm.add_hookspecs::<dyn Lifetimes>();
    pm.register(Plugin).unwrap();
    block_on(async {
        let (one, other) = ("one".to_owned(), "longer".to_owned());
        assert_eq!(hooks.longest.call_all(&one, &other).await, ["longer", "one"]);
        assert_eq!(hooks.two.call_all(&one, &other).await, [("one", "longer")]);
        assert_eq!(hooks.outlives.call_all(&one, "static").await, ["one"]);
        assert_eq!(hooks.bounded.call_all(&one, "static").await, ["static"]);
        let (dishes, mut tray) = ([one.as_str()], Tray { dishes: &[] });
        assert!(hooks.pick.call_all(&tray).await.is_err());
        hooks.put.call_all(&mut tray, &dishes).await;
        assert_eq!(hooks.pick.call_all(&tray).await.unwrap(), ["one"]);
        let mut pairs = Vec::new();
        hooks.nested.call_all(&[&one], &mut pairs).await;
        assert_eq!(pairs, [("words", 1)]);
        let mut text = String::new();
        hooks.object.call_all(&mut text, &1).await;
        assert_eq!(text, "1");
        assert_eq!(hooks.function.call_all(str::len).await, [3]);
        assert_eq!(hooks.higher.call_all(&|text| &text[1..]).await, ["bc"]);
        assert_eq!(hooks.tuple.call_all((&one, &1)).await, ["one1"]);
        assert_eq!(hooks.cow.call_waterfall(Cow::Borrowed(&one), &2).await, "oneone");
        assert_eq!(hooks.fixed.call_all("fixed").await, ["fixed"]);
        assert_eq!(hooks.unused.call_concurrent(1).await, [1]);
        let mut number = 1;
        hooks.optional.call_all(&mut Some(&mut number)).await;
        assert_eq!(number, 2);
    });
}

#[test]
fn closures_may_have_them_too() {
    let pm = PluginManager::new("lifetimes");
    let hooks = pm.add_hookspecs::<dyn Lifetimes>();
    hooks.longest.register_fn("one", |one, _| Box::pin(async move { one })).unwrap();
    hooks.outlives.register_fn("outlives", |one, _| Box::pin(async move { one })).unwrap();
    hooks.bounded.register_fn("bounded", |_, other| Box::pin(async move { other })).unwrap();
    hooks
        .put
        .register_fn("put", |tray, dishes| Box::pin(async move { tray.dishes = dishes }))
        .unwrap();
    hooks.cow.register_fn("cow", |text, _| Box::pin(async move { text })).unwrap();
    hooks.optional.register_fn("none", |cx| Box::pin(async move { *cx = None })).unwrap();
    block_on(async {
        let one = "one".to_owned();
        assert_eq!(hooks.longest.call_all(&one, "").await, ["one"]);
        assert_eq!(hooks.outlives.call_all(&one, "").await, ["one"]);
        assert_eq!(hooks.bounded.call_all("", &one).await, ["one"]);
        let with = hooks.outlives.with_extra_borrowing(&one, |_, one, other| {
            Box::pin(async move { if one.is_empty() { other } else { one } })
        });
        assert_eq!(with.call_all("", &one).await, ["one", ""]);
    });
}

#[hookspec]
pub trait Names {
    async fn all(
        &self,
        plugin: u32,
        args: &mut String,
        next: &mut Vec<u32>,
        held: u32,
        frame: u32,
        locals: u32,
        function: u32,
        extra: u32,
        running: u32,
        future: u32,
        turns: u32,
        taken: u32,
        r#async: u32,
        r#await: u32,
    ) -> u32;
    #[hookspec(waterfall)]
    async fn next(&self, next: String, args: &mut u32) -> String;
    async fn call(&self) -> u32;
    async fn r#await(&self) -> u32;
}

struct Plan;

#[hookimpl(manual)]
impl Names for Plan {
    async fn all(
        &self,
        r#await: u32,
        plugin: u32,
        args: &mut String,
        next: &mut Vec<u32>,
        held: u32,
        frame: u32,
        locals: u32,
        function: u32,
        extra: u32,
        running: u32,
        future: u32,
        turns: u32,
        taken: u32,
        r#async: u32,
    ) -> u32 {
        args.push('x');
        next.push(plugin);
        let sum = held + frame + locals + function + extra + running + future + turns;
        sum + taken + r#async + r#await
    }

    #[hookimpl(wrapper, specname = "all")]
    async fn around(
        &self,
        args: &mut String,
        plugin: u32,
        next: &mut Vec<u32>,
        turns: u32,
        mut inner: impl AsyncFnMut(&mut String, &mut Vec<u32>) -> Vec<u32>,
    ) -> Vec<u32> {
        next.push(plugin + turns);
        inner(args, next).await;
        inner(args, next).await
    }

    async fn next(&self, args: &mut u32, next: String) -> String {
        *args += 1;
        next + "."
    }

    #[hookimpl(wrapper, specname = "next")]
    async fn next_around(&self, next: String, run: impl AsyncFnOnce(String) -> String) -> String {
        run(next).await
    }

    async fn call(&self) -> u32 {
        1
    }

    async fn r#await(&self) -> u32 {
        2
    }
}

#[test]
fn arguments_and_hooks_are_called_as_generated_locals_are() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Names>();
    pm.register(Plan).unwrap();
    block_on(async {
        let (mut args, mut next) = (String::new(), Vec::new());
        let all = hooks.all.call_all(1, &mut args, &mut next, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assert_eq!(all.await, [11]);
        assert_eq!((args.as_str(), next), ("xx", vec![2, 1, 1]));
        let mut args = 0;
        assert_eq!(hooks.next.call_waterfall("a".into(), &mut args).await, "a.");
        assert_eq!((args, hooks.call.call_all().await), (1, vec![1]));
        assert_eq!(hooks.r#await.each()[0].call().await, 2);
    });
}

macro_rules! made {
    ($hooks:ident, $plugin:ident, $hook:ident($($arg:ident: $type:ty),*) -> $result:ty) => {
        #[hookspec]
        pub trait $hooks {
            async fn $hook(&self, $($arg: $type),*) -> $result;
        }

        #[derive(Default)]
        pub struct $plugin;

        #[hookimpl]
        impl $hooks for $plugin {
            async fn $hook(&self, $($arg: $type),*) -> $result {
                ($($arg.clone(),)*)
            }

            #[hookimpl(wrapper, specname = "give")]
            async fn around(&self, next: impl AsyncFnOnce() -> Vec<$result>) -> Vec<$result> {
                let mut all = next().await;
                all.extend(all.clone());
                all
            }
        }
    };
}

made!(Made, MadePlugin, give(args: u32, next: &Box<u32>) -> (u32, Box<u32>));

#[test]
fn a_macro_may_write_them() {
    let pm = PluginManager::new("made");
    let hooks = pm.add_hookspecs::<dyn Made>();
    assert!(pm.discover().strict().is_ok());
    let expected = vec![(1, Box::new(2)); 2];
    assert_eq!(block_on(hooks.give.call_all(1, &Box::new(2))), expected);
}
