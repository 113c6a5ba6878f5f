//! `with_extra`: an implementation for the calls made on a caller.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self, log: &Trace) -> &'static str;

    #[hookspec(firstresult)]
    fn first(&self, wanted: u32) -> Option<u32>;

    fn check(&self, limit: u32) -> Result<u32, String>;

    fn fill(&self, words: &mut Vec<String>, word: &str);

    fn longest<'a>(&self, words: &'a [&'a str]) -> Option<&'a str>;
}

macro_rules! bell {
    ($type:ident, $($option:ident)?) => {
        struct $type;

        #[hookimpl(manual)]
        impl Hooks for $type {
            #[hookimpl($($option)?)]
            fn ring(&self) -> &'static str {
                stringify!($type)
            }

            #[hookimpl($($option)?)]
            fn first(&self, wanted: u32) -> Option<u32> {
                (wanted == 1).then_some(1)
            }

            #[hookimpl($($option)?)]
            fn check(&self, limit: u32) -> Result<u32, String> {
                if limit == 1 { Err(stringify!($type).into()) } else { Ok(limit) }
            }

            #[hookimpl($($option)?)]
            fn fill(&self, words: &mut Vec<String>) {
                words.push(stringify!($type).into());
            }
        }
    };
}

bell!(Plain,);
bell!(First, tryfirst);
bell!(Last, trylast);

