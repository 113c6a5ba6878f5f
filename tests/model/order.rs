//! The order of a hook that marks and the user decide, while threads register.

use std::sync::Arc;

use pluggy_core::{HookRelay, PluginManager, Selection, hookimpl, hookspec};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{join, step};

#[hookspec]
pub(crate) trait Line {
    fn stand(&self) -> char;
}

macro_rules! plugins {
    ($($plugin:ident $letter:literal($($mark:tt)*))*) => {$(
        struct $plugin;

        #[hookimpl(manual)]
        impl Line for $plugin {
            #[hookimpl($($mark)*)]
            fn stand(&self) -> char {
                step();
                $letter
            }
        }
    )*};
}

plugins! {
    A 'a'()
    B 'b'(before = "a")
    C 'c'()
    Front 'f'(before = "rear")
    Rear 'r'(before = "front")
}

type Thread = thread::JoinHandle<bool>;

#[derive(Clone)]
struct Queue {
    pm: Arc<PluginManager>,
    line: HookRelay<dyn Line>,
}

impl Queue {
    fn new() -> Self {
        let pm = Arc::new(PluginManager::new("queue"));
        Queue { line: pm.add_hookspecs::<dyn Line>(), pm }
    }

    fn spawn(&self, run: impl FnOnce(&PluginManager) -> bool + Send + 'static) -> Thread {
        let pm = Arc::clone(&self.pm);
        thread::spawn(move || run(&pm))
    }

    fn seen(&self) -> String {
        self.line.stand.call_all().into_iter().collect()
    }
}

#[test]
fn two_that_register_at_once_stand_as_their_marks_say() {
    explore(3, || {
        let queue = Queue::new();
        queue.pm.register(C).unwrap();
        let registering = [
            queue.spawn(|pm| pm.register(A).unwrap().is_registered()),
            queue.spawn(|pm| pm.register(B).unwrap().is_registered()),
        ];
        let seen = queue.seen();
        assert!(["c", "ac", "bc", "bac"].contains(&&*seen), "{seen}");
        join(registering);
        assert_eq!(queue.seen(), "bac");
    });
}

#[test]
fn who_is_meant_comes_beside_one_that_leaves() {
    explore(3, || {
        let queue = Queue::new();
        queue.pm.register(B).unwrap();
        queue.pm.register(C).unwrap();
        let changing = [
            queue.spawn(|pm| pm.register(A).unwrap().is_registered()),
            queue.spawn(|pm| pm.unregister("b").is_some()),
        ];
        let seen = queue.seen();
        assert!(["cb", "c", "cba", "ac"].contains(&&*seen), "{seen}");
        join(changing);
        assert_eq!(queue.seen(), "ac");
    });
}

/// Each of them closes the circle, where the other is there.
#[test]
fn of_two_that_close_a_circle_one_is_refused() {
    explore(3, || {
        let queue = Queue::new();
        let registering = [
            queue.spawn(|pm| pm.register(Front).is_ok()),
            queue.spawn(|pm| pm.register(Rear).is_ok()),
        ];
        assert!(queue.seen().len() <= 1);
        let [front, rear] = registering.map(|thread| thread.join().unwrap());
        assert!(front != rear, "one of them");
        assert_eq!(queue.seen(), if front { "f" } else { "r" });
        assert_eq!(queue.pm.plugins().len(), 1);
        assert!(queue.pm.unregister(if front { "front" } else { "rear" }).is_some());
        assert!(queue.pm.register(Front).is_ok(), "nothing is left of who was refused");
    });
}

/// Also where a mark says otherwise.
#[test]
fn the_user_has_the_last_word_whoever_comes_at_that_moment() {
    explore(2, || {
        let queue = Queue::new();
        queue.pm.register(C).unwrap();
        let changing = [
            queue.spawn(|pm| pm.register(A).unwrap().is_registered()),
            queue.spawn(|pm| pm.register(B).unwrap().is_registered()),
            queue.spawn(|pm| {
                pm.select(Selection::new().order("the test", ["c", "a", "b"]));
                true
            }),
        ];
        let seen = queue.seen();
        let wants_it = "cab".chars().filter(|letter| seen.contains(*letter)).collect::<String>();
        let has_marks = "bac".chars().filter(|letter| seen.contains(*letter)).collect::<String>();
        assert!(seen == wants_it || seen == has_marks, "{seen}");
        join(changing);
        assert_eq!(queue.seen(), "cab");
    });
}

/// It stands as its marks say among those that are there.
#[test]
fn a_plugin_for_a_while_has_its_marks_beside_a_registration() {
    explore(3, || {
        let queue = Queue::new();
        queue.pm.register(C).unwrap();
        let registering = queue.spawn(|pm| pm.register(A).unwrap().is_registered());
        let with = queue.line.with_plugin(B).unwrap();
        let seen: String = with.stand.call_all().into_iter().collect();
        assert!(["bc", "bac"].contains(&&*seen), "{seen}");
        join([registering]);
        assert_eq!(with.stand.call_all().into_iter().collect::<String>(), seen);
        assert_eq!(queue.seen(), "ac");
    });
}
