//! Errors and panics on their way through wrappers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use pluggy_core::{HookError, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    fn cook(&self, log: &Trace) -> Result<u32, String>;

    #[hookspec(firstresult)]
    fn first(&self, log: &Trace) -> Result<Option<u32>, String>;

    fn count(&self, log: &Trace) -> u32;
}

type Outcome = Result<Vec<u32>, String>;

/// What a plugin does on each hook.
#[derive(Clone, Copy)]
enum Cook {
    Answers(u32),
    Fails(&'static str),
    Panics(&'static str),
}

use Cook::{Answers, Fails, Panics};

impl Cook {
    fn act(self) -> Result<u32, String> {
        match self {
            Answers(value) => Ok(value),
            Fails(error) => Err(error.into()),
            Panics(text) => panic_quietly(text),
        }
    }
}

#[hookimpl(manual)]
impl Hooks for Cook {
    fn cook(&self, log: &Trace) -> Result<u32, String> {
        log.log("cook");
        self.act()
    }

    fn first(&self) -> Result<Option<u32>, String> {
        self.act().map(Some)
    }

    fn count(&self) -> u32 {
        self.act().unwrap_or_default()
    }
}

/// A wrapper that does as its function says.
struct Wrap<F>(F);

trait Around: Fn(&dyn Fn() -> Outcome) -> Outcome + Send + Sync + 'static {}
impl<F: Fn(&dyn Fn() -> Outcome) -> Outcome + Send + Sync + 'static> Around for F {}

#[hookimpl(manual)]
impl<F: Around> Hooks for Wrap<F> {
    #[hookimpl(wrapper)]
    fn cook(&self, log: &Trace, next: impl FnOnce() -> Outcome) -> Outcome {
        let next = std::cell::Cell::new(Some(next));
        let outcome = (self.0)(&|| (next.take().expect("`next` run twice"))());
        log.log(format!("{outcome:?}"));
        outcome
    }

    #[hookimpl(wrapper)]
    fn first(
        &self,
        next: impl FnOnce() -> Result<Option<u32>, String>,
    ) -> Result<Option<u32>, String> {
        let next = std::cell::Cell::new(Some(next));
        let inside = || Ok((next.take().expect("`next` run twice"))()?.into_iter().collect());
        Ok((self.0)(&inside)?.first().copied())
    }

    #[hookimpl(wrapper)]
    fn count(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        let next = std::cell::Cell::new(Some(next));
        (self.0)(&|| Ok((next.take().expect("`next` run twice"))())).unwrap_or_default()
    }
}

fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("wrappers");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks, Trace::default())
}

impl<F: Around> Wrap<F> {
    /// For the inference of the closure's type.
    fn new(around: F) -> Self {
        Wrap(around)
    }
}

fn culprit(result: &Result<Vec<u32>, HookError<String>>) -> (&str, &str) {
    let error = result.as_ref().unwrap_err();
    (error.plugin(), error.error())
}

/// B129, B139, B140, B141, B154.
#[test]
fn an_error_passes_through_wrappers_as_a_value() {
    let (pm, hooks, log) = kitchen();
    pm.register(Fails("burnt")).unwrap();
    pm.register_as("inner", Wrap::new(|next| next())).unwrap();
    pm.register_as("outer", Wrap::new(|next| next())).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("cook", "burnt"));
    assert_eq!(log.take(), ["cook", "Err(\"burnt\")", "Err(\"burnt\")"]);
    assert_eq!(hooks.first.call_first(&log).unwrap_err().plugin(), "cook");
}

/// B130, B143, B155.
#[test]
fn a_wrapper_that_recovers_makes_the_call_succeed() {
    let (pm, hooks, log) = kitchen();
    pm.register(Fails("burnt")).unwrap();
    pm.register_as("recovers", Wrap::new(|next| next().or(Ok(vec![7])))).unwrap();
    pm.register_as("outer", Wrap::new(|next| next())).unwrap();
    assert_eq!(hooks.cook.call_all(&log), Ok(vec![7]));
    assert_eq!(log.take(), ["cook", "Ok([7])", "Ok([7])"]);
    assert_eq!(hooks.first.call_first(&log), Ok(Some(7)));
}

/// B131, B144: the one inside is named, whatever became of its error.
#[test]
fn a_wrapper_may_put_another_error_in_its_place() {
    let (pm, hooks, log) = kitchen();
    pm.register(Fails("burnt")).unwrap();
    pm.register_as("maps", Wrap::new(|next| next().map_err(|e| format!("soup {e}")))).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("cook", "soup burnt"));
}

/// B132, B146, B147.
#[test]
fn an_error_after_a_success_is_the_wrappers_own() {
    let (pm, hooks, log) = kitchen();
    pm.register(Answers(1)).unwrap();
    pm.register_as("inner", Wrap::new(|next| next().and(Err("late".into())))).unwrap();
    pm.register_as("outer", Wrap::new(|next| next())).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("inner", "late"));
    assert_eq!(log.take(), ["cook", "Err(\"late\")", "Err(\"late\")"]);
    let error = hooks.first.call_first(&log).unwrap_err();
    assert_eq!((error.plugin(), error.hook()), ("inner", "first"));
    assert_eq!(error.location(), Some(hooks.first.impls()[1].location()));
}

/// B133: nothing inside runs, the wrappers outside see the error.
#[test]
fn an_error_before_next_is_the_wrappers_own() {
    let (pm, hooks, log) = kitchen();
    pm.register(Answers(1)).unwrap();
    pm.register_as("inner", Wrap::new(|_| Err("early".into()))).unwrap();
    pm.register_as("outer", Wrap::new(|next| next())).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("inner", "early"));
    assert_eq!(log.take(), ["Err(\"early\")", "Err(\"early\")"]);
}

