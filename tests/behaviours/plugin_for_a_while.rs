//! `with_plugin`: a relay with one plugin more, which no manager registers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

use pluggy_core::{Frozen, HookRelay, Plugin, PluginErrorKind, PluginManager, hookimpl, hookspec};

use crate::support::{Dropped, Trace, Watch, panic_of, panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
    fn knock(&self, times: u32) -> u32;
    fn check(&self) -> Result<(), String>;
    #[hookspec(historic)]
    fn told(&self, level: u32) -> u32;
}

#[hookspec]
trait Phones {
    fn call(&self) -> u32;
}

/// Answers its number.
struct Door(u32);

#[hookimpl(manual)]
impl Hooks for Door {
    #[hookimpl(tryfirst)]
    fn ring(&self) -> u32 {
        self.0
    }

    fn knock(&self, times: u32) -> u32 {
        self.0 * times
    }

    #[hookimpl(trylast)]
    fn check(&self) -> Result<(), String> {
        Err(format!("door {}", self.0))
    }

    fn told(&self, level: u32) -> u32 {
        self.0 * level
    }
}

/// Lives as long as a request: it has one hook, a wrapper, and a log.
struct Request(u32, Trace);

#[hookimpl(manual, name = "request")]
impl Hooks for Request {
    fn knock(&self) -> u32 {
        self.0
    }

    #[hookimpl(specname = "knock", wrapper)]
    fn around(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        self.1.log("around");
        next()
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.1.log("drop request");
    }
}

fn manager() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("for-a-while");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("front", Door(1)).unwrap();
    pm.register_as("back", Door(2)).unwrap();
    (pm, hooks)
}

#[test]
fn it_is_called_there_and_nowhere_else() {
    let (pm, hooks) = manager();
    let trace = Trace::default();
    let with: HookRelay<dyn Hooks, Frozen> = hooks.with_plugin(Request(7, trace.clone())).unwrap();
    assert_eq!(with.knock.call_all(10), [7, 20, 10]);
    assert_eq!(trace.take(), ["around"]);
    assert_eq!(hooks.knock.call_all(10), [20, 10]);
    assert!(trace.take().is_empty());
    assert!(!pm.has_plugin("request"));
    assert_eq!(pm.plugins().len(), 2);
    let plugins: Vec<_> = with.knock.impls().iter().map(|imp| imp.plugin().to_owned()).collect();
    assert_eq!(plugins, ["request", "request", "back", "front"]);
}

#[test]
fn it_is_the_newest_in_its_bands() {
    let (pm, hooks) = manager();
    let with = hooks.with_plugin(Door(3)).unwrap();
    assert_eq!(with.ring.call_all(), [3, 2, 1]);
    assert_eq!(with.knock.call_all(1), [3, 2, 1]);
    // Of those that are marked `trylast`, the newest is the last.
    let checks = |hooks: &HookRelay<dyn Hooks, Frozen>| {
        let each = hooks.check.each();
        each.iter().map(|one| one.call().unwrap_err().into_error()).collect::<Vec<_>>()
    };
    assert_eq!(checks(&with), ["door 1", "door 2", "door 3"]);
    // Newer than what is registered later, and older than what joins later.
    pm.register_as("side", Door(4)).unwrap();
    let again = hooks.with_plugin(Door(5)).unwrap().with_plugin(Door(6)).unwrap();
    assert_eq!(again.ring.call_all(), [6, 5, 4, 2, 1]);
    assert_eq!(checks(&again), ["door 1", "door 2", "door 4", "door 5", "door 6"]);
}

#[test]
fn it_joins_every_view() {
    let (pm, hooks) = manager();
    let frozen = hooks.snapshot();
    let front = hooks.only(["front"]);
    let none = frozen.without(["front", "back"]);
    pm.unregister("back");
    assert_eq!(hooks.with_plugin(Door(3)).unwrap().ring.call_all(), [3, 1]);
    assert_eq!(frozen.with_plugin(Door(3)).unwrap().ring.call_all(), [3, 2, 1]);
    assert_eq!(front.with_plugin(Door(3)).unwrap().ring.call_all(), [3, 1]);
    assert_eq!(none.with_plugin(Door(3)).unwrap().ring.call_all(), [3]);
    assert_eq!(
        none.with_plugin(Door(3)).unwrap().with_plugin(Door(4)).unwrap().ring.call_all(),
        [4, 3]
    );
}

#[test]
fn what_it_gives_is_a_relay_like_others() {
    let (_pm, hooks) = manager();
    let with = hooks.with_plugin(Door(3)).unwrap();
    assert_eq!(with.without(["door"]).ring.call_all(), [2, 1]);
    assert_eq!(with.only(["door"]).ring.call_all(), [3]);
    assert_eq!(with.ring.with_extra(|| 9).call_all(), [3, 2, 1, 9]);
    assert_eq!(with.snapshot().ring.each()[0].imp().plugin(), "door");
    let error = with.only(["door"]).check.call_all().unwrap_err();
    assert_eq!((error.plugin(), error.error().as_str()), ("door", "door 3"));
}

