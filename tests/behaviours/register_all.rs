//! Several plugins at once: as one after another, but each list changes once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{
    BoxPlugin, HookRelay, Plugin, PluginErrorKind, PluginManager, Registration, hookimpl, hookspec,
};

use crate::support::{panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
    #[hookspec(oldestfirst)]
    fn pass(&self) -> u32;
    #[hookspec(historic)]
    fn told(&self, x: u32);
}

struct Numbered(u32);

#[hookimpl(manual)]
impl Hooks for Numbered {
    fn ring(&self) -> u32 {
        self.0
    }

    fn pass(&self) -> u32 {
        self.0
    }
}

fn numbered(name: &str, number: u32) -> BoxPlugin {
    Plugin::new(Numbered(number)).with::<dyn Hooks>().boxed().named(name)
}

fn manager() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("all");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

#[test]
fn they_come_in_the_order_in_which_they_are_given() {
    let (pm, hooks) = manager();
    let answers = pm.register_all((0..200).map(|i| numbered(&format!("p{i}"), i)));
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(hooks.ring.call_all(), (0..200).rev().collect::<Vec<_>>());
    assert_eq!(hooks.pass.call_all(), (0..200).collect::<Vec<_>>());
    assert_eq!(pm.plugins().len(), 200);
    assert!(pm.register_all([0; 0].map(|i| numbered("none", i))).is_empty());
}

#[test]
fn each_has_its_answer() {
    let (pm, hooks) = manager();
    pm.register_as("taken", Numbered(0)).unwrap();
    pm.block("blocked");
    let plugins = ["one", "taken", "blocked", "", "two", "one"].map(|name| numbered(name, 1));
    let answers = pm.register_all(plugins);
    let answers: Vec<_> =
        answers.into_iter().map(|answer| answer.map_err(|e| e.to_string())).collect();
    assert_eq!(answers[0], Ok(Registration::Registered("one".into())));
    assert_eq!(answers[2], Ok(Registration::Blocked("blocked".into())));
    assert_eq!(answers[4], Ok(Registration::Registered("two".into())));
    for (i, text) in [
        (1, "the name is taken by taken ("),
        (3, "its name is empty"),
        (5, "the name is taken by one ("),
    ] {
        assert!(answers[i].as_ref().unwrap_err().contains(text), "{answers:?}");
    }
    assert_eq!(hooks.ring.call_all(), [1, 1, 0]);
}

#[test]
fn what_is_refused_is_given_back() {
    let (pm, _hooks) = manager();
    let [_, refused] = &mut pm.register_all([numbered("a", 1), numbered("a", 2)])[..] else {
        panic!()
    };
    let refused = std::mem::replace(refused, Ok(Registration::Registered(String::new())));
    let value = refused.unwrap_err().into_plugin().unwrap();
    assert_eq!(Arc::into_inner(value.downcast::<Numbered>().unwrap()).unwrap().0, 2);
}

/// Counts what it hears, and can't hear 13.
struct Hears(Arc<AtomicU32>);

#[hookimpl(manual)]
impl Hooks for Hears {
    fn ring(&self) -> u32 {
        7
    }

    fn told(&self, x: u32) {
        if x == 13 {
            panic_quietly("unlucky");
        }
        self.0.fetch_add(x, Ordering::SeqCst);
    }
}

#[test]
fn one_that_panics_at_a_historic_call_stops_no_other() {
    let (pm, hooks) = manager();
    let heard = Arc::new(AtomicU32::new(0));
    hooks.told.call_historic(1);
    hooks.told.call_historic(13);
    let listener = Plugin::new(Hears(Arc::clone(&heard))).with::<dyn Hooks>().boxed();
    let answers = pm.register_all([numbered("a", 1), listener, numbered("b", 2)]);
    assert!(answers[0].is_ok() && answers[2].is_ok());
    let error = answers[1].as_ref().unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::ReplayPanicked(text) if text == "unlucky"));
    assert_eq!((heard.load(Ordering::SeqCst), hooks.ring.call_all()), (1, vec![2, 1]));
    assert!(!pm.has_plugin("hears"));
}

struct Before(u32);

#[hookimpl(manual, before = "z")]
impl Hooks for Before {
    fn ring(&self) -> u32 {
        self.0
    }
}

struct After(u32);

#[hookimpl(manual, before = "a")]
impl Hooks for After {
    fn ring(&self) -> u32 {
        self.0
    }
}

/// As by hand, and not by name.
#[test]
fn of_a_circle_the_last_is_refused() {
    let (pm, hooks) = manager();
    let z = Plugin::new(After(1)).with::<dyn Hooks>().boxed().named("z");
    let a = Plugin::new(Before(2)).with::<dyn Hooks>().boxed().named("a");
    let answers = pm.register_all([z, a]);
    assert!(answers[0].is_ok());
    let error = answers[1].as_ref().unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::OrderCircle { .. }), "{error}");
    assert_eq!(hooks.ring.call_all(), [1]);
}

#[test]
fn an_iterator_that_panics_registers_none_and_takes_no_name() {
    let (pm, hooks) = manager();
    let plugins = ["one", "two"].into_iter().map(|name| match name {
        "two" => panic_quietly("no two"),
        name => numbered(name, 1),
    });
    assert_eq!(panic_of(|| pm.register_all(plugins)), "no two");
    assert!(hooks.ring.is_empty() && !pm.has_plugin("one"));
    pm.register_as("one", Numbered(1)).unwrap();
}
