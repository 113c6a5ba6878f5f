//! The order of calls: wrappers, then implementations, each in three bands.

use pluggy_core::{HookImpl, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

#[hookspec]
trait Hooks {
    fn ring(&self, log: &Trace) -> &'static str;
}

/// A plugin of one implementation, with these marks.
macro_rules! implementation {
    ($plugin:ident, $($mark:ident)?) => {
        struct $plugin(&'static str);

        #[hookimpl(manual)]
        impl Hooks for $plugin {
            #[hookimpl($($mark)?)]
            fn ring(&self, log: &Trace) -> &'static str {
                log.log(self.0);
                self.0
            }
        }
    };
}

implementation!(Plain,);
implementation!(First, tryfirst);
implementation!(Last, trylast);

/// A plugin of one wrapper, with these marks.
macro_rules! wrapper {
    ($plugin:ident, $($mark:ident)?) => {
        struct $plugin(&'static str);

        #[hookimpl(manual)]
        impl Hooks for $plugin {
            #[hookimpl(wrapper $(, $mark)?)]
            fn ring(
                &self,
                log: &Trace,
                next: impl FnOnce() -> Vec<&'static str>,
            ) -> Vec<&'static str> {
                log.log(self.0);
                next()
            }
        }
    };
}

wrapper!(Wrap,);
wrapper!(WrapFirst, tryfirst);
wrapper!(WrapLast, trylast);

/// What a plugin is, and its name.
#[derive(Clone, Copy)]
enum Step {
    Plain(&'static str),
    First(&'static str),
    Last(&'static str),
    Wrap(&'static str),
    WrapFirst(&'static str),
    WrapLast(&'static str),
}

fn register(pm: &PluginManager, step: Step) {
    let registered = match step {
        Step::Plain(name) => pm.register_as(name, Plain(name)),
        Step::First(name) => pm.register_as(name, First(name)),
        Step::Last(name) => pm.register_as(name, Last(name)),
        Step::Wrap(name) => pm.register_as(name, Wrap(name)),
        Step::WrapFirst(name) => pm.register_as(name, WrapFirst(name)),
        Step::WrapLast(name) => pm.register_as(name, WrapLast(name)),
    };
    registered.unwrap();
}

/// The order in which the implementations and wrappers are listed; a call must
/// start them in just that order.
fn order(hooks: &HookRelay<dyn Hooks>) -> String {
    let imps = hooks.ring.impls();
    let listed: Vec<_> = imps.iter().map(HookImpl::plugin).collect();
    let log = Trace::default();
    hooks.ring.call_all(&log);
    assert_eq!(log.take(), listed, "a call starts what is listed, in that order");
    listed.join(" ")
}

/// Registers one plugin after another; each step has the order after it.
fn check(steps: &[(Step, &str)]) {
    let pm = PluginManager::new("ordering");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for &(step, expected) in steps {
        register(&pm, step);
        assert_eq!(order(&hooks), expected);
    }
}

/// B094.
#[test]
fn plain_runs_newest_first() {
    use Step::Plain;
    check(&[(Plain("a"), "a"), (Plain("b"), "b a"), (Plain("c"), "c b a")]);
}

/// B095.
#[test]
fn tryfirst_runs_newest_first() {
    use Step::First;
    check(&[(First("a"), "a"), (First("b"), "b a"), (First("c"), "c b a")]);
}

/// B096.
#[test]
fn trylast_runs_oldest_first() {
    use Step::Last;
    check(&[(Last("a"), "a"), (Last("b"), "a b"), (Last("c"), "a b c")]);
}

/// B093, B100.
#[test]
fn a_plain_one_joins_below_tryfirst() {
    use Step::{First, Plain};
    check(&[
        (First("f"), "f"),
        (Plain("a"), "f a"),
        (First("g"), "g f a"),
        (Plain("b"), "g f b a"),
    ]);
}

/// B093, B096.
#[test]
fn a_plain_one_joins_above_trylast() {
    use Step::{Last, Plain};
    check(&[(Last("l"), "l"), (Plain("a"), "a l"), (Last("m"), "a l m"), (Plain("b"), "b a l m")]);
}

/// B096: pluggy's `test_adding_nonwrappers_trylast`, its 2 and 3.
#[test]
fn trylast_among_plain_ones_goes_behind_them() {
    use Step::{Last, Plain};
    check(&[(Plain("a"), "a"), (Plain("b"), "b a"), (Last("l"), "b a l"), (Plain("c"), "c b a l")]);
    check(&[(Last("l"), "l"), (Plain("a"), "a l"), (Last("m"), "a l m")]);
    check(&[
        (Plain("a"), "a"),
        (Last("l"), "a l"),
        (Last("m"), "a l m"),
        (Plain("b"), "b a l m"),
        (Last("n"), "b a l m n"),
    ]);
}

/// B097.
#[test]
fn wrappers_have_the_same_bands() {
    use Step::{Wrap, WrapFirst, WrapLast};
    check(&[
        (WrapLast("l"), "l"),
        (Wrap("a"), "a l"),
        (WrapFirst("f"), "f a l"),
        (Wrap("b"), "f b a l"),
        (WrapFirst("g"), "g f b a l"),
        (WrapLast("m"), "g f b a l m"),
    ]);
}

/// B098.
#[test]
fn every_wrapper_starts_before_any_implementation() {
    use Step::{First, Plain, Wrap, WrapFirst, WrapLast};
    check(&[
        (WrapLast("last wrapper"), "last wrapper"),
        (First("first"), "last wrapper first"),
        (Plain("plain"), "last wrapper first plain"),
        (Wrap("wrapper"), "wrapper last wrapper first plain"),
        (WrapFirst("first wrapper"), "first wrapper wrapper last wrapper first plain"),
    ]);
}

/// B092, B101: pluggy's `test_adding_wrappers_complex`, which lists the reverse.
#[test]
fn a_sequence_of_thirteen_is_pluggys() {
    use Step::{First, Last, Plain, Wrap, WrapFirst, WrapLast};
    check(&[
        (WrapLast("1"), "1"),
        (Plain("2"), "1 2"),
        (Last("3"), "1 2 3"),
        (Wrap("4"), "4 1 2 3"),
        (WrapFirst("5"), "5 4 1 2 3"),
        (First("6"), "5 4 1 6 2 3"),
        (Plain("7"), "5 4 1 6 7 2 3"),
        (Wrap("8"), "5 8 4 1 6 7 2 3"),
        (Last("9"), "5 8 4 1 6 7 2 3 9"),
        (First("10"), "5 8 4 1 10 6 7 2 3 9"),
        (WrapLast("11"), "5 8 4 1 11 10 6 7 2 3 9"),
        (Wrap("12"), "5 12 8 4 1 11 10 6 7 2 3 9"),
        (Plain("13"), "5 12 8 4 1 11 10 6 13 7 2 3 9"),
    ]);
}

/// A plugin with several functions on one hook.
struct Several;

#[hookimpl(manual)]
impl Hooks for Several {
    #[hookimpl(specname = "ring")]
    fn upper(&self) -> &'static str {
        "upper"
    }

    fn ring(&self) -> &'static str {
        "ring"
    }

    #[hookimpl(tryfirst, specname = "ring")]
    fn early(&self) -> &'static str {
        "early"
    }

    #[hookimpl(trylast, specname = "ring")]
    fn late(&self) -> &'static str {
        "late"
    }

    #[hookimpl(trylast, specname = "ring")]
    fn later(&self) -> &'static str {
        "later"
    }

    #[hookimpl(specname = "ring")]
    fn below(&self) -> &'static str {
        "below"
    }
}

/// B028, B036: as if each were a plugin, registered in the order of the source.
#[test]
fn functions_of_one_plugin_register_in_the_order_of_the_source() {
    let pm = PluginManager::new("ordering");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Several).unwrap();
    let log = Trace::default();
    let all = ["early", "below", "ring", "upper", "late", "later"];
    assert_eq!(hooks.ring.call_all(&log), all);

    pm.register_as("plain", Plain("plain")).unwrap();
    pm.register_as("first", First("first")).unwrap();
    pm.register_as("last", Last("last")).unwrap();
    let all = ["first", "early", "plain", "below", "ring", "upper", "late", "later", "last"];
    assert_eq!(hooks.ring.call_all(&log), all);
}

/// B100: what leaves does not move the others.
#[test]
fn unregistering_keeps_the_order_of_the_rest() {
    use Step::{First, Last, Plain, Wrap};
    let pm = PluginManager::new("ordering");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for step in [Plain("a"), First("f"), Last("l"), Plain("b"), Wrap("w"), First("g"), Last("m")] {
        register(&pm, step);
    }
    for (leaving, expected) in [
        ("b", "w g f a l m"),
        ("g", "w f a l m"),
        ("l", "w f a m"),
        ("w", "f a m"),
        ("f", "a m"),
        ("a", "m"),
        ("m", ""),
    ] {
        assert!(pm.unregister(leaving).is_some());
        assert_eq!(order(&hooks), expected);
    }
}

/// B039.
#[test]
fn a_plugin_that_comes_back_is_the_newest() {
    let pm = PluginManager::new("ordering");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for step in [Step::Plain("a"), Step::Plain("b"), Step::Last("l"), Step::Last("m")] {
        register(&pm, step);
    }
    pm.unregister("a");
    register(&pm, Step::Plain("a"));
    pm.unregister("l");
    register(&pm, Step::Last("l"));
    assert_eq!(order(&hooks), "a b m l");
}
