//! Hooks that return a `Result`: the first `Err` ends the call.

use std::error::Error;
use std::{fmt, io};

use pluggy_core::{HookError, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

mod house {
    /// An alias named `Result` is read as one.
    pub(super) type Result<T> = std::result::Result<T, String>;
}

#[hookspec]
trait Hooks {
    fn check(&self, log: &Trace) -> Result<(), String>;
    fn plain(&self, log: &Trace) -> Result<u32, String>;
    fn optional(&self, log: &Trace) -> Result<Option<u32>, String>;

    #[hookspec(firstresult)]
    fn first(&self, log: &Trace) -> Result<Option<u32>, String>;

    fn alias(&self) -> house::Result<u32>;
    fn io_alias(&self) -> io::Result<u32>;
    fn alias_without_arguments(&self) -> fmt::Result;

    #[hookspec(firstresult)]
    fn first_by_alias(&self) -> house::Result<Option<u32>>;
}

/// What a plugin returns from each hook.
#[derive(Clone, Copy)]
enum Says {
    Value(u32),
    Nothing,
    Fails(&'static str),
}

use Says::{Fails, Nothing, Value};

impl Says {
    fn result(self, log: &Trace) -> Result<Option<u32>, String> {
        let (event, result) = match self {
            Value(value) => (value.to_string(), Ok(Some(value))),
            Nothing => ("nothing".into(), Ok(None)),
            Fails(error) => (error.into(), Err(error.into())),
        };
        log.log(event);
        result
    }

    fn quietly(self) -> Result<Option<u32>, String> {
        self.result(&Trace::default())
    }
}

#[hookimpl(manual)]
impl Hooks for Says {
    fn check(&self, log: &Trace) -> Result<(), String> {
        self.result(log).map(|_| ())
    }

    fn plain(&self, log: &Trace) -> Result<u32, String> {
        self.result(log).map(Option::unwrap_or_default)
    }

    fn optional(&self, log: &Trace) -> Result<Option<u32>, String> {
        self.result(log)
    }

    fn first(&self, log: &Trace) -> Result<Option<u32>, String> {
        self.result(log)
    }

    fn alias(&self) -> house::Result<u32> {
        self.quietly().map(Option::unwrap_or_default)
    }

    fn io_alias(&self) -> io::Result<u32> {
        self.quietly().map(Option::unwrap_or_default).map_err(io::Error::other)
    }

    fn alias_without_arguments(&self) -> fmt::Result {
        self.quietly().map(drop).map_err(|_| fmt::Error)
    }

    fn first_by_alias(&self) -> house::Result<Option<u32>> {
        self.quietly()
    }
}

/// Registers a plugin for each of these, `p0` first in call order, and runs.
fn with<R>(plugins: &[Says], run: impl FnOnce(&HookRelay<dyn Hooks>, &Trace) -> R) -> R {
    let pm = PluginManager::new("fallible");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for (number, &says) in plugins.iter().enumerate().rev() {
        pm.register_as(format!("p{number}"), says).unwrap();
    }
    run(&hooks, &Trace::default())
}

/// B104, B105.
#[test]
fn without_an_error_results_are_those_of_the_kind_inside() {
    with(&[Value(0), Nothing, Value(1)], |hooks, log| {
        assert_eq!(hooks.check.call_all(log), Ok(()));
        assert_eq!(hooks.plain.call_all(log), Ok(vec![0, 0, 1]));
        assert_eq!(hooks.optional.call_all(log), Ok(vec![0, 1]));
        assert_eq!(hooks.first.call_first(log), Ok(Some(0)));
        assert_eq!(hooks.alias.call_all(), Ok(vec![0, 0, 1]));
        assert_eq!(hooks.io_alias.call_all().unwrap(), [0, 0, 1]);
        assert_eq!(hooks.alias_without_arguments.call_all(), Ok(()));
        assert_eq!(hooks.first_by_alias.call_first(), Ok(Some(0)));
    });
}

/// B106, B108.
#[test]
fn without_plugins_nothing_fails() {
    with(&[], |hooks, log| {
        assert_eq!(hooks.check.call_all(log), Ok(()));
        assert_eq!(hooks.plain.call_all(log), Ok(vec![]));
        assert_eq!(hooks.optional.call_all(log), Ok(vec![]));
        assert_eq!(hooks.first.call_first(log), Ok(None));
    });
}

/// B152, B153.
#[test]
fn the_first_err_ends_the_call_and_drops_earlier_results() {
    with(&[Value(1), Fails("no"), Value(2), Fails("never")], |hooks, log| {
        let errors = [
            hooks.check.call_all(log).unwrap_err(),
            hooks.plain.call_all(log).unwrap_err(),
            hooks.optional.call_all(log).unwrap_err(),
        ];
        for error in errors {
            assert_eq!((error.plugin(), error.error().as_str()), ("p1", "no"));
        }
        let once = ["1", "no"];
        assert_eq!(log.take(), [once, once, once].concat());
    });
}

/// B152, B153.
#[test]
fn an_err_through_an_alias_ends_the_call() {
    with(&[Value(1), Fails("no"), Value(2)], |hooks, _| {
        assert_eq!(hooks.alias.call_all().unwrap_err().plugin(), "p1");
        let error: HookError<io::Error> = hooks.io_alias.call_all().unwrap_err();
        assert_eq!(error.into_error().kind(), io::ErrorKind::Other);
        assert_eq!(hooks.alias_without_arguments.call_all().unwrap_err().error(), &fmt::Error);
    });
}

/// B107, B152.
#[test]
fn on_firstresult_whichever_comes_first_ends_the_call() {
    with(&[Nothing, Value(1), Fails("never")], |hooks, log| {
        assert_eq!(hooks.first.call_first(log), Ok(Some(1)));
        assert_eq!(log.take(), ["nothing", "1"]);
        assert_eq!(hooks.first_by_alias.call_first(), Ok(Some(1)));
    });
    with(&[Nothing, Fails("no"), Value(1)], |hooks, log| {
        assert_eq!(hooks.first.call_first(log).unwrap_err().plugin(), "p1");
        assert_eq!(log.take(), ["nothing", "no"]);
        assert_eq!(hooks.first_by_alias.call_first().unwrap_err().error(), "no");
    });
}

/// The plugin and the hook are named, the error is given back.
#[test]
fn a_hook_error_tells_where_it_comes_from() {
    with(&[Fails("no eggs")], |hooks, log| {
        let error = hooks.plain.call_all(log).unwrap_err();
        assert_eq!(error.hook(), "plain");
        assert_eq!(error.plugin(), "p0");
        assert_eq!(error.location(), Some(hooks.plain.impls()[0].location()));
        assert_eq!(error.to_string(), "plugin `p0` failed in hook `plain`: no eggs");
        let debug = format!("{error:?}");
        for part in ["plain", "p0", "no eggs", "fallible.rs"] {
            assert!(debug.contains(part), "{part} in {debug}");
        }
        assert_eq!(error.into_error(), "no eggs");
    });
}

#[test]
fn a_hook_error_is_an_error_like_any_other() {
    fn call(hooks: &HookRelay<dyn Hooks>) -> Result<u32, Box<dyn Error + Send + Sync>> {
        Ok(hooks.plain.call_all(&Trace::default())?.into_iter().sum())
    }
    assert_eq!(with(&[Value(1), Value(2)], |hooks, _| call(hooks)).unwrap(), 3);
    let error = with(&[Fails("no")], |hooks, _| call(hooks)).unwrap_err();
    assert!(error.downcast_ref::<HookError<String>>().is_some());
}

/// After a failure the hook is as it was.
#[test]
fn a_failed_call_leaves_no_trace() {
    let pm = PluginManager::new("fallible");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("good", Value(1)).unwrap();
    pm.register_as("bad", Fails("no")).unwrap();
    let log = Trace::default();
    assert!(hooks.plain.call_all(&log).is_err());
    assert!(pm.has_plugin("bad"));
    pm.unregister("bad");
    assert_eq!(hooks.plain.call_all(&log), Ok(vec![1]));
}
