//! Each implementation is started on each historic call exactly once, oldest
//! first, whatever races.

use shuttle::sync::mpsc;

use crate::explore::explore;
use crate::support::{Log, World, join, panic_quietly, until_panic};

#[test]
fn two_calls() {
    explore(3, || {
        let world = World::new();
        let log = world.add("plugin");
        join([1, 2].map(|call| world.spawn(move |world| world.tell(call))));
        world.assert_heard(&log, &world.history());
    });
}

#[test]
fn two_calls_and_two_plugins() {
    explore(3, || {
        let world = World::new();
        let logs = [world.add("last"), world.add("first")];
        join([1, 2].map(|call| world.spawn(move |world| world.tell(call))));
        let history = world.history();
        world.assert_all_heard(&logs, &history);
    });
}

#[test]
fn three_threads_of_calls() {
    explore(2, || {
        let world = World::new();
        let logs = [world.add("last"), world.add("first")];
        join([1, 2, 3].map(|call| {
            world.spawn(move |world| {
                world.tell(call);
                world.tell(call + 3);
            })
        }));
        let history = world.history();
        assert_eq!(history.len(), 6);
        world.assert_all_heard(&logs, &history);
    });
}

#[test]
fn two_calls_and_a_registration() {
    explore(2, || {
        let world = World::new();
        world.tell(1);
        let (early, late, answers) = (world.add("early"), Log::default(), Log::default());
        let mut threads = Vec::from([2, 3].map(|call| {
            let answers = answers.clone();
            world.spawn(move |world| {
                world.hooks.told.call_historic_with(call, move |call| answers.push(call));
            })
        }));
        let log = late.clone();
        threads.push(world.spawn(move |world| world.add_logging("late", &log, |_| {})));
        join(threads);
        let history = world.history();
        assert_eq!(history.len(), 3);
        world.assert_heard(&early, &history);
        world.assert_heard(&late, &history);
        let mut answers = answers.get();
        answers.sort_unstable();
        assert_eq!(answers, [2, 2, 2, 3, 3, 3], "each result delivered, the newcomer's too");
    });
}

#[test]
fn two_registrations_and_a_call() {
    explore(2, || {
        let world = World::new();
        world.tell(1);
        let logs = [Log::default(), Log::default()];
        let mut threads: Vec<_> = logs
            .iter()
            .enumerate()
            .map(|(at, log)| {
                let log = log.clone();
                world.spawn(move |world| world.add_logging(&at.to_string(), &log, |_| {}))
            })
            .collect();
        threads.push(world.spawn(|world| world.tell(2)));
        join(threads);
        let history = world.history();
        assert_eq!(history, [1, 2]);
        world.assert_all_heard(&logs, &history);
        assert_eq!(world.hooks.told.impls().len(), 3);
    });
}

/// A plugin that leaves has heard the history up to some call.
#[test]
fn calls_a_registration_and_its_end() {
    explore(2, || {
        let world = World::new();
        let stays = world.add("stays");
        let comes = Log::default();
        let log = comes.clone();
        let passing = world.spawn(move |world| {
            world.add_logging("comes", &log, |_| {});
            world.pm.unregister("comes").unwrap();
        });
        let calling = world.spawn(|world| {
            world.tell(1);
            world.tell(2);
        });
        join([passing, calling]);
        let history = world.history();
        world.assert_heard(&stays, &history);
        assert!(history.starts_with(&comes.get()));
    });
}

/// Nothing is called on a plugin that had left before the call was made, even
/// where a thread is still in it.
#[test]
fn a_plugin_that_has_left_hears_no_later_call() {
    explore(3, || {
        let world = World::new();
        let log = world.add("leaves");
        let calling = world.spawn(|world| world.tell(1));
        let leaving = world.spawn(|world| {
            world.tell(2);
            world.pm.unregister("leaves").unwrap();
            world.tell(3);
        });
        join([calling, leaving]);
        let heard = log.get();
        assert!(!heard.contains(&3), "{heard:?}");
        assert!(heard.contains(&2), "{heard:?}");
        let history = world.history();
        assert!(history.starts_with(&heard), "{heard:?} of {history:?}");
    });
}

/// A call made inside another comes to all at once, and nothing else changes.
#[test]
fn calls_inside_calls() {
    explore(2, || {
        let world = World::new();
        let last = world.add("last");
        let inner = world.clone();
        let first = world.add_acting("first", move |call| {
            if call == 1 {
                inner.tell(10);
            }
        });
        let outer = world.spawn(|world| world.tell(1));
        let others = world.spawn(|world| {
            world.tell(2);
            world.tell(3);
        });
        join([outer, others]);
        let history = world.history();
        assert_eq!(history.len(), 4);
        world.assert_heard(&last, &history);
        world.assert_heard(&first, &history);
        world.pm.unregister("first").unwrap();
    });
}

#[test]
fn calls_inside_calls_on_two_threads_and_a_registration() {
    explore(2, || {
        let world = World::new();
        let inner = world.clone();
        let last = world.add("last");
        let first = world.add_acting("first", move |call| {
            if call < 3 {
                inner.tell(call * 10);
            }
        });
        let late = Log::default();
        let mut threads = Vec::from([1, 2].map(|call| world.spawn(move |world| world.tell(call))));
        let log = late.clone();
        threads.push(world.spawn(move |world| world.add_logging("late", &log, |_| {})));
        join(threads);
        let history = world.history();
        assert_eq!(history.len(), 4);
        world.assert_all_heard(&[last, first, late], &history);
        world.pm.unregister("first").unwrap();
    });
}

/// The one that panics has seen its call; the others get it before their next.
#[test]
fn a_panic_on_one_thread() {
    explore(3, || {
        let world = World::new();
        let last = world.add("last");
        let first = world.add_acting("first", |call| {
            if call == 1 {
                panic_quietly();
            }
        });
        let panicking = world.spawn(|world| until_panic(|| world.tell(1)));
        let calling = world.spawn(|world| until_panic(|| world.tell(2)));
        join([panicking, calling]);
        world.tell(3);
        let history = world.history();
        assert_eq!(history.len(), 3);
        world.assert_all_heard(&[last, first], &history);
    });
}

/// What a call leaves out counts as seen by those that were there.
#[test]
fn a_call_without_a_plugin() {
    explore(3, || {
        let world = World::new();
        let (last, first) = (world.add("last"), world.add("first"));
        let choosing = world.spawn(|world| world.hooks.told.without(["first"]).call_historic(1));
        let calling = world.spawn(|world| world.tell(2));
        join([choosing, calling]);
        world.assert_heard(&last, &world.history());
        assert_eq!(first.get(), [2]);
    });
}

/// Neither does a call wait for a plugin that runs, nor for one that comes.
#[test]
fn nobody_waits() {
    explore(2, || {
        let world = World::new();
        world.tell(1);
        let (go, going) = mpsc::channel();
        let going = std::sync::Mutex::new(going);
        let log = Log::default();
        let newcomer = log.clone();
        let registering = world.spawn(move |world| {
            world.add_logging("late", &newcomer, move |call| {
                if call == 1 {
                    going.lock().unwrap().recv().unwrap();
                }
            });
        });
        world.tell(2);
        assert!(world.pm.has_plugin("late") || log.get().is_empty());
        go.send(()).unwrap();
        join([registering]);
        world.tell(3);
        world.assert_heard(&log, &[1, 2, 3]);
    });
}
