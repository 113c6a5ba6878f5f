//! Historic calls: run now, remembered, and replayed to plugins still to come.

use std::path::Path;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, key: &str, value: u32) -> Option<String>;

    #[hookspec(historic)]
    fn check(&self, value: u32) -> Result<u32, String>;

    #[hookspec(historic)]
    fn opened(&self, path: &Path, flags: &[u32]);
}

/// Logs what it hears; answers unless the value is odd.
struct Hears(&'static str, Trace);

#[hookimpl(manual)]
impl Hooks for Hears {
    fn configure(&self, value: u32, key: &str) -> Option<String> {
        self.1.log(format!("{} hears {key}={value}", self.0));
        value.is_multiple_of(2).then(|| format!("{} took {key}", self.0))
    }

    fn check(&self, value: u32) -> Result<u32, String> {
        match value {
            0 => Err(format!("{} refuses", self.0)),
            _ => Ok(value),
        }
    }

    fn opened(&self, flags: &[u32], path: &Path) {
        self.1.log(format!("{} opens {} {flags:?}", self.0, path.display()));
    }
}

struct Setup {
    pm: PluginManager,
    hooks: HookRelay<dyn Hooks>,
    log: Trace,
}

impl Setup {
    fn new() -> Self {
        let pm = PluginManager::new("historic");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        Setup { pm, hooks, log: Trace::default() }
    }

    fn register(&self, name: &'static str) {
        self.pm.register_as(name, Hears(name, self.log.clone())).unwrap();
    }

    /// Calls with a callback that logs.
    fn configure(&self, key: &str, value: u32) {
        let log = self.log.clone();
        self.hooks.configure.call_historic_with(key, value, move |took| log.log(took));
    }
}

/// B160.
#[test]
fn a_call_runs_on_those_that_are_there_and_on_those_that_come() {
    let test = Setup::new();
    test.register("early");
    test.hooks.configure.call_historic("a", 1);
    assert_eq!(test.log.take(), ["early hears a=1"]);
    test.register("late");
    assert_eq!(test.log.take(), ["late hears a=1"]);
    test.hooks.configure.call_historic("b", 1);
    assert_eq!(test.log.take(), ["late hears b=1", "early hears b=1"]);
}

/// B160: a call may come before any plugin.
#[test]
fn a_call_without_plugins_is_remembered() {
    let test = Setup::new();
    test.hooks.configure.call_historic("a", 1);
    test.register("late");
    assert_eq!(test.log.take(), ["late hears a=1"]);
}

/// B164.
#[test]
fn a_replay_goes_from_the_oldest_call_to_the_newest_each_with_its_callback() {
    let test = Setup::new();
    test.configure("a", 0);
    test.configure("b", 2);
    test.configure("c", 4);
    test.register("late");
    let all = [
        "late hears a=0",
        "late took a",
        "late hears b=2",
        "late took b",
        "late hears c=4",
        "late took c",
    ];
    assert_eq!(test.log.take(), all);
}

/// B163.
#[test]
fn callbacks_come_after_all_plugins_have_run_in_call_order() {
    let test = Setup::new();
    test.register("first");
    test.register("second");
    test.configure("a", 2);
    let all = ["second hears a=2", "first hears a=2", "second took a", "first took a"];
    assert_eq!(test.log.take(), all);
}

/// B163, B165.
#[test]
fn the_callback_gets_no_none() {
    let test = Setup::new();
    test.register("early");
    test.configure("a", 1);
    assert_eq!(test.log.take(), ["early hears a=1"]);
    test.register("late");
    assert_eq!(test.log.take(), ["late hears a=1"]);
}

/// B166.
#[test]
fn without_a_callback_results_vanish() {
    let test = Setup::new();
    test.register("early");
    test.hooks.configure.call_historic("a", 2);
    test.register("late");
    assert_eq!(test.log.take(), ["early hears a=2", "late hears a=2"]);
}

/// An error does not end a historic call: each plugin hears of it.
#[test]
fn errors_reach_the_callback_and_name_their_plugin() {
    let test = Setup::new();
    test.register("first");
    test.register("second");
    let log = test.log.clone();
    test.hooks.check.call_historic_with(0, move |result| {
        let error = result.unwrap_err();
        log.log(format!("{} in {}: {}", error.plugin(), error.hook(), error.error()));
    });
    test.register("late");
    let all = [
        "second in check: second refuses",
        "first in check: first refuses",
        "late in check: late refuses",
    ];
    assert_eq!(test.log.take(), all);
}

/// B165: falsy values are results.
#[test]
fn values_in_a_result_reach_the_callback() {
    let test = Setup::new();
    test.register("early");
    let log = test.log.clone();
    test.hooks.check.call_historic_with(7, move |result| log.log(format!("{result:?}")));
    test.register("late");
    assert_eq!(test.log.take(), ["Ok(7)", "Ok(7)"]);
}

/// B167: here the arguments are cloned.
#[test]
fn a_call_remembers_its_arguments_as_they_were() {
    let test = Setup::new();
    let mut path = Path::new("/etc").join("eggs");
    let mut flags = vec![1, 2];
    test.hooks.opened.call_historic(&path, &flags);
    path.push("spam");
    flags.clear();
    drop((path, flags));
    test.register("late");
    assert_eq!(test.log.take(), ["late opens /etc/eggs [1, 2]"]);
}

/// B060, B168.
#[test]
fn history_survives_unregistering_and_is_replayed_in_full_again() {
    let test = Setup::new();
    test.register("a");
    test.configure("x", 1);
    test.configure("y", 1);
    test.pm.unregister("a");
    test.log.take();
    for _ in 0..2 {
        test.register("a");
        assert_eq!(test.log.take(), ["a hears x=1", "a hears y=1"]);
        test.pm.unregister("a");
    }
}

/// B037, B193.
#[test]
fn a_plugin_is_listed_after_its_replay() {
    let test = Setup::new();
    let hooks = test.hooks.clone();
    let log = test.log.clone();
    test.hooks.configure.call_historic_with("a", 2, move |_| {
        log.log(format!("{} listed", hooks.configure.impls().len()));
    });
    test.register("late");
    assert_eq!(test.log.take(), ["late hears a=2", "0 listed"]);
    assert_eq!(test.hooks.configure.impls().len(), 1);
}

/// B168: pluggy lacks it.
#[test]
fn a_cleared_history_is_not_replayed() {
    let test = Setup::new();
    test.register("early");
    test.configure("a", 1);
    test.hooks.configure.clear_history();
    test.configure("b", 1);
    test.log.take();
    test.register("late");
    assert_eq!(test.log.take(), ["late hears b=1"]);
    test.configure("c", 1);
    assert_eq!(test.log.take(), ["late hears c=1", "early hears c=1"]);
    test.hooks.configure.clear_history();
    test.hooks.configure.clear_history();
    test.register("last");
    assert!(test.log.take().is_empty());
}

/// B071, B073: nothing was remembered before.
#[test]
fn a_spec_that_comes_late_has_no_history() {
    let log = Trace::default();
    let pm = PluginManager::new("historic");
    pm.register_as("early", Hears("early", log.clone())).unwrap();
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert!(log.take().is_empty());
    hooks.configure.call_historic("a", 1);
    assert_eq!(log.take(), ["early hears a=1"]);
}

/// Hears of every call twice.
struct Twice(Trace);

#[hookimpl(manual)]
impl Hooks for Twice {
    #[hookimpl(trylast)]
    fn configure(&self, key: &str) -> Option<String> {
        self.0.log(format!("late {key}"));
        None
    }

    #[hookimpl(specname = "configure")]
    fn also(&self, key: &str) -> Option<String> {
        self.0.log(format!("also {key}"));
        None
    }
}

/// B164, B096: each implementation hears all of the history.
#[test]
fn implementations_of_one_plugin_are_replayed_one_after_another() {
    let test = Setup::new();
    test.hooks.configure.call_historic("a", 1);
    test.hooks.configure.call_historic("b", 1);
    test.pm.register(Twice(test.log.clone())).unwrap();
    assert_eq!(test.log.take(), ["late a", "late b", "also a", "also b"]);
    test.hooks.configure.call_historic("c", 1);
    assert_eq!(test.log.take(), ["also c", "late c"]);
}

/// A relay outlives its manager; then nobody is left to hear.
#[test]
fn after_the_manager_a_historic_call_reaches_nobody() {
    let Setup { pm, hooks, log } = Setup::new();
    pm.register_as("early", Hears("early", log.clone())).unwrap();
    drop(pm);
    hooks.configure.call_historic("a", 1);
    assert!(log.take().is_empty());
}

/// What generated code may call, anybody can: no panic of ours, and no abort.
#[test]
fn a_hook_that_is_not_historic_remembers_nothing() {
    use pluggy_core::__private::Unit;

    #[hookspec]
    trait Plain {
        fn ring(&self);
    }

    let pm = PluginManager::new("historic");
    let hooks = pm.add_hookspecs::<dyn Plain>();
    hooks.ring.register_fn("bell", || ()).unwrap();
    for _ in 0..2 {
        hooks.ring.__remember::<Unit>(|_| None, None::<fn(())>);
        hooks.ring.__forget();
    }
    hooks.ring.call_all();
    assert_eq!(hooks.ring.impls().len(), 1);
}
