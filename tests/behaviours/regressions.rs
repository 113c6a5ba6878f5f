//! Bugs that were, each with the smallest program that showed it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, Trace, panic_quietly};

mod docs {
    use super::*;

    #[hookspec]
    trait Hooks {
        /// One.
        ///
        /// Two.
        fn ring(&self);
    }

    /// B195: `join_docs` loses empty lines, since `"".lines()` has none.
    #[test]
    fn a_blank_line_of_a_documentation_stays() {
        let hooks = PluginManager::new("pending").add_hookspecs::<dyn Hooks>();
        assert_eq!(hooks.ring.spec().docs(), "One.\n\nTwo.");
    }
}

mod history {
    use super::*;

    #[hookspec]
    trait Hooks {
        #[hookspec(historic)]
        fn told(&self, act: &Arc<dyn Fn() + Send + Sync>);
    }

    struct Acts;

    #[hookimpl(manual)]
    impl Hooks for Acts {
        fn told(&self, act: &Arc<dyn Fn() + Send + Sync>) {
            act();
        }
    }

    /// B121: a call works on the list as it was when it began. `unclaimed`
    /// claims cleared calls for an implementation that the call has yet to
    /// reach, so `claim_next` finds the running call claimed.
    #[test]
    fn clearing_the_history_does_not_cut_off_a_running_call() {
        let pm = PluginManager::new("pending");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("last", Acts).unwrap();
        pm.register_as("first", Acts).unwrap();
        let log = Trace::default();
        let (inner, logged) = (hooks.clone(), log.clone());
        hooks.told.call_historic(
            &(Arc::new(move || {
                logged.log("told");
                inner.told.clear_history();
            }) as Arc<dyn Fn() + Send + Sync>),
        );
        assert_eq!(log.take(), ["told", "told"]);
    }

    /// The same, by dropping the manager inside the call.
    #[test]
    fn dropping_the_manager_does_not_cut_off_a_running_call() {
        let pm = PluginManager::new("pending");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("last", Acts).unwrap();
        pm.register_as("first", Acts).unwrap();
        let log = Trace::default();
        let logged = log.clone();
        let pm = std::sync::Mutex::new(Some(pm));
        hooks.told.call_historic(
            &(Arc::new(move || {
                logged.log("told");
                drop(pm.lock().unwrap().take());
            }) as Arc<dyn Fn() + Send + Sync>),
        );
        assert_eq!(log.take(), ["told", "told"]);
    }

    /// A relay that outlives its manager remembers calls for nobody; one that
    /// holds the relay is leaked.
    #[test]
    fn a_call_after_the_manager_is_not_remembered() {
        let pm = PluginManager::new("pending");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        drop(pm);
        let log = Trace::default();
        let held = (hooks.clone(), Dropped("argument", log.clone()));
        hooks.told.call_historic(
            &(Arc::new(move || {
                let (_hooks, _dropped) = &held;
            }) as Arc<dyn Fn() + Send + Sync>),
        );
        drop(hooks);
        assert_eq!(log.take(), ["drop argument"]);
    }
}

mod attribution {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn cook(&self) -> Result<(), String>;
    }

    struct Fails;

    #[hookimpl(manual)]
    impl Hooks for Fails {
        fn cook(&self) -> Result<(), String> {
            Err("burnt".into())
        }
    }

    struct Panics;

    #[hookimpl(manual)]
    impl Hooks for Panics {
        #[hookimpl(wrapper)]
        fn cook(&self, next: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
            let _ = next();
            panic_quietly("panics");
        }
    }

    struct Catches;

    #[hookimpl(manual)]
    impl Hooks for Catches {
        #[hookimpl(wrapper)]
        fn cook(&self, next: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
            catch_unwind(AssertUnwindSafe(next)).unwrap_or_else(|_| Err("caught".into()))
        }
    }

    /// B156: `next` gave no `Err` but a panic, so the `Err` is the wrapper's;
    /// the culprit is still that of the `Err` inside the one that panicked.
    #[test]
    fn an_error_made_of_a_panic_is_the_wrappers_own() {
        let pm = PluginManager::new("pending");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Fails).unwrap();
        pm.register(Panics).unwrap();
        pm.register(Catches).unwrap();
        let error = hooks.cook.call_all().unwrap_err();
        assert_eq!((error.plugin(), error.error().as_str()), ("catches", "caught"));
    }
}

