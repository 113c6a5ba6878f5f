//! Historic calls through subset callers: who is left out counts as having
//! seen them, and the history is the hook's.

use std::sync::Arc;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

struct Hears(&'static str, Trace);

#[hookimpl(manual)]
impl Hooks for Hears {
    fn told(&self, what: u32) -> u32 {
        self.1.log(format!("{} hears {what}", self.0));
        what
    }
}

struct Setup {
    pm: Arc<PluginManager>,
    hooks: HookRelay<dyn Hooks>,
    log: Trace,
}

impl Setup {
    /// With plugins `1` and `2`.
    fn new() -> Self {
        let pm = PluginManager::new("subsets");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        let test = Setup { pm: Arc::new(pm), hooks, log: Trace::default() };
        test.register("1");
        test.register("2");
        test
    }

    fn register(&self, name: &'static str) {
        self.pm.register_as(name, Hears(name, self.log.clone())).unwrap();
    }
}

/// B190: `test_historic_with_subset_hook_caller`.
#[test]
fn a_call_skips_who_is_left_out_and_is_remembered_for_all() {
    let test = Setup::new();
    test.hooks.told.without(["1", "3"]).call_historic(7);
    assert_eq!(test.log.take(), ["2 hears 7"]);
    test.register("3");
    test.register("4");
    assert_eq!(test.log.take(), ["3 hears 7", "4 hears 7"]);
}

/// B190: also by `only`.
#[test]
fn only_skips_all_others_and_remembers_for_all() {
    let test = Setup::new();
    test.hooks.told.only(["1"]).call_historic(7);
    assert_eq!(test.log.take(), ["1 hears 7"]);
    test.register("3");
    assert_eq!(test.log.take(), ["3 hears 7"]);
}

/// B190: who was left out never gets that call.
#[test]
fn who_is_left_out_counts_as_having_seen_the_call() {
    let test = Setup::new();
    test.hooks.told.call_historic(1);
    test.hooks.told.without(["1"]).call_historic(2);
    test.log.take();
    test.hooks.told.call_historic(3);
    assert_eq!(test.log.take(), ["2 hears 3", "1 hears 3"]);
    test.pm.unregister("1");
    test.register("1");
    assert_eq!(test.log.take(), ["1 hears 1", "1 hears 2", "1 hears 3"]);
}

/// B190: even where nobody is left to hear it now.
#[test]
fn a_call_to_nobody_is_remembered() {
    let test = Setup::new();
    test.hooks.told.only(["nobody"]).call_historic(7);
    assert!(test.log.take().is_empty());
    test.register("3");
    assert_eq!(test.log.take(), ["3 hears 7"]);
}

/// B190, B163: the callback is for those who come later, too.
#[test]
fn the_callback_gets_the_results_of_those_who_were_called() {
    let test = Setup::new();
    let log = test.log.clone();
    test.hooks.told.without(["2"]).call_historic_with(7, move |what| log.log(format!("{what}")));
    assert_eq!(test.log.take(), ["1 hears 7", "7"]);
    test.register("3");
    assert_eq!(test.log.take(), ["3 hears 7", "7"]);
}

/// B191: nested choices, and forgetting through them.
#[test]
fn choices_may_be_nested_and_the_history_is_the_hooks() {
    let test = Setup::new();
    test.register("3");
    let subset = test.hooks.told.without(["1"]).only(["1", "2"]);
    subset.call_historic(7);
    assert_eq!(test.log.take(), ["2 hears 7"]);
    subset.clear_history();
    test.register("4");
    assert!(test.log.take().is_empty());
}

/// B171: who is registered during the call, under a name that is left out, is
/// replayed it like any who comes later.
#[test]
fn who_comes_during_the_call_gets_it_whatever_the_choice() {
    let test = Setup::new();
    let (pm, log) = (Arc::downgrade(&test.pm), test.log.clone());
    let act = move |what| {
        if let Some(pm) = pm.upgrade().filter(|pm| !pm.has_plugin("late")) {
            pm.register_as("late", Hears("late", log.clone())).unwrap();
        }
        what
    };
    test.hooks.told.register_fn("registers", act).unwrap();
    test.hooks.told.without(["late", "1"]).call_historic(7);
    assert_eq!(test.log.take(), ["late hears 7", "2 hears 7"]);
    test.hooks.told.without(["late", "1"]).call_historic(8);
    assert_eq!(test.log.take(), ["2 hears 8"]);
}

/// A call to some inside a call to all: each hears each once.
#[test]
fn a_call_to_some_inside_a_call_to_all_is_heard_once() {
    let test = Setup::new();
    let (hooks, log) = (test.hooks.clone(), test.log.clone());
    let act = move |what| {
        log.log(format!("calls at {what}"));
        if what == 7 {
            hooks.told.without(["1", "calls"]).call_historic(8);
        }
        what
    };
    test.hooks.told.register_fn("calls", act).unwrap();
    test.hooks.told.call_historic(7);
    assert_eq!(test.log.take(), ["calls at 7", "2 hears 8", "2 hears 7", "1 hears 7"]);
    test.hooks.told.call_historic(9);
    assert_eq!(test.log.take(), ["calls at 9", "2 hears 9", "1 hears 9"]);
}
