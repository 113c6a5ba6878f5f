//! Panics of historic hooks: they count as seen, and nothing is lost.

use std::sync::atomic::{AtomicBool, Ordering};

use pluggy_core::{HookRelay, PluginErrorKind, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;

    #[hookspec(historic)]
    fn told_too(&self, what: u32);

    fn plain(&self) -> &'static str;
}

/// Logs what it hears, and panics at one call.
struct Hears {
    name: &'static str,
    panics_at: u32,
    log: Trace,
}

#[hookimpl(manual)]
impl Hooks for Hears {
    fn told(&self, what: u32) -> u32 {
        self.log.log(format!("{} hears {what}", self.name));
        if what == self.panics_at {
            panic_quietly(self.name);
        }
        what
    }

    fn told_too(&self, what: u32) {
        self.told(what);
    }

    fn plain(&self) -> &'static str {
        self.name
    }
}

const NEVER: u32 = u32::MAX;

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

    fn register(&self, name: &'static str, panics_at: u32) {
        let plugin = Hears { name, panics_at, log: self.log.clone() };
        self.pm.register_as(name, plugin).unwrap();
    }

    fn tell(&self, what: u32) {
        let log = self.log.clone();
        self.hooks.told.call_historic_with(what, move |what| log.log(format!("answer {what}")));
    }
}

/// B170.
#[test]
fn a_panic_reaches_the_caller_and_no_callback_runs() {
    let test = Setup::new();
    test.register("last", NEVER);
    test.register("panics", 0);
    test.register("first", NEVER);
    assert_eq!(panic_of(|| test.tell(0)), "panics");
    assert_eq!(test.log.take(), ["first hears 0", "panics hears 0"]);
}

/// B161: those behind the one that panicked get that call before their next.
#[test]
fn plugins_that_a_panic_cut_off_hear_of_the_call_before_their_next() {
    let test = Setup::new();
    test.register("last", NEVER);
    test.register("panics", 0);
    test.register("first", NEVER);
    panic_of(|| test.tell(0));
    test.log.take();
    test.tell(1);
    let all = [
        "first hears 1",
        "panics hears 1",
        "last hears 0",
        "answer 0",
        "last hears 1",
        "answer 1",
        "answer 1",
        "answer 1",
    ];
    assert_eq!(test.log.take(), all);
    test.tell(2);
    assert_eq!(test.log.take().len(), 6, "nothing twice");
}

/// B161: a failed call is replayed to plugins that come later.
#[test]
fn a_call_that_panicked_is_remembered() {
    let test = Setup::new();
    test.register("panics", 0);
    panic_of(|| test.tell(0));
    test.log.take();
    test.register("late", NEVER);
    assert_eq!(test.log.take(), ["late hears 0", "answer 0"]);
}

/// B027, B169: here the whole plugin is refused.
#[test]
fn a_plugin_that_panics_at_a_replay_leaves_no_trace() {
    let test = Setup::new();
    test.register("early", NEVER);
    test.tell(0);
    test.tell(1);
    test.tell(2);
    test.log.take();
    assert_eq!(panic_of(|| test.register("panics", 1)), "panics");
    let all = ["panics hears 0", "answer 0", "panics hears 1"];
    assert_eq!(test.log.take(), all, "what the replays did outside stays done");
    assert!(!test.pm.has_plugin("panics"));
    assert_eq!(test.pm.plugins().len(), 1);
    assert_eq!(test.hooks.told.impls().len(), 1);
    assert_eq!(test.hooks.told_too.impls().len(), 1);
    assert_eq!(test.hooks.plain.call_all(), ["early"]);
    test.register("panics", NEVER);
    assert_eq!(test.log.take().len(), 6, "the name is free, and the history whole");
}

/// B169.
#[test]
fn a_panic_on_one_hook_takes_the_plugin_off_all_hooks() {
    let test = Setup::new();
    test.hooks.told_too.call_historic(0);
    test.tell(1);
    for panics_at in [0, 1] {
        panic_of(|| test.register("panics", panics_at));
        assert!(test.hooks.told.is_empty());
        assert!(test.hooks.told_too.is_empty());
        assert!(test.hooks.plain.is_empty());
    }
}

/// B169.
#[test]
fn a_callback_that_panics_at_a_replay_refuses_the_plugin() {
    let test = Setup::new();
    test.hooks.told.call_historic_with(0, |_| panic_quietly("callback"));
    assert_eq!(panic_of(|| test.register("late", NEVER)), "callback");
    assert!(test.pm.plugins().is_empty() && test.hooks.plain.is_empty());
    test.hooks.told.clear_history();
    test.register("late", NEVER);
    assert!(test.pm.has_plugin("late"));
}

/// The plugin of a panic that the registration let through is dropped.
#[test]
fn a_refused_plugin_is_dropped() {
    struct Panics(
        #[expect(dead_code, reason = "it is there to be dropped")] crate::support::Dropped,
    );

    #[hookimpl(manual)]
    impl Hooks for Panics {
        fn told(&self) -> u32 {
            panic_quietly("panics")
        }
    }

    let test = Setup::new();
    test.tell(0);
    let dropped = crate::support::Dropped("panics", test.log.clone());
    panic_of(|| test.pm.register(Panics(dropped)));
    assert_eq!(test.log.take(), ["drop panics"]);
}

mod discovered {
    use super::*;

    #[hookspec]
    trait Discovered {
        #[hookspec(historic)]
        fn told(&self) -> &'static str;
    }

    #[derive(Default)]
    struct Good;

    #[hookimpl]
    impl Discovered for Good {
        fn told(&self) -> &'static str {
            "good"
        }
    }

    static IS_REPAIRED: AtomicBool = AtomicBool::new(false);

    #[derive(Default)]
    struct Panics;

    #[hookimpl]
    impl Discovered for Panics {
        fn told(&self) -> &'static str {
            if IS_REPAIRED.load(Ordering::Relaxed) { "repaired" } else { panic_quietly("boom") }
        }
    }

    /// B169, B224.
    #[test]
    fn discovery_reports_a_panic_at_a_replay_and_goes_on() {
        let pm = PluginManager::new("historic");
        let hooks = pm.add_hookspecs::<dyn Discovered>();
        let log = Trace::default();
        let answers = log.clone();
        hooks.told.call_historic_with(move |answer| answers.log(answer));
        let report = pm.discover();
        let [error] = report.failed() else { panic!("{report}") };
        assert_eq!(error.plugin(), "panics");
        let PluginErrorKind::ReplayPanicked(text) = error.kind() else { panic!("{error}") };
        assert_eq!(text, "boom");
        assert_eq!(report.registered()[0].name(), "good");
        assert_eq!(log.take(), ["good"]);
        assert!(!pm.has_plugin("panics"));

        IS_REPAIRED.store(true, Ordering::Relaxed);
        let report = pm.discover().strict().unwrap();
        assert_eq!(report.registered()[0].name(), "panics");
        assert_eq!(log.take(), ["repaired"]);
    }
}
