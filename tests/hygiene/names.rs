//! Arguments, functions and types that are called as generated locals are.

use std::fmt::Write;

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Names {
    fn all(
        &self,
        plugin: u32,
        args: &mut String,
        next: &mut Vec<u32>,
        plan: &str,
        rest: u32,
        arguments: u32,
        callback: u32,
        self_: u32,
        cells: u32,
        caller: u32,
        implementation: u32,
        hooks: u32,
        lent0: &mut u32,
        lent1: &mut u32,
        function: u32,
        source: u32,
        extra: u32,
        name: u32,
    ) -> u32;

    #[hookspec(historic)]
    fn past(
        &self,
        callback: u32,
        implementation: &str,
        arguments: u32,
        self_: u32,
        function: u32,
        args: u32,
        name: u32,
    ) -> String;

    fn plugin(&self, plugin: &str) -> String;
    fn args(&self, args: &str) -> String;
    fn next(&self, next: &mut String);
    fn hook(&self, hook: u32) -> u32;
    fn hooks(&self) -> u32;
    fn call(&self) -> u32;
    fn new(&self) -> u32;
    fn implement(&self) -> u32;
    fn with_underscores__(&self, _under: u32) -> u32;
}

#[derive(Default)]
struct Plan;

#[hookimpl]
impl Names for Plan {
    #[allow(clippy::too_many_arguments, reason = "the arguments are the test")]
    fn all(
        &self,
        name: u32,
        plugin: u32,
        args: &mut String,
        next: &mut Vec<u32>,
        plan: &str,
        rest: u32,
        arguments: u32,
        callback: u32,
        self_: u32,
        cells: u32,
        caller: u32,
        implementation: u32,
        hooks: u32,
        lent0: &mut u32,
        lent1: &mut u32,
        function: u32,
        source: u32,
        extra: u32,
    ) -> u32 {
        args.push_str(plan);
        next.push(*lent0);
        *lent1 += *lent0;
        let sum = plugin + rest + arguments + callback + self_ + cells + caller + implementation;
        sum + hooks + function + source + extra + name
    }

    #[hookimpl(wrapper, specname = "all")]
    fn around(
        &self,
        lent1: &mut u32,
        args: &mut String,
        plugin: u32,
        next: &mut Vec<u32>,
        lent0: &mut u32,
        inner: impl FnOnce(&mut u32, &mut String, &mut Vec<u32>, &mut u32) -> Vec<u32>,
    ) -> Vec<u32> {
        write!(args, "<{plugin}>").unwrap();
        *lent0 += 1;
        *lent1 += 10;
        inner(lent1, args, next, lent0)
    }

    fn past(
        &self,
        args: u32,
        callback: u32,
        implementation: &str,
        arguments: u32,
        self_: u32,
        function: u32,
        name: u32,
    ) -> String {
        format!("{callback}{implementation}{arguments}{self_}{function}{args}{name}")
    }

    fn plugin(&self, plugin: &str) -> String {
        plugin.to_owned()
    }

    fn args(&self, args: &str) -> String {
        args.to_owned()
    }

    fn next(&self, next: &mut String) {
        next.push('!');
    }

    #[hookimpl(wrapper, specname = "next")]
    fn around_next(&self, next: &mut String, go_on: impl FnOnce(&mut String)) {
        go_on(next);
        next.push('?');
    }

    fn hook(&self, hook: u32) -> u32 {
        hook
    }

    fn hooks(&self) -> u32 {
        1
    }

    fn call(&self) -> u32 {
        2
    }

    fn new(&self) -> u32 {
        3
    }

    fn implement(&self) -> u32 {
        4
    }

    fn with_underscores__(&self, _under: u32) -> u32 {
        5
    }
}

mod functions {
    use super::Names;
    use pluggy_core::hookimpl;

    #[hookimpl(Names)]
    fn plugin(plugin: &str) -> String {
        format!("function {plugin}")
    }

    #[hookimpl(Names)]
    fn args(args: &str) -> String {
        format!("function {args}")
    }

    #[hookimpl(Names, wrapper)]
    fn next(next: &mut String, run: impl FnOnce(&mut String)) {
        run(next);
        next.push('.');
    }

    #[hookimpl(Names)]
    fn hooks() -> u32 {
        6
    }

    #[hookimpl(Names, specname = "hook")]
    fn plan(hook: u32) -> u32 {
        hook + 1
    }

    #[hookimpl(Names, specname = "hook")]
    fn _plugin(hook: u32) -> u32 {
        hook + 2
    }
}