/// Logs around all others.
struct Around;

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper, trylast)]
    fn ring(&self, log: &Trace, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        log.log("around");
        let rung = next();
        log.log(format!("{rung:?}"));
        rung
    }

    #[hookimpl(wrapper)]
    fn check(&self, next: impl FnOnce() -> Result<Vec<u32>, String>) -> Result<Vec<u32>, String> {
        next()
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("extras");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

/// All of them.
fn full() -> (PluginManager, HookRelay<dyn Hooks>) {
    let (pm, hooks) = setup();
    pm.register(Plain).unwrap();
    pm.register(First).unwrap();
    pm.register(Last).unwrap();
    pm.register(Around).unwrap();
    (pm, hooks)
}

/// B178, B179: `test_call_extra_hook_order`.
#[test]
fn an_extra_runs_after_wrappers_and_tryfirst_and_before_plain_ones() {
    let (_pm, hooks) = full();
    let log = Trace::default();
    let ring = hooks.ring.with_extra(|log| {
        log.log("extra");
        "extra"
    });
    assert_eq!(ring.call_all(&log), ["First", "extra", "Plain", "Last"]);
    let all = ["around", "extra", "[\"First\", \"extra\", \"Plain\", \"Last\"]"];
    assert_eq!(log.take(), all);
}

/// B179.
#[test]
fn the_extra_given_last_runs_first() {
    let (_pm, hooks) = full();
    let log = Trace::default();
    let ring = hooks.ring.with_extra(|_| "1").with_extra(|_| "2").with_extra(|_| "3");
    assert_eq!(ring.call_all(&log), ["First", "3", "2", "1", "Plain", "Last"]);
}

/// B180.
#[test]
fn an_extra_runs_before_trylast_and_after_tryfirst_alone() {
    let log = Trace::default();
    let (pm, hooks) = setup();
    pm.register(Last).unwrap();
    assert_eq!(hooks.ring.with_extra(|_| "extra").call_all(&log), ["extra", "Last"]);
    pm.unregister("last");
    pm.register(First).unwrap();
    assert_eq!(hooks.ring.with_extra(|_| "extra").call_all(&log), ["First", "extra"]);
}

/// B178: `test_call_extra`, on a hook that nobody implements.
#[test]
fn an_extra_may_be_alone() {
    let (_pm, hooks) = setup();
    let ring = hooks.ring.with_extra(|_| "extra");
    assert!(!ring.is_empty());
    assert_eq!(ring.call_all(&Trace::default()), ["extra"]);
}

/// B179, B186: plugins that come later are called as if they were there.
#[test]
fn a_caller_with_an_extra_is_live() {
    let (pm, hooks) = setup();
    let log = Trace::default();
    let ring = hooks.ring.with_extra(|_| "extra");
    pm.register(Plain).unwrap();
    pm.register(First).unwrap();
    assert_eq!(ring.call_all(&log), ["First", "extra", "Plain"]);
    pm.unregister("first");
    assert_eq!(ring.call_all(&log), ["extra", "Plain"]);
    drop(pm);
    assert_eq!(ring.call_all(&log), ["extra"]);
}

/// B184: an extra may win, and lose.
#[test]
fn an_extra_takes_part_in_firstresult() {
    let (pm, hooks) = setup();
    pm.register(Plain).unwrap();
    let called = Cell::new(0);
    let first = hooks.first.with_extra(|wanted| {
        called.set(called.get() + 1);
        (wanted == 2).then_some(22)
    });
    assert_eq!(first.call_first(2), Some(22));
    assert_eq!(first.call_first(1), Some(1));
    assert_eq!(first.call_first(3), None);
    assert_eq!(called.get(), 3);
    pm.register(First).unwrap();
    assert_eq!(first.call_first(1), Some(1));
    assert_eq!(called.get(), 3, "an earlier result ends the call");
}

/// B178: an extra is called there and then, so it may borrow.
#[test]
fn an_extra_may_borrow_locals_that_are_neither_sync_nor_send() {
    let (pm, hooks) = setup();
    pm.register(Plain).unwrap();
    let heard = RefCell::new(Vec::new());
    let shared = Rc::new(Cell::new(0));
    let counts = Rc::clone(&shared);
    let ring = hooks.ring.with_extra(|_| {
        heard.borrow_mut().push("ring");
        "extra"
    });
    let both = ring.with_extra(move |_| {
        counts.set(counts.get() + 1);
        "counts"
    });
    assert_eq!(both.call_all(&Trace::default()), ["counts", "extra", "Plain"]);
    assert_eq!(both.call_all(&Trace::default()).len(), 3);
    drop((ring, both));
    assert_eq!(heard.into_inner(), ["ring", "ring"]);
    assert_eq!((shared.get(), Rc::strong_count(&shared)), (2, 1));
}

/// B178, B116: what is lent goes through the extra too.
#[test]
fn an_extra_gets_lent_arguments_in_its_turn() {
    let (_pm, hooks) = full();
    let mut words = Vec::new();
    let fill = hooks.fill.with_extra(|words: &mut Vec<String>, word: &str| {
        words.push(format!("{word} after {}", words.len()));
    });
    fill.call_all(&mut words, "extra");
    assert_eq!(words, ["First", "extra after 1", "Plain", "Last"]);
}

/// An extra's result may borrow as the spec says.
#[test]
fn the_result_of_an_extra_may_borrow_from_an_argument() {
    let (_pm, hooks) = setup();
    let longest = hooks.longest.with_extra(|words| words.iter().copied().max_by_key(|w| w.len()));
    let text = String::from("a bee sees");
    let words: Vec<&str> = text.split(' ').collect();
    assert_eq!(longest.call_all(&words), ["sees"]);
    assert!(longest.call_all(&[]).is_empty());
}

/// B152: the error of an extra ends the call; it is nobody's but `<extra>`'s.
#[test]
fn an_error_of_an_extra_names_it() {
    let (_pm, hooks) = full();
    let line = line!() + 1;
    let check = hooks.check.with_extra(|limit| if limit == 2 { Err("no".into()) } else { Ok(0) });
    let error = check.call_all(2).unwrap_err();
    assert_eq!((error.plugin(), error.hook(), &**error.error()), ("<extra>", "check", "no"));
    assert_eq!(error.location().unwrap().line(), line);
    assert_eq!(check.call_all(1).unwrap_err().plugin(), "first");
    assert_eq!(check.call_all(3), Ok(vec![3, 0, 3, 3]));
}

/// B156: a panic too goes to the caller.
#[test]
fn a_panic_of_an_extra_reaches_the_caller() {
    let (_pm, hooks) = full();
    let ring = hooks.ring.with_extra(|_| panic_quietly("extra"));
    assert_eq!(panic_of(|| ring.call_all(&Trace::default())), "extra");
    assert_eq!(hooks.ring.call_all(&Trace::default()), ["First", "Plain", "Last"]);
}

/// B183.
#[test]
fn nothing_of_an_extra_stays() {
    let (pm, hooks) = full();
    let ring = hooks.ring.with_extra(|_| "extra");
    assert_eq!(ring.call_all(&Trace::default()).len(), 4);
    assert_eq!(hooks.ring.call_all(&Trace::default()), ["First", "Plain", "Last"]);
    assert_eq!(pm.plugins().len(), 4);
    assert!(!pm.has_plugin("<extra>"));
    assert_eq!(hooks.ring.impls().len(), 4);
}

/// B183, B196: the caller lists its extra at its place.
#[test]
fn an_extra_is_listed_by_its_caller() {
    let (_pm, hooks) = full();
    let line = line!() + 1;
    let impls = hooks.ring.with_extra(|_| "extra").impls();
    let plugins: Vec<_> = impls.iter().map(pluggy_core::HookImpl::plugin).collect();
    assert_eq!(plugins, ["around", "first", "<extra>", "plain", "last"]);
    let extra = &impls[2];
    assert_eq!((extra.hook(), extra.function()), ("ring", "<extra>"));
    assert!(!extra.is_tryfirst() && !extra.is_trylast() && !extra.is_wrapper());
    assert!(extra.location().file().ends_with("extras.rs"));
    assert_eq!(extra.location().line(), line);
}

/// A clone has the same extra; a snapshot takes extras as well.
#[test]
fn callers_with_extras_may_be_cloned_and_frozen_ones_extended() {
    let (pm, hooks) = full();
    let calls = Cell::new(0);
    let ring = hooks.ring.with_extra(|_| {
        calls.set(calls.get() + 1);
        "extra"
    });
    let clone = ring.clone();
    let frozen = hooks.ring.snapshot().with_extra(|_| "frozen");
    pm.unregister("plain");
    let log = Trace::default();
    assert_eq!(ring.call_all(&log), ["First", "extra", "Last"]);
    assert_eq!(clone.call_all(&log), ["First", "extra", "Last"]);
    assert_eq!(calls.get(), 2);
    assert_eq!(frozen.call_all(&log), ["First", "frozen", "Plain", "Last"]);
}

/// B238: an extra may call the hook, also with itself.
#[test]
fn an_extra_may_call_and_register() {
    let (pm, hooks) = full();
    let log = Trace::default();
    let ring = hooks.ring.with_extra(|log| {
        pm.register_as("inner", Plain).unwrap();
        assert_eq!(hooks.ring.call_all(log), ["First", "Plain", "Plain", "Last"]);
        "extra"
    });
    assert_eq!(ring.call_all(&log), ["First", "extra", "Plain", "Last"]);
}