#[test]
fn it_is_frozen() {
    let (pm, hooks) = manager();
    let with = hooks.with_plugin(Door(3)).unwrap();
    pm.register_as("side", Door(4)).unwrap();
    pm.unregister("front");
    assert_eq!(with.ring.call_all(), [3, 2, 1]);
    drop(pm);
    assert_eq!(with.ring.call_all(), [3, 2, 1]);
}

#[test]
fn its_name_may_be_taken_or_blocked() {
    let (pm, hooks) = manager();
    pm.register(Door(3)).unwrap();
    assert_eq!(hooks.with_plugin(Door(4)).unwrap().ring.call_all(), [4, 3, 2, 1]);
    pm.block("door");
    assert_eq!(hooks.with_plugin(Door(4)).unwrap().ring.call_all(), [4, 2, 1]);
    assert!(pm.is_blocked("door") && !pm.has_plugin("door"));
    pm.block("request");
    assert!(hooks.with_plugin(Request(5, Trace::default())).is_ok());
}

#[test]
fn it_lives_as_long_as_the_relay_and_what_that_gives() {
    let (_pm, hooks) = manager();
    let trace = Trace::default();
    let with = hooks.with_plugin(Request(7, trace.clone())).unwrap();
    let knock = with.knock.snapshot();
    let one = with.knock.each().remove(0);
    drop(with);
    drop(knock);
    assert_eq!((one.call(1), trace.take()), (7, vec![]));
    drop(one);
    assert_eq!(trace.take(), ["drop request"]);
}

#[test]
fn a_plugin_that_others_hold_joins_too() {
    #[derive(Default)]
    struct Counter(AtomicU32);

    #[hookimpl(manual)]
    impl Hooks for Counter {
        fn ring(&self) -> u32 {
            self.0.fetch_add(1, Ordering::Relaxed)
        }
    }

    let (_pm, hooks) = manager();
    let counter = Arc::new(Counter::default());
    let plugin = Plugin::from(Arc::clone(&counter)).with::<dyn Hooks>();
    let with = hooks.with_plugin(plugin).unwrap();
    with.ring.call_all();
    assert_eq!(counter.0.load(Ordering::Relaxed), 1);
}

#[test]
fn remembered_calls_are_replayed_to_it_first() {
    let (pm, hooks) = manager();
    let (sender, results) = mpsc::channel();
    hooks.told.call_historic_with(10, move |result| sender.send(result).unwrap());
    assert_eq!(results.try_iter().collect::<Vec<_>>(), [20, 10]);
    let frozen = hooks.snapshot();
    hooks.told.call_historic(1);
    let heard = |relay: Result<HookRelay<dyn Hooks, Frozen>, _>| {
        let relay = relay.unwrap_or_else(|error: pluggy_core::PluginError| panic!("{error}"));
        assert_eq!(relay.told.impls()[0].plugin(), "door");
        results.try_iter().collect::<Vec<u32>>()
    };
    assert_eq!(heard(hooks.with_plugin(Door(3))), [30]);
    assert_eq!(heard(frozen.with_plugin(Door(4))), [40]);
    assert_eq!(heard(hooks.without(["front"]).with_plugin(Door(5))), [50]);
    assert_eq!(heard(hooks.only(["nobody"]).snapshot().with_plugin(Door(6))), [60]);
    // A relay that joined one has the same history.
    let twice = hooks.with_plugin(Door(7)).unwrap();
    assert_eq!(results.try_iter().collect::<Vec<_>>(), [70]);
    assert_eq!(heard(twice.with_plugin(Door(8))), [80]);
    hooks.told.clear_history();
    assert_eq!(heard(hooks.with_plugin(Door(9))), [0_u32; 0]);
    hooks.told.call_historic(2);
    drop(pm);
    assert_eq!(heard(frozen.with_plugin(Door(9))), [0_u32; 0]);
}

#[test]
fn all_remembered_calls_come_oldest_first_and_once() {
    struct Hears(Trace);

    #[hookimpl(manual)]
    impl Hooks for Hears {
        fn told(&self, level: u32) -> u32 {
            self.0.log(format!("told {level}"));
            level
        }
    }

    let (_pm, hooks) = manager();
    let trace = Trace::default();
    for level in 1..4 {
        hooks.told.call_historic(level);
    }
    let with = hooks.with_plugin(Hears(trace.clone())).unwrap();
    assert_eq!(trace.take(), ["told 1", "told 2", "told 3"]);
    // It is on no list: later calls are not for it.
    hooks.told.call_historic(4);
    drop(with);
    assert!(trace.take().is_empty());
}

