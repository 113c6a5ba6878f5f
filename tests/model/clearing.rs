//! Clearing a history, and the end of a manager, beside historic calls.

use std::sync::Arc;

use crate::explore::explore;
use crate::support::{Log, World, join, step};

/// Who is there hears every call; only those that come later hear of none.
#[test]
fn clearing_beside_calls() {
    explore(3, || {
        let world = World::new();
        let logs = [world.add("last"), world.add("first")];
        let mut threads = Vec::from([1, 2].map(|call| world.spawn(move |world| world.tell(call))));
        threads.push(world.spawn(|world| world.hooks.told.clear_history()));
        join(threads);
        world.tell(3);
        let order = logs[0].get();
        assert_eq!(order.len(), 3);
        world.assert_heard(&logs[1], &order);
        world.hooks.told.clear_history();
        assert!(world.history().is_empty());
    });
}

/// A newcomer hears those that were not cleared before it came, in order.
#[test]
fn clearing_beside_a_call_and_a_registration() {
    explore(2, || {
        let world = World::new();
        let early = world.add("early");
        let late = Log::default();
        let log = late.clone();
        join([
            world.spawn(|world| {
                world.tell(1);
                world.tell(2);
            }),
            world.spawn(|world| world.hooks.told.clear_history()),
            world.spawn(move |world| world.add_logging("late", &log, |_| {})),
        ]);
        world.tell(3);
        world.assert_heard(&early, &[1, 2, 3]);
        let late = late.get();
        assert!(late.is_sorted_by(|a, b| a < b) && late.ends_with(&[3]), "{late:?}");
    });
}

/// A newcomer hears nothing that was cleared before, also where that is still
/// on its way to others.
#[test]
fn a_newcomer_after_clearing_beside_a_call() {
    explore(3, || {
        let world = World::new();
        let (last, first) = (world.add("last"), world.add("first"));
        let calling = world.spawn(|world| world.tell(1));
        step();
        let was_called = !first.get().is_empty();
        world.hooks.told.clear_history();
        let late = world.add("late");
        world.tell(2);
        join([calling]);
        assert!(!was_called || late.get() == [2], "{:?}", late.get());
        world.assert_heard(&last, &first.get());
    });
}

/// What was still on its way is forgotten when all have heard it.
#[test]
fn what_is_cleared_is_dropped_when_all_have_heard_it() {
    explore(3, || {
        let world = World::new();
        let inner = world.hooks.clone();
        let last = world.add("last");
        let first = world.add_acting("first", move |_| inner.told.clear_history());
        let held = Arc::new(());
        let calling = world.spawn({
            let held = Arc::clone(&held);
            move |world| world.hooks.told.call_historic_with(1, move |_| drop(Arc::clone(&held)))
        });
        world.tell(2);
        join([calling]);
        world.assert_heard(&last, &first.get());
        assert_eq!((first.get().len(), Arc::strong_count(&held)), (2, 1));
    });
}

/// What a manager's end leaves of a call is in order too.
#[test]
fn the_end_of_a_manager_beside_calls() {
    explore(3, || {
        let world = World::new();
        let logs = [world.add("last"), world.add("first")];
        let hooks = world.hooks.clone();
        let threads = [1, 2].map(|call| {
            let hooks = hooks.clone();
            shuttle::thread::spawn(move || hooks.told.call_historic(call))
        });
        drop(world);
        join(threads);
        let [last, first] = logs.map(|log| log.get());
        for log in [&last, &first] {
            assert!(log.len() <= 1 || log[0] != log[1], "{last:?} {first:?}");
        }
        assert!(hooks.told.is_empty());
        hooks.told.call_historic(3);
        assert!(!first.contains(&3));
    });
}
