//! `register_fn`: closures as plugins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{
    HookRelay, Plugin, PluginError, PluginErrorKind, PluginManager, Registration, hookspec,
};

use crate::support::{Dropped, Trace, panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32, who: &str) -> String;

    fn log(&self, log: &mut Vec<u32>);

    #[hookspec(firstresult)]
    fn first(&self, wanted: u32) -> Option<u32>;

    fn check(&self, limit: u32) -> Result<Option<u32>, String>;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;

    fn pick<'a>(&self, words: &'a [&'a str], log: &mut Vec<&'a str>) -> Option<&'a str>;
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("closures");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

/// B032: an implementation made at run time, of each kind of hook.
#[test]
fn a_closure_may_implement_any_hook() -> Result<(), PluginError> {
    let (_pm, hooks) = setup();
    hooks.ring.register_fn("ring", |times, who| format!("{who} rings {times}"))?;
    hooks.log.register_fn("log", |log: &mut Vec<u32>| log.push(1))?;
    hooks.first.register_fn("first", |wanted| (wanted == 1).then_some(11))?;
    hooks.check.register_fn("check", |limit| match limit {
        0 => Err("nothing".into()),
        1 => Ok(None),
        _ => Ok(Some(limit)),
    })?;
    hooks.pick.register_fn("pick", |words, log: &mut Vec<_>| {
        log.extend(words);
        words.first().copied()
    })?;
    assert_eq!(hooks.ring.call_all(2, "Ada"), ["Ada rings 2"]);
    let mut log = Vec::new();
    hooks.log.call_all(&mut log);
    assert_eq!(log, [1]);
    assert_eq!((hooks.first.call_first(1), hooks.first.call_first(2)), (Some(11), None));
    assert_eq!(hooks.check.call_all(1), Ok(vec![]));
    assert_eq!(hooks.check.call_all(2), Ok(vec![2]));
    let error = hooks.check.call_all(0).unwrap_err();
    assert_eq!((error.plugin(), &**error.error()), ("check", "nothing"));
    let mut seen = Vec::new();
    assert_eq!(hooks.pick.call_all(&["a", "b"], &mut seen), ["a"]);
    assert_eq!(seen, ["a", "b"]);
    Ok(())
}

/// Its state is its own.
#[test]
fn a_closure_may_hold_state() -> Result<(), PluginError> {
    let (_pm, hooks) = setup();
    let count = Arc::new(AtomicU32::new(0));
    let counts = Arc::clone(&count);
    hooks.first.register_fn("counts", move |_| Some(counts.fetch_add(1, Ordering::SeqCst)))?;
    assert_eq!((hooks.first.call_first(0), hooks.first.call_first(0)), (Some(0), Some(1)));
    assert_eq!(count.load(Ordering::SeqCst), 2);
    Ok(())
}

/// B094: the newest plain one.
#[test]
fn a_closure_runs_as_the_newest_without_a_mark() -> Result<(), PluginError> {
    let (_pm, hooks) = setup();
    for name in ["1", "2", "3"] {
        hooks.ring.register_fn(name, move |_, _| name.into())?;
    }
    assert_eq!(hooks.ring.call_all(0, ""), ["3", "2", "1"]);
    Ok(())
}

/// B160, B164.
#[test]
fn a_closure_is_replayed_the_history() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let log = Trace::default();
    let answers = log.clone();
    hooks.told.call_historic(1);
    hooks.told.call_historic_with(2, move |answer| answers.log(format!("answer {answer}")));
    let hears = log.clone();
    let hear = move |what| {
        hears.log(format!("hears {what}"));
        what * 10
    };
    hooks.told.register_fn("hears", hear)?;
    assert_eq!(log.take(), ["hears 1", "hears 2", "answer 20"]);
    hooks.told.call_historic(3);
    assert_eq!(log.take(), ["hears 3"]);
    pm.unregister("hears");
    hooks.told.call_historic(4);
    assert!(log.take().is_empty());
    Ok(())
}

/// B169: a panic at the replay refuses it.
#[test]
fn a_closure_that_panics_at_a_replay_is_not_registered() {
    let (pm, hooks) = setup();
    hooks.told.call_historic(1);
    assert_eq!(panic_of(|| hooks.told.register_fn("panics", |_| panic_quietly("no"))), "no");
    assert!(!pm.has_plugin("panics") && hooks.told.is_empty());
    assert!(hooks.told.register_fn("panics", |what| what).is_ok());
}

/// B021, B045, B047: a plugin like any other.
#[test]
fn a_closure_is_listed_as_a_plugin() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let registered = hooks.first.register_fn("lua", |_| None)?;
    assert_eq!(registered, Registration::Registered("lua".into()));
    assert!(pm.has_plugin("lua"));
    let plugins = pm.plugins();
    assert_eq!((plugins.len(), plugins[0].name(), plugins[0].package()), (1, "lua", None));
    assert!(hooks.first.without(["lua"]).is_empty());
    Ok(())
}