/// B154, B155: of a chain of errors and recoveries the last one counts.
#[test]
fn an_error_after_a_recovery_names_the_wrapper_that_made_it() {
    let (pm, hooks, log) = kitchen();
    pm.register(Fails("burnt")).unwrap();
    pm.register_as("maps", Wrap::new(|next| next().map_err(|e| format!("soup {e}")))).unwrap();
    pm.register_as("recovers", Wrap::new(|next| next().or(Ok(vec![])))).unwrap();
    pm.register_as("fails", Wrap::new(|next| next().and(Err("again".into())))).unwrap();
    pm.register_as("outer", Wrap::new(|next| next().map_err(|e| e + "!"))).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("fails", "again!"));
}

/// A call inside a wrapper has a culprit of its own.
#[test]
fn an_error_of_a_nested_call_is_not_the_outer_calls() {
    let (pm, hooks, log) = kitchen();
    let inner = PluginManager::new("inner");
    let inner_hooks = inner.add_hookspecs::<dyn Hooks>();
    inner.register_as("elsewhere", Fails("nested")).unwrap();
    pm.register(Answers(1)).unwrap();
    let nested = move |next: &dyn Fn() -> Outcome| {
        next()?;
        inner_hooks.cook.call_all(&Trace::default()).map_err(HookError::into_error)
    };
    pm.register_as("nests", Wrap(nested)).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("nests", "nested"));
}

/// B156: of an implementation, and of a wrapper before and after `next`.
#[test]
fn a_panic_unwinds_to_the_caller_and_the_manager_stays_usable() {
    let (pm, hooks, log) = kitchen();
    pm.register_as("answers", Answers(1)).unwrap();
    pm.register_as("outer", Wrap::new(|next| next())).unwrap();
    let survives = |name: &str, text: &str| {
        for _ in 0..2 {
            assert_eq!(panic_of(|| hooks.cook.call_all(&log)), text);
            assert_eq!(panic_of(|| hooks.first.call_first(&log)), text);
            assert_eq!(panic_of(|| hooks.count.call_all(&log)), text);
        }
        assert!(pm.unregister(name).is_some());
        assert_eq!(hooks.cook.call_all(&log), Ok(vec![1]));
        assert_eq!(hooks.count.call_all(&log), [1]);
    };
    pm.register_as("panics", Panics("oven")).unwrap();
    survives("panics", "oven");
    pm.register_as("before", Wrap::new(|_| panic_quietly("before"))).unwrap();
    survives("before", "before");
    let after = Wrap::new(|next: &dyn Fn() -> Outcome| {
        next()?;
        panic_quietly("after")
    });
    pm.register_as("after", after).unwrap();
    survives("after", "after");
}

/// B150, B156: what wrappers hold is dropped as the panic passes.
#[test]
fn a_panic_drops_what_the_wrappers_hold() {
    let (pm, hooks, log) = kitchen();
    pm.register(Panics("oven")).unwrap();
    for name in ["inner", "outer"] {
        let log = log.clone();
        let wrap = move |next: &dyn Fn() -> Outcome| {
            let _held = crate::support::Dropped(name, log.clone());
            next()
        };
        pm.register_as(name, Wrap::new(wrap)).unwrap();
    }
    assert_eq!(panic_of(|| hooks.cook.call_all(&log)), "oven");
    assert_eq!(log.take(), ["cook", "drop inner", "drop outer"]);
}

/// B156.
#[test]
fn a_wrapper_may_catch_a_panic() {
    let (pm, hooks, log) = kitchen();
    pm.register(Panics("oven")).unwrap();
    let catches = |next: &dyn Fn() -> Outcome| {
        catch_unwind(AssertUnwindSafe(next)).unwrap_or_else(|_| Err("caught".into()))
    };
    pm.register_as("catches", Wrap::new(catches)).unwrap();
    assert_eq!(culprit(&hooks.cook.call_all(&log)), ("catches", "caught"));
    assert!(hooks.count.call_all(&log).is_empty());
}

/// Runs what is inside twice, and returns what came of the first run.
struct Twice;

#[hookimpl(manual)]
impl Hooks for Twice {
    #[hookimpl(wrapper)]
    fn cook(&self, mut next: impl FnMut() -> Outcome) -> Outcome {
        let first = next();
        _ = next();
        first
    }
}

#[test]
fn where_runs_of_a_wrapper_failed_by_different_plugins_the_error_is_the_wrappers() {
    let pm = PluginManager::new("twice");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let tries = |fails_at: usize| {
        let count = AtomicUsize::new(0);
        move |_: &Trace| match count.fetch_add(1, Ordering::SeqCst) {
            at if at == fails_at => Err(format!("at {at}")),
            _ => Ok(1),
        }
    };
    hooks.cook.register_fn("second", tries(0)).unwrap();
    hooks.cook.register_fn("first", tries(0)).unwrap();
    pm.register(Twice).unwrap();
    // `first` fails in the first run, `second`, which has not run before, in the second.
    let error = hooks.cook.call_all(&Trace::default()).unwrap_err();
    assert_eq!((error.plugin(), error.error().as_str()), ("twice", "at 0"));
}

#[test]
fn where_all_runs_of_a_wrapper_failed_by_one_plugin_the_error_is_that_plugins() {
    let pm = PluginManager::new("twice");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.cook.register_fn("first", |_| Err("always".to_owned())).unwrap();
    pm.register(Twice).unwrap();
    assert_eq!(hooks.cook.call_all(&Trace::default()).unwrap_err().plugin(), "first");
}
