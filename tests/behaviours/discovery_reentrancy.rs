//! Constructors may do everything with the manager that discovers them.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use pluggy_core::{PluginErrorKind, PluginManager, SkipReason, hookimpl, hookspec};

use crate::discovery::names;
use crate::support::without_deadlock;

#[hookspec]
trait Hooks {
    fn say(&self) -> &'static str;

    #[hookspec(historic)]
    fn told(&self);
}

thread_local! {
    /// What the constructor of `Middle` does on this thread.
    static ACT: RefCell<Act> = RefCell::new(Box::new(|| {}));
}

type Act = Box<dyn Fn()>;

/// `Early`, `Middle` and `Late` are built from the last to the first.
macro_rules! plugin {
    ($plugin:ident $(, $act:expr)?) => {
        struct $plugin;

        #[hookimpl]
        impl Hooks for $plugin {
            fn say(&self) -> &'static str {
                stringify!($plugin)
            }
        }

        impl Default for $plugin {
            fn default() -> Self {
                $($act;)?
                $plugin
            }
        }
    };
}

plugin!(Early);
plugin!(Late);
plugin!(Middle, ACT.with_borrow(|act| act()));

/// Discovers while the constructor of `Middle` does something.
fn discover(
    act: impl Fn(&PluginManager) + Send + 'static,
    check: impl FnOnce(&PluginManager, pluggy_core::DiscoveryReport) + Send + 'static,
) {
    without_deadlock(|| {
        let pm = Arc::new(PluginManager::new("discovery"));
        pm.add_hookspecs::<dyn Hooks>();
        let weak: Weak<PluginManager> = Arc::downgrade(&pm);
        ACT.set(Box::new(move || act(&weak.upgrade().unwrap())));
        let report = pm.discover();
        check(&pm, report);
    });
}

fn said(pm: &PluginManager) -> Vec<&'static str> {
    pm.add_hookspecs::<dyn Hooks>().say.call_all()
}

/// What is being discovered is listed all at once.
#[test]
fn a_constructor_may_call_and_sees_none_of_its_batch() {
    let act = |pm: &PluginManager| {
        assert!(said(pm).is_empty() && pm.plugins().is_empty());
        assert!(!pm.has_plugin("late") && !pm.has_plugin("middle"));
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        hooks.told.call_historic();
        hooks.told.clear_history();
    };
    discover(act, |pm, report| {
        assert_eq!(names(&report).0, ["early", "late", "middle"]);
        assert_eq!(said(pm), ["Early", "Late", "Middle"]);
    });
}

/// Names are reserved before constructors run.
#[test]
fn a_constructor_can_not_take_names_of_its_batch_but_others() {
    let act = |pm: &PluginManager| {
        for name in ["middle", "early"] {
            let result = pm.register_as(name, Early);
            assert_eq!(result.is_err(), name == "middle", "built from the last name on");
        }
    };
    discover(act, |pm, report| {
        let skipped = vec![("early", SkipReason::Registered)];
        assert_eq!(names(&report), (vec!["late", "middle"], skipped));
        assert_eq!(pm.plugins().len(), 3);
    });
}

#[test]
fn a_constructor_may_discover() {
    let act = |pm: &PluginManager| {
        let report = pm.discover().strict().unwrap();
        assert_eq!(names(&report).0, ["early", "late"]);
        assert_eq!(names(&report).1, [("middle", SkipReason::Pending)]);
    };
    discover(act, |pm, report| {
        assert_eq!(names(&report).0, ["middle"]);
        // Its name was reserved first, though it was published last.
        assert_eq!(said(pm), ["Early", "Late", "Middle"]);
        let plugins: Vec<String> = pm.plugins().iter().map(|p| p.name().to_owned()).collect();
        assert_eq!(plugins, ["middle", "late", "early"]);
    });
}

/// What is blocked or unregistered while it is built is not registered.
#[test]
fn a_constructor_may_block_and_unregister_its_own_name() {
    for block in [true, false] {
        let act = move |pm: &PluginManager| {
            if block {
                pm.block("middle");
            } else {
                assert!(pm.unregister("middle").is_none(), "there is no plugin yet");
                pm.register_as("middle", Early).unwrap();
            }
        };
        discover(act, move |pm, report| {
            assert_eq!(names(&report).0, ["early", "late"]);
            let [error] = report.failed() else { panic!("{report}") };
            assert_eq!(error.plugin(), "middle");
            assert!(matches!(error.kind(), PluginErrorKind::Unregistered));
            assert_eq!(pm.has_plugin("middle"), !block);
            assert_eq!(pm.plugins().len(), if block { 2 } else { 3 });
        });
    }
}
