//! `each`: a hook's implementations one at a time.

use std::sync::Arc;
use std::thread;

use pluggy_core::{HookImpl, HookRelay, Monitor, PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, Trace, Watch, panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn told(&self, what: &str);
    fn weigh(&self, grams: u32) -> u32;
    fn offer(&self, guests: u32) -> Option<String>;
    #[hookspec(firstresult)]
    fn choose(&self, guests: u32) -> Option<u32>;
    fn check(&self, order: &str) -> Result<(), String>;
    fn cook(&self, order: &str) -> Result<u32, String>;
    fn garnish(&self, order: &str) -> Result<Option<u32>, String>;
    #[hookspec(firstresult)]
    fn serve(&self, order: &str) -> std::io::Result<Option<u32>>;
    fn rearrange(&self, tray: &mut Vec<String>) -> usize;
    fn longest<'a>(&self, words: &'a [String], by: String) -> &'a str;
}

/// Answers everything with its number, and refuses orders of `snails`.
struct Cook(u32);

impl Cook {
    fn cooked(&self, order: &str) -> Result<u32, String> {
        if order == "snails" { Err(format!("cook {} won't", self.0)) } else { Ok(self.0) }
    }
}

#[hookimpl(manual)]
impl Hooks for Cook {
    fn told(&self, what: &str) {
        if what == "fire" {
            panic_quietly("burnt");
        }
    }

    fn weigh(&self, grams: u32) -> u32 {
        grams * self.0
    }

    fn offer(&self) -> Option<String> {
        (self.0 > 1).then(|| format!("offer {}", self.0))
    }

    fn choose(&self) -> Option<u32> {
        (self.0 > 1).then_some(self.0)
    }

    fn check(&self, order: &str) -> Result<(), String> {
        self.cooked(order).map(drop)
    }

    fn cook(&self, order: &str) -> Result<u32, String> {
        self.cooked(order)
    }

    fn garnish(&self, order: &str) -> Result<Option<u32>, String> {
        self.cooked(order).map(|number| (number > 1).then_some(number))
    }

    fn serve(&self, order: &str) -> std::io::Result<Option<u32>> {
        self.garnish(order).map_err(std::io::Error::other)
    }

    fn rearrange(&self, tray: &mut Vec<String>) -> usize {
        tray.push(format!("by {}", self.0));
        tray.len()
    }

    fn longest<'a>(&self, words: &'a [String], by: String) -> &'a str {
        let of_last = words.iter().filter(|word| word.ends_with(&by));
        of_last.max_by_key(|word| word.len()).map_or("", |word| word)
    }
}

/// Goes around everything that it can, and would be seen.
struct Lid;

#[hookimpl(manual)]
impl Hooks for Lid {
    #[hookimpl(wrapper)]
    fn weigh(&self, _next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        vec![999]
    }

    #[hookimpl(wrapper)]
    fn cook(&self, _next: impl FnOnce() -> Result<Vec<u32>, String>) -> Result<Vec<u32>, String> {
        Err("the lid is on".to_owned())
    }
}

/// The cooks 1 and 2, of which 2 is called first.
fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("one-at-a-time");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("first", Cook(1)).unwrap();
    pm.register_as("second", Cook(2)).unwrap();
    (pm, hooks)
}

#[test]
fn they_come_in_call_order_and_tell_whose_they_are() {
    let (pm, hooks) = kitchen();
    hooks.weigh.register_fn("third", |grams| grams).unwrap();
    let each = hooks.weigh.each();
    let imps: Vec<_> = each.iter().map(|one| one.imp().clone()).collect();
    assert_eq!(imps, hooks.weigh.impls());
    assert_eq!(imps.iter().map(HookImpl::plugin).collect::<Vec<_>>(), ["third", "second", "first"]);
    assert_eq!(imps[1].info(), &pm.plugins()[1]);
    assert_eq!((imps[1].function(), imps[0].function()), ("weigh", "<closure>"));
    assert_eq!((each[0].name(), each[0].spec()), ("weigh", hooks.weigh.spec()));
}

