//! `waterfall`: a value goes from one implementation to the next.

use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{HookKind, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch};

#[hookspec]
trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: Dish, by: u32, log: &mut Vec<u32>) -> Dish;
    #[hookspec(waterfall)]
    fn check(&self, dish: String, of: &str) -> Result<String, String>;
    #[hookspec(waterfall)]
    fn maybe(&self, dish: Option<String>) -> Option<String>;
    #[hookspec(waterfall)]
    fn borrow<'a>(&self, words: Vec<&'a str>, more: &'a str) -> Vec<&'a str>;
    #[hookspec(waterfall)]
    fn same(&self, first: String, second: String) -> String;
}

/// Can't be cloned.
#[derive(Debug, PartialEq)]
struct Dish(Vec<u32>);

struct Cook(u32);

#[hookimpl(manual)]
impl Hooks for Cook {
    fn season(&self, mut dish: Dish, log: &mut Vec<u32>, by: u32) -> Dish {
        dish.0.push(self.0 * by);
        log.push(self.0);
        dish
    }

    fn check(&self, of: &str, dish: String) -> Result<String, String> {
        if dish.contains(of) && self.0 == 2 { Err(format!("no {dish}")) } else { Ok(dish + "!") }
    }

    fn maybe(&self, dish: Option<String>) -> Option<String> {
        dish.filter(|_| self.0 > 1)
    }

    fn borrow<'a>(&self, mut words: Vec<&'a str>, more: &'a str) -> Vec<&'a str> {
        words.push(more);
        words
    }

    fn same(&self, second: String, first: String) -> String {
        format!("{first}-{second}{}", self.0)
    }
}

/// Names no value: what it returns goes on in its place.
struct Replaces;

#[hookimpl(manual)]
impl Hooks for Replaces {
    fn season(&self, by: u32) -> Dish {
        Dish(vec![by])
    }
}

/// Hands on another value, and changes what comes back.
struct Around;

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    fn season(
        &self,
        dish: Dish,
        by: u32,
        log: &mut Vec<u32>,
        next: impl FnOnce(Dish, &mut Vec<u32>) -> Dish,
    ) -> Dish {
        let mut dish = next(Dish(vec![dish.0.len().try_into().unwrap_or(0)]), log);
        dish.0.push(by);
        dish
    }

    #[hookimpl(wrapper, specname = "check")]
    fn looks(&self, next: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
        next().map(|dish| format!("[{dish}]"))
    }

    #[hookimpl(wrapper)]
    fn same(&self, second: String, first: String, next: impl FnOnce(String) -> String) -> String {
        next(format!("({first})")) + &second
    }
}

fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for cook in 1..=3 {
        pm.register_as(format!("cook-{cook}"), Cook(cook)).unwrap();
    }
    (pm, hooks)
}

#[test]
fn each_gets_what_the_one_before_returned_and_nothing_is_cloned() {
    let (_pm, hooks) = kitchen();
    let mut log = Vec::new();
    let dish = hooks.season.call_waterfall(Dish(vec![0]), 10, &mut log);
    assert_eq!((dish, log), (Dish(vec![0, 30, 20, 10]), vec![3, 2, 1]));
}

#[test]
fn without_plugins_the_value_comes_back() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert_eq!(hooks.season.call_waterfall(Dish(vec![7]), 1, &mut vec![]), Dish(vec![7]));
    assert_eq!(hooks.check.call_waterfall("soup".into(), "x").unwrap(), "soup");
}

#[test]
fn the_first_error_ends_it_and_names_its_plugin() {
    let (_pm, hooks) = kitchen();
    assert_eq!(hooks.check.call_waterfall("soup".into(), "x").unwrap(), "soup!!!");
    let error = hooks.check.call_waterfall("soup".into(), "soup").unwrap_err();
    assert_eq!((error.plugin(), error.error().as_str()), ("cook-2", "no soup!"));
}

#[test]
fn a_value_may_be_an_option_and_borrow() {
    let (_pm, hooks) = kitchen();
    assert_eq!(hooks.maybe.call_waterfall(Some("soup".into())), None);
    let more = "more".to_owned();
    assert_eq!(hooks.borrow.call_waterfall(vec!["one"], &more), ["one", "more", "more", "more"]);
}

#[test]
fn one_that_does_not_take_the_value_replaces_it() {
    let (pm, hooks) = kitchen();
    pm.register(Replaces).unwrap();
    let last = hooks.season.only(["replaces", "cook-1"]);
    assert_eq!(last.call_waterfall(Dish(vec![1, 2, 3]), 5, &mut vec![]), Dish(vec![5, 5]));
}

#[test]
fn a_wrapper_takes_the_value_and_hands_one_on_or_leaves_it_alone() {
    let (pm, hooks) = kitchen();
    pm.register(Around).unwrap();
    let dish = hooks.season.call_waterfall(Dish(vec![0, 0]), 10, &mut vec![]);
    assert_eq!(dish, Dish(vec![2, 30, 20, 10, 10]));
    assert_eq!(hooks.check.call_waterfall("soup".into(), "x").unwrap(), "[soup!!!]");
}

#[test]
fn the_value_is_the_first_argument_of_the_spec_whatever_order_a_wrapper_has() {
    let (pm, hooks) = kitchen();
    pm.register(Cook(4)).unwrap();
    let one = hooks.same.only(["cook"]);
    assert_eq!(one.call_waterfall("a".into(), "b".into()), "a-b4");
}

#[test]
fn closures_and_extras_have_a_part_in_it() {
    let (_pm, hooks) = kitchen();
    hooks.check.register_fn("salt", |dish, _| Ok(dish + " salt")).unwrap();
    let ran = AtomicU32::new(0);
    let check = hooks.check.with_extra(|dish, of| {
        ran.fetch_add(1, Ordering::Relaxed);
        Ok(format!("{dish} {}", of.len()))
    });
    assert_eq!(check.call_waterfall("soup".into(), "x").unwrap(), "soup 1 salt!!!");
    assert_eq!(ran.into_inner(), 1);
}

#[test]
fn a_snapshot_a_subset_and_one_by_itself_answer_alike() {
    let (_pm, hooks) = kitchen();
    assert_eq!(hooks.check.snapshot().call_waterfall("a".into(), "x").unwrap(), "a!!!");
    assert_eq!(hooks.check.without(["cook-2"]).call_waterfall("a".into(), "x").unwrap(), "a!!");
    assert_eq!(hooks.check.each()[0].call("a".into(), "x").unwrap(), "a!");
    let kind = hooks.check.spec().kind();
    assert_eq!((kind, hooks.check.spec().is_async()), (HookKind::Waterfall, false));
}

#[test]
fn a_monitor_sees_the_value_go_in_and_come_out() {
    let (pm, hooks) = kitchen();
    let trace = Trace::default();
    let _watching = pm.monitor(Watch("", trace.clone()));
    hooks.check.without(["cook-3"]).call_waterfall("soup".into(), "x").unwrap();
    let told = [
        r#"> check(dish: "soup", of: "x")"#,
        ">> cook-2",
        r#"<< cook-2: Ok("soup!")"#,
        ">> cook-1",
        r#"<< cook-1: Ok("soup!!")"#,
        r#"< check: Ok("soup!!")"#,
    ];
    assert_eq!(trace.take(), told);
    hooks.check.call_waterfall("eggs".into(), "eggs").unwrap_err();
    assert_eq!(
        trace.take()[2..],
        [
            r#"<< cook-3: Ok("eggs!")"#,
            ">> cook-2",
            "<< cook-2: failed: no eggs!",
            "< check: failed: no eggs!",
        ]
    );
}