#[test]
fn arguments_may_be_called_as_generated_locals_are() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Names>();
    assert!(pm.discover().strict().is_ok());
    let (mut text, mut list, mut one, mut other) = (String::new(), Vec::new(), 1, 2);
    let sums = hooks.all.call_all(
        1, &mut text, &mut list, "plan", 1, 1, 1, 1, 1, 1, 1, 1, &mut one, &mut other, 1, 1, 1, 1,
    );
    assert_eq!((sums, text.as_str(), list, one, other), (vec![13], "<1>plan", vec![2], 2, 14));
    let mut line = String::new();
    hooks.next.call_all(&mut line);
    assert_eq!(line, "!?.");
    assert_eq!(hooks.plugin.call_all("x"), ["function x", "x"]);
    assert_eq!(hooks.args.call_all("x"), ["function x", "x"]);
    assert_eq!(hooks.hook.call_all(1).len(), 3);
    assert_eq!(hooks.hooks.call_all(), [6, 1]);
    assert_eq!((hooks.call.call_all(), hooks.new.call_all()), (vec![2], vec![3]));
    assert_eq!(hooks.implement.call_all(), [4]);
    assert_eq!(hooks.with_underscores__.call_all(0), [5]);
}

#[test]
fn so_may_the_arguments_of_closures_and_historic_calls() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Names>();
    pm.register(Plan).unwrap();
    hooks.past.call_historic(1, "-", 2, 3, 4, 5, 6);
    hooks.past.call_historic_with(1, "-", 2, 3, 4, 5, 6, |text| assert_eq!(text, "1-23456"));
    hooks.past.clear_history();
    let past = |callback: u32, _: &str, _, _, _, _, name: u32| format!("{callback}{name}");
    hooks.past.register_fn("closure", past).unwrap();
    let doubled = hooks.args.with_extra(|args: &str| args.repeat(2));
    assert_eq!(doubled.call_all("x"), ["xx", "x"]);
}

mod items {
    use pluggy_core::{PluginManager, hookimpl, hookspec};

    /// Arguments that are called as what is made of the hook is.
    #[hookspec]
    pub trait Items {
        fn run(&self, run_hook: u32, run_caller: u32, run_arguments: u32, run_result: u32) -> u32;
    }

    #[hookimpl(Items, name = "items")]
    fn run(run_hook: u32, run_caller: u32, run_arguments: u32, run_result: u32) -> u32 {
        run_hook + run_caller + run_arguments + run_result
    }

    #[test]
    fn arguments_are_called_as_generated_items_are() {
        let pm = PluginManager::new("items");
        let hooks = pm.add_hookspecs::<dyn Items>();
        pm.discover().strict().unwrap();
        hooks.run.register_fn("closure", |_, _, _, last| last).unwrap();
        assert_eq!(hooks.run.call_all(1, 2, 3, 4), [4, 10]);
    }
}

mod types {
    use pluggy_core::{PluginManager, hookimpl, hookspec};

    pub mod check {
        #[derive(Clone)]
        pub struct Order(pub u32);
        pub type Result<T> = std::result::Result<T, String>;
    }

    /// Hooks that are called as types are, or as what is made of another.
    #[hookspec]
    pub trait Types {
        fn check(&self, order: check::Order) -> check::Result<u32>;
        fn check_hook(&self) -> u32;
        fn str(&self, str: &str) -> usize;
        fn u32(&self, bool: bool) -> u32;
        fn bool(&self, u32: u32) -> bool;
    }

    #[derive(Default)]
    struct All;

    #[hookimpl(name = "all-types")]
    impl Types for All {
        fn check(&self, order: check::Order) -> check::Result<u32> {
            Ok(order.0)
        }
        fn check_hook(&self) -> u32 {
            2
        }
        fn str(&self, str: &str) -> usize {
            str.len()
        }
        fn u32(&self, bool: bool) -> u32 {
            bool.into()
        }
        fn bool(&self, u32: u32) -> bool {
            u32 > 0
        }
    }

    #[test]
    fn hooks_are_called_as_types_are() {
        let pm = PluginManager::new("types");
        let hooks = pm.add_hookspecs::<dyn Types>();
        pm.discover().strict().unwrap();
        assert_eq!(hooks.check.call_all(check::Order(1)).unwrap(), [1]);
        assert_eq!((hooks.check_hook.call_all(), hooks.str.call_all("abc")), (vec![2], vec![3]));
        assert_eq!((hooks.u32.call_all(true), hooks.bool.call_all(0)), (vec![1], vec![false]));
    }
}