#[test]
fn a_call_gives_what_the_kind_makes_of_one_result() {
    let (_pm, hooks) = kitchen();
    let [second, first] = &hooks.told.each()[..] else { unreachable!() };
    let () = second.call("news");
    let () = first.call("news");
    let weights: Vec<u32> = hooks.weigh.each().iter().map(|one| one.call(10)).collect();
    assert_eq!(weights, [20, 10]);
    let offers: Vec<Option<String>> = hooks.offer.each().iter().map(|one| one.call(4)).collect();
    assert_eq!(offers, [Some("offer 2".to_owned()), None]);
    let choices: Vec<Option<u32>> = hooks.choose.each().iter().map(|one| one.call(4)).collect();
    assert_eq!(choices, [Some(2), None]);
    assert!(hooks.check.each().iter().all(|one| one.call("eggs") == Ok(())));
    let cooked: Vec<_> = hooks.cook.each().iter().map(|one| one.call("eggs")).collect();
    assert_eq!(cooked, [Ok(2), Ok(1)]);
    let garnished: Vec<_> = hooks.garnish.each().iter().map(|one| one.call("eggs")).collect();
    assert_eq!(garnished, [Ok(Some(2)), Ok(None)]);
    let served: Vec<_> = hooks.serve.each().iter().map(|one| one.call("eggs").unwrap()).collect();
    assert_eq!(served, [Some(2), None]);
}

#[test]
fn an_error_names_its_plugin_and_stops_no_other() {
    let (_pm, hooks) = kitchen();
    let errors = |errors: Vec<(String, Option<String>)>| {
        assert_eq!(
            errors,
            [
                ("second".to_owned(), Some("cook 2 won't".to_owned())),
                ("first".to_owned(), Some("cook 1 won't".to_owned())),
            ]
        );
    };
    macro_rules! refused {
        ($hook:ident) => {
            let refused = hooks.$hook.each().into_iter().map(|one| {
                let error = one.call("snails").unwrap_err();
                assert_eq!(error.hook(), stringify!($hook));
                assert_eq!(error.location(), Some(one.imp().location()));
                (error.plugin().to_owned(), Some(error.error().to_string()))
            });
            errors(refused.collect());
        };
    }
    refused!(check);
    refused!(cook);
    refused!(garnish);
    refused!(serve);
}

#[test]
fn wrappers_do_not_go_around_one() {
    let (pm, hooks) = kitchen();
    pm.register(Lid).unwrap();
    assert_eq!(hooks.weigh.call_all(10), [999]);
    let weights: Vec<_> = hooks.weigh.each().iter().map(|one| one.call(10)).collect();
    assert_eq!(weights, [20, 10]);
    let cooked: Vec<_> = hooks.cook.each().iter().map(|one| one.call("eggs")).collect();
    assert_eq!(cooked, [Ok(2), Ok(1)]);
}

#[test]
fn one_takes_arguments_of_every_kind_and_lends_its_result() {
    let (_pm, hooks) = kitchen();
    let mut tray = Vec::new();
    let lens: Vec<_> = hooks.rearrange.each().iter().map(|one| one.call(&mut tray)).collect();
    assert_eq!((lens, tray), (vec![1, 2], vec!["by 2".to_owned(), "by 1".to_owned()]));
    let words = ["stew".to_owned(), "screw".to_owned(), "spam".to_owned()];
    let longest = {
        let each = hooks.longest.each();
        each[0].call(&words, "ew".to_owned())
    };
    assert_eq!(longest, "screw");
}

#[test]
fn every_view_has_its_own() {
    let (pm, hooks) = kitchen();
    let frozen = hooks.snapshot();
    let only = hooks.only(["first", "late"]);
    pm.register_as("late", Cook(3)).unwrap();
    let weights = |each: Vec<u32>, expected: &[u32]| assert_eq!(each, expected);
    macro_rules! weigh {
        ($caller:expr) => {
            $caller.each().iter().map(|one| one.call(1)).collect::<Vec<u32>>()
        };
    }
    weights(weigh!(hooks.weigh), &[3, 2, 1]);
    weights(weigh!(frozen.weigh), &[2, 1]);
    weights(weigh!(only.weigh), &[3, 1]);
    weights(weigh!(only.snapshot().weigh.without(["first"])), &[3]);
    weights(weigh!(hooks.weigh.snapshot().only(["second"])), &[2]);
    weights(weigh!(hooks.weigh.only(["nobody"])), &[]);
}

#[test]
fn they_are_those_of_their_moment() {
    let (pm, hooks) = kitchen();
    let each = hooks.weigh.each();
    pm.register_as("late", Cook(3)).unwrap();
    pm.unregister("first");
    assert_eq!(each.iter().map(|one| one.call(1)).collect::<Vec<_>>(), [2, 1]);
    drop(pm);
    assert_eq!(each.iter().map(|one| one.call(1)).collect::<Vec<_>>(), [2, 1]);
    assert!(hooks.weigh.each().is_empty());
}

