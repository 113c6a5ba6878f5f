//! Types with lifetimes of every kind.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::Arc;

use pluggy_core::{PluginManager, hookimpl, hookspec};

pub struct Tray<'t> {
    pub dishes: &'t [&'t str],
}

pub type Shelf<'a> = BTreeMap<&'a str, &'a str>;

#[hookspec]
pub trait Lifetimes {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn longest<'a>(&self, one: &'a str, other: &'a str) -> &'a str;
    fn two<'a, 'b>(&self, one: &'a str, other: &'b str) -> (&'a str, &'b str);
    fn outlives<'a, 'b: 'a>(&self, one: &'a str, other: &'b str) -> &'a str;
    fn bounded<'a, 'b>(&self, one: &'a str, other: &'b str) -> &'a str
    where
        'b: 'a;
    #[hookspec(firstresult)]
    fn find<'call>(&self, shelf: &'call Shelf<'_>, key: &str) -> Option<&'call str>;
    fn pick<'plugin>(&self, tray: &Tray<'plugin>) -> Result<&'plugin str, fmt::Error>;
    fn put<'t>(&self, tray: &mut Tray<'t>, dishes: &'t [&'t str]);
    fn nested(&self, words: &[&str], pairs: &mut Vec<(&'static str, u32)>);
    fn object(&self, write: &mut dyn Write, display: &dyn fmt::Display) -> fmt::Result;
    fn object_bounds<'a>(&self, value: &'a (dyn fmt::Display + Send + 'a)) -> String;
    fn function(&self, f: fn(&str) -> usize) -> usize;
    fn higher(&self, f: &dyn for<'x> Fn(&'x str) -> &'x str) -> String;
    fn mutable(&self, f: &mut dyn FnMut(&str));
    fn boxed(&self, f: &Box<dyn Fn(&str) -> u32 + Send + Sync>) -> u32;
    fn tuple(&self, pair: (&str, &u32)) -> String;
    fn cow<'a>(&self, text: Cow<'a, str>, count: &u32) -> Cow<'a, str>;
    fn fixed(&self, text: &'static str) -> &'static str;
    fn unused<'a>(&self, number: u32) -> u32;
    fn optional(&self, cx: &mut Option<&mut u32>);
    fn walk(&self, visit: &dyn for<'x> Visit<'x>) -> usize;
    fn outer<'a>(&self, one: &'a str, f: fn(&'a str) -> &'a str) -> &'a str;
    #[hookspec(historic)]
    fn told<'a>(&self, words: &'a [String], number: &u32);
    #[hookspec(historic)]
    fn install(&self, visit: Arc<dyn for<'x> Visit<'x> + Send + Sync>) -> usize;
    #[hookspec(historic)]
    fn filter(&self, f: Arc<dyn for<'x> Fn(&'x str) -> &'x str + Send + Sync>) -> String;
    #[hookspec(historic)]
    fn pointer(&self, f: for<'x> fn(&'x str) -> &'x str) -> String;
}

/// A trait of a lifetime, which objects of it need not have.
pub trait Visit<'a> {
    fn visit(&self, text: &'a str) -> usize;
}

impl<'a> Visit<'a> for usize {
    fn visit(&self, text: &'a str) -> usize {
        text.len() + self
    }
}

/// A plugin whose type has a lifetime that is nobody's.
struct Walker<F: ?Sized>(Box<F>);

fn walker() -> Walker<dyn for<'x> Fn(&'x str) -> usize + Send + Sync> {
    Walker(Box::new(str::len))
}

#[hookimpl(new = walker)]
impl Lifetimes for Walker<dyn for<'x> Fn(&'x str) -> usize + Send + Sync> {
    fn walk(&self, visit: &dyn for<'y> Visit<'y>) -> usize {
        visit.visit("abc") + (self.0)("de")
    }
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
impl Lifetimes for Plugin {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shown")
    }