mod names {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn ring(&self);
    }

    trait Test {
        fn register(
            pm: &PluginManager,
        ) -> Result<pluggy_core::Registration, pluggy_core::PluginError>;
    }

    struct Here;

    impl Test for Here {
        fn register(
            pm: &PluginManager,
        ) -> Result<pluggy_core::Registration, pluggy_core::PluginError> {
            struct Local;

            #[hookimpl(manual)]
            impl Hooks for Local {
                fn ring(&self) {}
            }

            pm.register(Local)
        }
    }

    /// B042: `type_name` is `<…::Here as …::Test>::register::Local`, of which
    /// nothing is left before the first `<`.
    #[test]
    fn a_type_inside_a_method_is_named_by_its_last_name() {
        let pm = PluginManager::new("pending");
        assert_eq!(Here::register(&pm).unwrap().name(), "local");
    }

    #[derive(Default)]
    struct RealName;

    type Alias = RealName;

    #[hookimpl]
    impl Hooks for Alias {
        fn ring(&self) {}
    }

    /// B042: discovery takes the name that is written in the `impl`,
    /// `register` that of the type.
    #[test]
    fn a_plugin_has_one_name_by_hand_and_by_discovery() {
        let pm = PluginManager::new("pending");
        pm.add_hookspecs::<dyn Hooks>();
        let discovered = pm.discover().registered()[0].name().to_owned();
        pm.unregister(&discovered);
        assert_eq!(pm.register(RealName).unwrap().name(), discovered);
    }
}

mod threads {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Barrier, Mutex};
    use std::thread;

    use super::*;

    #[hookspec]
    trait Hooks {
        fn ring(&self, seen: &Mutex<Vec<u32>>) -> u32;
    }

    /// Rings twice, inside a wrapper of its own.
    struct Member(u32);

    #[hookimpl(manual)]
    impl Hooks for Member {
        fn ring(&self) -> u32 {
            self.0
        }

        #[hookimpl(specname = "ring", trylast)]
        fn ring_again(&self) -> u32 {
            self.0
        }

        #[hookimpl(specname = "ring", wrapper)]
        fn around(&self, seen: &Mutex<Vec<u32>>, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
            seen.lock().unwrap().push(self.0);
            next()
        }
    }

    /// Makes the list long, so that going through it takes time.
    struct Idle;

    #[hookimpl(manual)]
    impl Hooks for Idle {
        fn ring(&self) -> u32 {
            u32::MAX
        }
    }

    /// All functions of a plugin on one hook come and go together.
    ///
    /// `remove_gone` and `join` ask `is_gone` once for each entry, while
    /// another thread may say `leave` in between: one of its entries stays on
    /// the list that is published, another does not.
    #[test]
    fn no_call_sees_half_a_plugin() {
        let pm = PluginManager::new("pending");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        for number in 0..300 {
            pm.register_as(format!("idle {number}"), Idle).unwrap();
        }
        let (barrier, is_done) = (Barrier::new(8), AtomicBool::new(false));
        thread::scope(|scope| {
            for number in 0..4 {
                let (pm, barrier, is_done) = (&pm, &barrier, &is_done);
                scope.spawn(move || {
                    barrier.wait();
                    let name = number.to_string();
                    for _ in 0..500 {
                        pm.register_as(&name, Member(number)).unwrap();
                        pm.unregister(&name).unwrap();
                    }
                    is_done.store(true, Ordering::Relaxed);
                });
            }
            for _ in 4..8 {
                let (hooks, barrier, is_done) = (&hooks, &barrier, &is_done);
                scope.spawn(move || {
                    barrier.wait();
                    while !is_done.load(Ordering::Relaxed) {
                        let seen = Mutex::default();
                        let mut rung = hooks.ring.call_all(&seen);
                        rung.retain(|&number| number != u32::MAX);
                        let seen = seen.into_inner().unwrap();
                        let mut twice = [&seen[..], &seen].concat();
                        twice.sort_unstable();
                        rung.sort_unstable();
                        assert_eq!(rung, twice, "twice each that wraps, and nobody else");
                    }
                });
            }
        });
    }
}