#[test]
fn a_panic_at_a_remembered_call_comes_out_and_leaves_nothing() {
    struct Burnt(#[expect(dead_code, reason = "it is dropped")] Dropped);

    #[hookimpl(manual)]
    impl Hooks for Burnt {
        fn told(&self) -> u32 {
            panic_quietly("burnt")
        }
    }

    let (pm, hooks) = manager();
    let trace = Trace::default();
    let burnt = || Burnt(Dropped("burnt", trace.clone()));
    assert!(hooks.with_plugin(burnt()).is_ok());
    assert_eq!(trace.take(), ["drop burnt"]);
    hooks.told.call_historic(1);
    assert_eq!(panic_of(|| hooks.with_plugin(burnt())), "burnt");
    assert_eq!(trace.take(), ["drop burnt"]);
    assert_eq!((hooks.told.impls().len(), pm.plugins().len()), (2, 2));
}

#[test]
fn monitors_see_its_calls_and_its_replays() {
    let (pm, hooks) = manager();
    hooks.told.call_historic(10);
    let trace = Trace::default();
    let _watching = pm.monitor(Watch("", trace.clone()));
    let with = hooks.with_plugin(Door(3)).unwrap();
    assert_eq!(trace.take(), ["> told(level: 10)", ">> door", "<< door: 30", "< told: 1 result",]);
    with.only(["door"]).ring.call_all();
    assert_eq!(trace.take(), ["> ring()", ">> door", "<< door: 3", "< ring: [3]"]);
    // Nobody comes, and nobody leaves.
    drop(with);
    assert!(trace.take().is_empty());
}

#[test]
fn it_may_be_made_inside_a_hook_and_call_hooks_as_it_is_replayed_to() {
    without_deadlock(|| {
        struct Nested(HookRelay<dyn Hooks>);

        #[hookimpl(manual)]
        impl Hooks for Nested {
            fn told(&self, level: u32) -> u32 {
                if level < 3 {
                    self.0.told.call_historic(level + 1);
                }
                self.0.with_plugin(Door(5)).unwrap().ring.call_all().iter().sum()
            }
        }

        let (_pm, hooks) = manager();
        let (sender, results) = mpsc::channel();
        hooks.told.call_historic_with(1, move |result| sender.send(result).unwrap());
        let inside = hooks.clone();
        let relay = move |_| inside.with_plugin(Nested(inside.clone())).unwrap().told.impls().len();
        let count = move |times| u32::try_from(relay(times)).unwrap();
        hooks.knock.register_fn("opener", count).unwrap();
        assert_eq!(hooks.knock.only(["opener"]).call_all(1), [3]);
        // The doors; then the newcomer, and a door 5 at each of the three calls that it hears.
        assert_eq!(results.try_iter().collect::<Vec<_>>(), [2, 1, 5, 8, 5, 5]);
    });
}

#[test]
fn a_plugin_of_another_spec_or_of_none_is_refused_and_given_back() {
    struct Butler;

    #[hookimpl(manual)]
    impl Hooks for Butler {
        fn ring(&self) -> u32 {
            1
        }
    }

    #[hookimpl(manual)]
    impl Phones for Butler {
        fn call(&self) -> u32 {
            2
        }
    }

    let (_pm, hooks) = manager();
    let refused = |plugin| hooks.with_plugin::<_>(plugin).unwrap_err();
    let both = refused(Plugin::new(Butler).with::<dyn Hooks>().with::<dyn Phones>());
    assert_eq!(
        both.to_string().split_once(": ").unwrap().1,
        "it implements `dyn behaviours::plugin_for_a_while::Phones`, and the relay of `dyn \
         behaviours::plugin_for_a_while::Hooks` has none of those hooks; call `with_plugin` on \
         the relay of `dyn behaviours::plugin_for_a_while::Phones`, or leave `.with::<dyn \
         behaviours::plugin_for_a_while::Phones>()` out"
    );
    assert!(matches!(both.kind(), PluginErrorKind::OtherSpec { specs: Some(_), .. }));
    assert!(both.into_plugin().unwrap().downcast::<Butler>().is_ok());
    let none = refused(Plugin::new(Butler));
    assert_eq!(
        none.to_string(),
        "plugin `butler` was not registered: it implements nothing of `dyn \
         behaviours::plugin_for_a_while::Hooks`; name the spec: `Plugin::new(…).with::<dyn \
         behaviours::plugin_for_a_while::Hooks>()`"
    );
    // Of a type that has both, a relay takes its own.
    assert_eq!(hooks.with_plugin(Butler).unwrap().ring.call_all(), [2, 1, 1]);
}

/// Stands between two others.
struct Between;

#[hookimpl(manual)]
impl Hooks for Between {
    #[hookimpl(after = "older", before = "newer")]
    fn knock(&self, times: u32) -> u32 {
        times
    }
}

#[test]
fn a_part_of_a_relay_stays_in_its_order_where_a_plugin_joins_it() {
    let pm = PluginManager::new("doors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("older", Door(1)).unwrap();
    pm.register_as("newer", Door(2)).unwrap();
    pm.register(Between).unwrap();
    assert_eq!(hooks.knock.call_all(10), [10, 10, 20]);
    let part = hooks.only(["older", "newer"]);
    assert_eq!(part.knock.call_all(10), [10, 20]);
    let more = part.with_plugin(Door(3)).unwrap();
    assert_eq!(more.knock.call_all(10), [30, 10, 20]);
    assert_eq!(more.knock.call_all(10), part.knock.with_extra(|times| 3 * times).call_all(10));
    let whole = hooks.with_plugin(Door(3)).unwrap();
    assert_eq!(whole.knock.call_all(10), [30, 10, 10, 20]);
}