#[test]
fn one_keeps_its_plugin_alive_and_no_other() {
    let pm = PluginManager::new("one-at-a-time");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let trace = Trace::default();
    for name in ["spam", "ham"] {
        let dropped = Dropped(name, trace.clone());
        let weigh = move |grams| {
            let Dropped(name, _) = &dropped;
            grams * u32::try_from(name.len()).unwrap()
        };
        hooks.weigh.register_fn(name, weigh).unwrap();
    }
    let mut each = hooks.weigh.each();
    let spam = each.pop().unwrap();
    drop((pm, each));
    assert_eq!(trace.take(), ["drop ham"]);
    let again = spam.clone();
    drop(spam);
    assert_eq!((again.call(1), again.imp().plugin()), (4, "spam"));
    drop(again);
    assert_eq!(trace.take(), ["drop spam"]);
}

#[test]
fn one_goes_to_any_thread() {
    let (_pm, hooks) = kitchen();
    let each = Arc::new(hooks.weigh.each());
    let running: Vec<_> = (0..2)
        .map(|at| {
            let each = Arc::clone(&each);
            thread::spawn(move || each[at].call(10))
        })
        .collect();
    let weights: Vec<_> = running.into_iter().map(|one| one.join().unwrap()).collect();
    assert_eq!(weights, [20, 10]);
}

#[test]
fn monitors_see_a_call_of_one() {
    let (pm, hooks) = kitchen();
    pm.register(Lid).unwrap();
    let trace = Trace::default();
    let _watching = pm.monitor(Watch("", trace.clone()));
    for one in hooks.cook.each() {
        drop(one.call(if one.imp().plugin() == "first" { "snails" } else { "eggs" }));
    }
    assert_eq!(
        trace.take(),
        [
            "> cook(order: \"eggs\")",
            ">> second",
            "<< second: Ok(2)",
            "< cook: Ok(2)",
            "> cook(order: \"snails\")",
            ">> first",
            "<< first: failed: cook 1 won't",
            "< cook: failed: cook 1 won't",
        ]
    );
    let told = hooks.told.each();
    assert_eq!(panic_of(|| told[0].call("fire")), "burnt");
    assert_eq!(
        trace.take(),
        [
            "> told(what: \"fire\")",
            ">> second",
            "<< second: panicked: burnt",
            "< told: panicked: burnt",
        ]
    );
}

#[test]
fn monitors_are_those_of_its_moment() {
    let (pm, hooks) = kitchen();
    let before = hooks.weigh.each();
    let trace = Trace::default();
    let watching = pm.monitor(Watch("", trace.clone()));
    before[0].call(1);
    assert!(trace.take().is_empty());
    let after = hooks.weigh.each();
    drop(watching);
    after[0].call(1);
    assert_eq!(trace.take().len(), 4);
}

#[test]
fn a_call_of_one_shows_a_monitor_this_one_alone() {
    struct Count(Trace);

    impl Monitor for Count {
        fn call_started(&self, call: &pluggy_core::Call<'_>) {
            let plugins = call.impls().iter().map(|imp| imp.plugin().to_owned());
            self.0.log(plugins.collect::<Vec<_>>().join(" "));
        }
    }

    let (pm, hooks) = kitchen();
    let trace = Trace::default();
    let _watching = pm.monitor(Count(trace.clone()));
    hooks.weigh.each()[1].call(1);
    hooks.weigh.call_all(1);
    assert_eq!(trace.take(), ["first", "second first"]);
}

#[test]
fn one_may_change_what_is_registered() {
    without_deadlock(|| {
        let (pm, hooks) = kitchen();
        let pm = Arc::new(pm);
        let (manager, relay) = (Arc::downgrade(&pm), hooks.clone());
        let change = move |grams: u32| {
            let pm = manager.upgrade().unwrap();
            pm.unregister("first");
            relay.weigh.register_fn("late", |grams| grams).unwrap();
            pm.unregister("changer");
            relay.weigh.each().iter().map(|one| one.call(grams)).sum()
        };
        hooks.weigh.register_fn("changer", change).unwrap();
        let weights: Vec<_> = hooks.weigh.each().iter().map(|one| one.call(10)).collect();
        assert_eq!(weights, [30, 20, 10]);
        assert_eq!(hooks.weigh.each().len(), 2);
    });
}

#[test]
fn one_shows_itself() {
    let (_pm, hooks) = kitchen();
    let shown = format!("{:?}", hooks.weigh.each()[0]);
    assert!(shown.starts_with("Single(HookImpl { plugin: \"second\", hook: \"weigh\""), "{shown}");
}