/// B196: as its place, that of the call that registered it.
#[test]
fn a_closure_stands_where_it_was_registered() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let line = line!() + 1;
    hooks.first.register_fn("lua", |_| None)?;
    for imp in [hooks.first.impls().remove(0), pm.impls("lua").unwrap().remove(0)] {
        assert_eq!((imp.plugin(), imp.hook(), imp.function()), ("lua", "first", "<closure>"));
        assert!(imp.location().file().ends_with("closures.rs"));
        assert_eq!(imp.location().line(), line);
        assert_eq!(imp.signature(), hooks.first.spec().signature());
        assert!(!imp.is_tryfirst() && !imp.is_trylast() && !imp.is_wrapper());
    }
    Ok(())
}

/// B051, B237.
#[test]
fn an_unregistered_closure_is_given_back_and_dropped() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let log = Trace::default();
    let held = Dropped("closure", log.clone());
    let answer = move |wanted| {
        let _held = &held;
        Some(wanted)
    };
    hooks.first.register_fn("lua", answer)?;
    assert_eq!(hooks.first.call_first(1), Some(1));
    let closure = pm.unregister("lua");
    assert!(closure.is_some() && hooks.first.is_empty() && log.take().is_empty());
    drop(closure);
    assert_eq!(log.take(), ["drop closure"]);
    assert!(pm.unregister("lua").is_none());
    Ok(())
}

/// B022, B041.
#[test]
fn a_closure_is_refused_a_name_that_is_taken_or_empty() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let log = Trace::default();
    pm.register_as("taken", Plugin::new(1))?;
    let held = Dropped("refused", log.clone());
    let answer = move |_: u32, _: &str| format!("{held:?}");
    let refused = hooks.ring.register_fn("taken", answer).unwrap_err();
    let PluginErrorKind::NameTaken { holder, .. } = refused.kind() else { panic!("{refused}") };
    assert_eq!(holder.name(), "taken");
    assert_eq!(log.take(), ["drop refused"]);
    let empty = hooks.ring.register_fn("", |_, _| String::new()).unwrap_err();
    assert!(matches!(empty.kind(), PluginErrorKind::EmptyName));
    hooks.ring.register_fn("lua", |_, _| String::new())?;
    assert!(hooks.first.register_fn("lua", |_| None).is_err(), "a name is one plugin's");
    assert!(pm.register_as("lua", Plugin::new(2)).is_err());
    assert_eq!((pm.plugins().len(), hooks.ring.impls().len()), (2, 1));
    assert!(hooks.first.is_empty());
    Ok(())
}

/// B061, B062.
#[test]
fn a_closure_of_a_blocked_name_is_not_registered() -> Result<(), PluginError> {
    let (pm, hooks) = setup();
    let log = Trace::default();
    hooks.told.call_historic(1);
    pm.block("lua");
    let hears = log.clone();
    let hear = move |what| {
        hears.log("hears");
        what
    };
    assert!(hooks.told.register_fn("lua", hear.clone())?.is_blocked());
    assert!(hooks.told.is_empty() && log.take().is_empty());
    pm.unblock("lua");
    assert!(!hooks.told.register_fn("lua", hear)?.is_blocked());
    assert_eq!(log.take(), ["hears"]);
    pm.block("lua");
    assert!(hooks.told.is_empty());
    Ok(())
}

/// The relay may be all that is left.
#[test]
fn without_its_manager_no_closure_is_registered() {
    let (pm, hooks) = setup();
    hooks.ring.register_fn("early", |_, _| String::new()).unwrap();
    drop(pm);
    assert!(hooks.ring.is_empty());
    let error = hooks.ring.register_fn("late", |_, _| String::new()).unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::ManagerDropped));
    assert_eq!(error.plugin(), "late");
    assert!(hooks.ring.is_empty());
}

/// B235, B238: also from inside a hook.
#[test]
fn where_the_manager_goes_at_a_replay_the_error_says_so() {
    let (pm, hooks) = setup();
    hooks.told.call_historic(1);
    let pm = std::sync::Mutex::new(Some(pm));
    let drops = move |_| {
        drop(pm.lock().unwrap().take());
        0
    };
    let error = hooks.told.register_fn("drops", drops).unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::ManagerDropped), "{error}");
}

#[test]
fn a_closure_may_register_and_unregister_closures() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (pm, relay) = (Arc::new(pm), hooks.clone());
        let manager = Arc::downgrade(&pm);
        let swap = move |wanted| {
            relay.first.register_fn("inner", |wanted| Some(wanted + 1)).unwrap();
            manager.upgrade()?.unregister("swap");
            Some(wanted)
        };
        hooks.first.register_fn("swap", swap).unwrap();
        assert_eq!(hooks.first.call_first(1), Some(1));
        assert_eq!(hooks.first.call_first(1), Some(2));
        assert!(!pm.has_plugin("swap"));
    });
}