    #[hookimpl(wrapper, specname = "show")]
    fn around_show(
        &self,
        f: &mut fmt::Formatter<'_>,
        next: impl FnOnce(&mut fmt::Formatter<'_>) -> Result<(), fmt::Error>,
    ) -> fmt::Result {
        f.write_str("<")?;
        next(f)
    }

    fn longest<'a>(&self, one: &'a str, other: &'a str) -> &'a str {
        if one.len() > other.len() { one } else { other }
    }

    #[hookimpl(wrapper, specname = "longest")]
    fn around_longest<'a>(
        &self,
        one: &'a str,
        next: impl FnOnce() -> Vec<&'a str>,
    ) -> Vec<&'a str> {
        let mut all = next();
        all.push(one);
        all
    }

    fn two<'x, 'y>(&self, other: &'x str, one: &'y str) -> (&'y str, &'x str) {
        (one, other)
    }

    fn outlives<'a>(&self, one: &'a str, other: &'a str) -> &'a str {
        if one.is_empty() { other } else { one }
    }

    fn bounded<'a>(&self, other: &'a str) -> &'a str {
        other
    }

    fn find<'s>(&self, shelf: &'s Shelf<'_>, key: &str) -> Option<&'s str> {
        shelf.get(key).copied()
    }

    fn pick<'t>(&self, tray: &Tray<'t>) -> Result<&'t str, fmt::Error> {
        tray.dishes.first().copied().ok_or(fmt::Error)
    }

    fn put<'t>(&self, tray: &mut Tray<'t>, dishes: &'t [&'t str]) {
        tray.dishes = dishes;
    }

    #[hookimpl(wrapper, specname = "put")]
    fn around_put<'t>(
        &self,
        dishes: &'t [&'t str],
        tray: &mut Tray<'t>,
        next: impl FnOnce(&mut Tray<'t>),
    ) {
        next(tray);
        assert_eq!(tray.dishes.len(), dishes.len());
    }

    fn nested(&self, pairs: &mut Vec<(&'static str, u32)>, words: &[&str]) {
        pairs.push(("words", u32::try_from(words.concat().len()).unwrap()));
    }

    #[hookimpl(wrapper, specname = "nested")]
    fn around_nested(
        &self,
        pairs: &mut Vec<(&'static str, u32)>,
        next: impl FnOnce(&mut Vec<(&'static str, u32)>),
    ) {
        pairs.push(("around", 0));
        next(pairs);
    }

    fn object(&self, write: &mut dyn Write, display: &dyn fmt::Display) -> fmt::Result {
        write!(write, "{display}")
    }

    #[hookimpl(wrapper, specname = "object")]
    fn around_object(
        &self,
        write: &mut dyn Write,
        next: impl FnOnce(&mut dyn Write) -> fmt::Result,
    ) -> fmt::Result {
        write.write_char('<')?;
        next(write)
    }

    fn object_bounds(&self, value: &(dyn fmt::Display + Send)) -> String {
        value.to_string()
    }

    fn function(&self, f: fn(&str) -> usize) -> usize {
        f("four")
    }

    fn higher(&self, f: &dyn Fn(&str) -> &str) -> String {
        f(" x ").to_owned()
    }

    fn mutable(&self, f: &mut dyn FnMut(&str)) {
        f("called");
    }

    #[allow(clippy::borrowed_box, reason = "the argument is the spec's")]
    fn boxed(&self, f: &Box<dyn Fn(&str) -> u32 + Send + Sync>) -> u32 {
        f("x")
    }

    fn tuple(&self, pair: (&str, &u32)) -> String {
        format!("{}{}", pair.0, pair.1)
    }

    fn cow<'a>(&self, text: Cow<'a, str>, count: &u32) -> Cow<'a, str> {
        assert_eq!(*count, 1);
        text
    }

    fn fixed(&self, text: &'static str) -> &'static str {
        text
    }

    fn unused(&self, number: u32) -> u32 {
        number
    }

    fn told(&self, number: &u32, words: &[String]) {
        assert_eq!(words.len(), 1);
        assert_eq!(*number, 1);
    }

    fn optional(&self, cx: &mut Option<&mut u32>) {
        if let Some(cx) = cx {
            **cx += 1;
        }
    }

    fn outer<'a>(&self, one: &'a str, f: fn(&'a str) -> &'a str) -> &'a str {
        f(one)
    }

    fn install(&self, visit: Arc<dyn for<'x> Visit<'x> + Send + Sync>) -> usize {
        visit.visit("two")
    }

    fn filter(&self, f: Arc<dyn Fn(&str) -> &str + Send + Sync>) -> String {
        f(" filtered ").to_owned()
    }

    fn pointer(&self, f: fn(&str) -> &str) -> String {
        f(" pointed ").to_owned()
    }
}

struct Shown<'a>(&'a PluginManager);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hooks = self.0.add_hookspecs::<dyn Lifetimes>();
        hooks.show.call_all(f).map_err(|_| fmt::Error)
    }
}

