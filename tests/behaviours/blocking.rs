//! Blocked names.

use pluggy_core::{HookRelay, Plugin, PluginInfo, PluginManager, Registration, hookimpl, hookspec};

use crate::support::{Dropped, Trace};

#[hookspec]
trait Hooks {
    fn ring(&self) -> &'static str;

    #[hookspec(historic)]
    fn told(&self);
}

struct Spam(Dropped);

#[hookimpl(manual)]
impl Hooks for Spam {
    fn ring(&self) -> &'static str {
        "spam"
    }

    fn told(&self) {
        self.0.1.log("told");
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("blocking");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks, Trace::default())
}

fn spam(log: &Trace) -> Spam {
    Spam(Dropped("spam", log.clone()))
}

/// B061.
#[test]
fn blocking_unregisters_and_drops_who_has_the_name() {
    let (pm, hooks, log) = setup();
    pm.register(spam(&log)).unwrap();
    pm.block("spam");
    assert_eq!(log.take(), ["drop spam"]);
    assert!(hooks.ring.is_empty() && pm.plugins().is_empty());
    assert!(pm.is_blocked("spam"));
}

/// B062.
#[test]
fn registering_under_a_blocked_name_does_nothing() {
    let (pm, hooks, log) = setup();
    hooks.told.call_historic();
    pm.block("spam");
    let registration = pm.register(spam(&log)).unwrap();
    assert_eq!(registration, Registration::Blocked("spam".into()));
    assert!(registration.is_blocked());
    assert_eq!(registration.name(), "spam");
    assert_eq!(log.take(), ["drop spam"], "no replay");
    assert!(hooks.ring.is_empty() && hooks.told.is_empty() && pm.plugins().is_empty());
}

/// B022: blocked comes before taken, and is no error.
#[test]
fn a_registration_that_went_well_is_not_blocked() {
    let (pm, _, log) = setup();
    assert!(!pm.register(spam(&log)).unwrap().is_blocked());
    assert!(pm.register(spam(&log)).is_err());
    pm.block("spam");
    assert!(pm.register(spam(&log)).unwrap().is_blocked());
}

/// B063.
#[test]
fn a_plugin_may_be_registered_under_a_name_that_is_not_blocked() {
    let (pm, hooks, log) = setup();
    pm.block("spam");
    pm.register_as("eggs", spam(&log)).unwrap();
    assert_eq!(hooks.ring.call_all(), ["spam"]);
    pm.block("bacon");
    assert_eq!(hooks.ring.call_all(), ["spam"]);
}

/// B064.
#[test]
fn only_blocked_names_are_blocked() {
    let (pm, _, log) = setup();
    pm.register(spam(&log)).unwrap();
    assert!(!pm.is_blocked("spam") && !pm.is_blocked("never seen"));
    pm.block("never seen");
    assert!(!pm.is_blocked("spam") && pm.is_blocked("never seen"));
    assert!(!pm.is_blocked("never") && !pm.is_blocked(""));
}

/// B061.
#[test]
fn blocking_twice_is_harmless() {
    let (pm, ..) = setup();
    pm.block("spam");
    pm.block("spam");
    assert!(pm.unblock("spam"));
    assert!(!pm.is_blocked("spam"));
}

/// B065.
#[test]
fn unblocking_tells_whether_the_name_was_blocked_and_registers_nothing() {
    let (pm, hooks, log) = setup();
    assert!(!pm.unblock("spam"));
    pm.register(spam(&log)).unwrap();
    pm.block("spam");
    assert!(pm.unblock("spam"));
    assert!(!pm.unblock("spam"));
    assert!(hooks.ring.is_empty());
    assert_eq!(pm.register(spam(&log)).unwrap(), Registration::Registered("spam".into()));
    assert_eq!(hooks.ring.call_all(), ["spam"]);
}

/// B052: a blocked name stays blocked.
#[test]
fn unregistering_a_blocked_name_answers_nothing() {
    let (pm, _, log) = setup();
    pm.register(spam(&log)).unwrap();
    pm.block("spam");
    assert!(pm.unregister("spam").is_none());
    assert!(pm.is_blocked("spam"));
}

/// B045, B046, B047, B048: a blocked name is nobody's.
#[test]
fn a_blocked_name_is_no_plugins() {
    let (pm, _, log) = setup();
    pm.register(spam(&log)).unwrap();
    pm.register_as("forty-two", Plugin::new(42)).unwrap();
    pm.block("spam");
    assert!(!pm.has_plugin("spam"));
    assert!(pm.plugin::<Spam>("spam").is_none());
    let plugins = pm.plugins();
    assert_eq!(plugins.iter().map(PluginInfo::name).collect::<Vec<_>>(), ["forty-two"]);
}

/// B047: what is blocked is listed by itself, whether a plugin had it or not.
#[test]
fn blocked_names_are_listed_by_themselves() {
    let (pm, _, log) = setup();
    assert!(pm.blocked().is_empty());
    pm.register(spam(&log)).unwrap();
    pm.block("spam");
    pm.block("never seen");
    pm.block("spam");
    assert_eq!(pm.blocked(), ["never seen", "spam"]);
    assert!(pm.plugins().is_empty());
    pm.unblock("spam");
    assert_eq!(pm.blocked(), ["never seen"]);
}

/// It was let in since, and has left.
#[test]
fn who_was_turned_away_once_is_not_known_for_ever() {
    let pm = PluginManager::new("doorbell");
    pm.register_as("turned-away-doors", Plugin::new(2)).unwrap();
    pm.block("turned-away-door");
    assert!(pm.register_as("turned-away-door", Plugin::new(1)).unwrap().is_blocked());
    let unknown = || {
        let report = pm.discover();
        report.problems().iter().any(|problem| problem.to_string().contains("`turned-away-door`"))
    };
    assert!(!unknown());
    assert!(pm.unblock("turned-away-door"));
    pm.register_as("turned-away-door", Plugin::new(1)).unwrap();
    pm.unregister("turned-away-door").unwrap();
    pm.block("turned-away-door");
    assert!(unknown());
}
