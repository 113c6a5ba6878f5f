//! What calls of infallible hooks come to: the kinds by signature.

use std::cell::Cell;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

type Maybe = Option<i32>;

mod house {
    /// An alias named `Option` is read as one.
    pub(super) type Option<T> = std::option::Option<T>;
}

#[hookspec]
trait Hooks {
    fn nothing(&self, log: &Trace);
    fn explicit_unit(&self, count: &Cell<u32>) -> ();
    fn plain(&self) -> i32;
    fn list(&self) -> Vec<i32>;
    fn optional(&self) -> Option<i32>;
    fn optional_by_alias(&self) -> house::Option<i32>;
    fn boxed(&self) -> Box<Maybe>;
    fn iterator(&self) -> Box<dyn Iterator<Item = i32>>;

    #[hookspec(firstresult)]
    fn first(&self, log: &Trace) -> Option<i32>;

    #[hookspec(firstresult)]
    fn first_of_options(&self) -> Option<Maybe>;
}

/// Answers what it holds.
struct Says(Option<i32>);

#[hookimpl(manual)]
impl Hooks for Says {
    fn nothing(&self, log: &Trace) {
        log.log(format!("{:?}", self.0));
    }

    fn explicit_unit(&self, count: &Cell<u32>) {
        count.set(count.get() + 1);
    }

    fn plain(&self) -> i32 {
        self.0.unwrap_or(-1)
    }

    fn list(&self) -> Vec<i32> {
        self.0.into_iter().collect()
    }

    fn optional(&self) -> Option<i32> {
        self.0
    }

    fn optional_by_alias(&self) -> house::Option<i32> {
        self.0
    }

    fn boxed(&self) -> Box<Maybe> {
        Box::new(self.0)
    }

    fn iterator(&self) -> Box<dyn Iterator<Item = i32>> {
        Box::new(self.0.into_iter())
    }

    fn first(&self, log: &Trace) -> Option<i32> {
        log.log(format!("{:?}", self.0));
        self.0
    }

    fn first_of_options(&self) -> Option<Maybe> {
        Some(self.0)
    }
}

/// Registers a plugin for each of these, the first in call order first, and runs.
fn with(plugins: &[Option<i32>], run: impl FnOnce(&HookRelay<dyn Hooks>)) {
    let pm = PluginManager::new("results");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for (number, &says) in plugins.iter().enumerate().rev() {
        pm.register_as(number.to_string(), Says(says)).unwrap();
    }
    run(&hooks);
}

/// B104.
#[test]
fn results_come_in_call_order() {
    with(&[Some(3), None, Some(1)], |hooks| {
        assert_eq!(hooks.plain.call_all(), [3, -1, 1]);
    });
}

/// B104, B105.
#[test]
fn none_is_no_result() {
    with(&[Some(3), None, Some(1), None], |hooks| {
        assert_eq!(hooks.optional.call_all(), [3, 1]);
        assert_eq!(hooks.optional_by_alias.call_all(), [3, 1]);
    });
}

/// B105.
#[test]
fn zero_and_an_empty_list_are_results() {
    with(&[Some(0), None, Some(0)], |hooks| {
        assert_eq!(hooks.optional.call_all(), [0, 0]);
        assert_eq!(hooks.list.call_all(), [vec![0], vec![], vec![0]]);
    });
}

/// B104.
#[test]
fn each_call_has_its_own_list() {
    with(&[Some(1)], |hooks| {
        let mut once = hooks.plain.call_all();
        once.push(2);
        assert_eq!(hooks.plain.call_all(), [1]);
    });
}

/// B104.
#[test]
fn a_hook_without_results_runs_every_plugin() {
    with(&[Some(2), None, Some(1)], |hooks| {
        let log = Trace::default();
        hooks.nothing.call_all(&log);
        assert_eq!(log.take(), ["Some(2)", "None", "Some(1)"]);
        let count = Cell::new(0);
        hooks.explicit_unit.call_all(&count);
        assert_eq!(count.get(), 3);
    });
}

/// A return type is read by its name; an `Option` by another one is refused.
#[test]
fn an_option_inside_another_type_is_a_plain_value() {
    with(&[Some(1), None], |hooks| {
        assert_eq!(hooks.boxed.call_all(), [Box::new(Some(1)), Box::new(None)]);
    });
}

/// B117.
#[test]
fn an_iterator_is_a_result_like_any_other() {
    with(&[Some(2), Some(1)], |hooks| {
        let iterators = hooks.iterator.call_all();
        assert_eq!(iterators.into_iter().flatten().collect::<Vec<_>>(), [2, 1]);
    });
}

/// B106, B119.
#[test]
fn without_plugins_there_are_no_results() {
    with(&[], |hooks| {
        hooks.nothing.call_all(&Trace::default());
        assert!(hooks.plain.call_all().is_empty());
        assert!(hooks.optional.call_all().is_empty());
    });
}

/// B106.
#[test]
fn plugins_that_all_answer_none_are_like_no_plugins() {
    with(&[None, None], |hooks| assert!(hooks.optional.call_all().is_empty()));
}

/// B107.
#[test]
fn the_first_result_ends_the_call() {
    with(&[None, Some(3), Some(1)], |hooks| {
        let log = Trace::default();
        assert_eq!(hooks.first.call_first(&log), Some(3));
        assert_eq!(log.take(), ["None", "Some(3)"], "the third must not run");
    });
}

/// B107.
#[test]
fn a_first_result_may_be_zero_or_a_none_of_its_own() {
    with(&[Some(0), Some(1)], |hooks| {
        assert_eq!(hooks.first.call_first(&Trace::default()), Some(0));
    });
    with(&[None, Some(1)], |hooks| assert_eq!(hooks.first_of_options.call_first(), Some(None)));
}

/// B108.
#[test]
fn no_first_result_is_none() {
    let log = Trace::default();
    with(&[None, None], |hooks| assert_eq!(hooks.first.call_first(&log), None));
    assert_eq!(log.take(), ["None", "None"]);
    with(&[], |hooks| assert_eq!(hooks.first.call_first(&log), None));
}