#[test]
fn arguments_and_results_may_have_lifetimes() {
    let pm = PluginManager::new("lifetimes");
    let hooks = pm.add_hookspecs::<dyn Lifetimes>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(Shown(&pm).to_string(), "<shown");
    let (one, other) = ("one".to_owned(), "longer".to_owned());
    assert_eq!(hooks.longest.call_all(&one, &other), ["longer", "one"]);
    assert_eq!(hooks.two.call_all(&one, &other), [("one", "longer")]);
    assert_eq!(hooks.outlives.call_all(&one, "static"), ["one"]);
    assert_eq!(hooks.bounded.call_all(&one, "static"), ["static"]);
    let found = {
        let key = "key".to_owned();
        let shelf = Shelf::from([("key", one.as_str())]);
        hooks.find.call_first(&shelf, &key).map(str::to_owned)
    };
    assert_eq!(found.as_deref(), Some("one"));
    assert_eq!(hooks.cow.call_all(Cow::Borrowed(&one), &1), ["one"]);
    assert_eq!(hooks.fixed.call_all("fixed"), ["fixed"]);
    assert_eq!(hooks.unused.call_all(7), [7]);
    hooks.told.call_historic(&[one], &1);
}

#[test]
fn lent_arguments_may_have_lifetimes_of_their_own() {
    let pm = PluginManager::new("lifetimes");
    let hooks = pm.add_hookspecs::<dyn Lifetimes>();
    assert!(pm.discover().strict().is_ok());
    let dish = "spam".to_owned();
    let dishes = [dish.as_str()];
    let mut tray = Tray { dishes: &[] };
    hooks.put.call_all(&mut tray, &dishes);
    assert_eq!(hooks.pick.call_all(&tray).unwrap(), ["spam"]);
    let mut pairs = Vec::new();
    hooks.nested.call_all(&["ab", &dish], &mut pairs);
    assert_eq!(pairs, [("around", 0), ("words", 6)]);
    let mut text = String::new();
    hooks.object.call_all(&mut text, &7).unwrap();
    assert_eq!(text, "<7");
}

#[test]
fn functions_and_objects_are_arguments() {
    let pm = PluginManager::new("lifetimes");
    let hooks = pm.add_hookspecs::<dyn Lifetimes>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.object_bounds.call_all(&8), ["8"]);
    assert_eq!(hooks.function.call_all(str::len), [4]);
    assert_eq!(hooks.higher.call_all(&|text| text.trim()), ["x"]);
    let mut called = Vec::new();
    hooks.mutable.call_all(&mut |text| called.push(text.to_owned()));
    assert_eq!(called, ["called"]);
    let nine: Box<dyn Fn(&str) -> u32 + Send + Sync> = Box::new(|_| 9);
    assert_eq!(hooks.boxed.call_all(&nine), [9]);
    assert_eq!(hooks.tuple.call_all(("n", &1)), ["n1"]);
    assert_eq!(hooks.walk.call_all(&1_usize), [6]);
    let mut number = 1;
    hooks.optional.call_all(&mut Some(&mut number));
    assert_eq!(number, 2);
    assert_eq!(hooks.outer.call_all(" x", str::trim), ["x"]);
    hooks.install.call_historic_with(Arc::new(2_usize), |length| assert_eq!(length, 5));
    hooks.filter.call_historic_with(Arc::new(str::trim), |text| assert_eq!(text, "filtered"));
    hooks.pointer.call_historic_with(str::trim, |text| assert_eq!(text, "pointed"));
}
