//! Threads that load and replace, and meet after each round, where all but what
//! is published must have been dropped: nothing earlier, and nothing later.

use std::hint::{black_box, spin_loop};
use std::mem;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicUsize, fence};
use std::sync::{Arc, Barrier};
use std::thread;

use super::loaded::load;
use super::published::Published;

const ROUNDS: usize = 10_000;

struct Value {
    number: usize,
    world: Arc<Lives>,
}

/// Which values are alive, by their numbers.
struct Lives {
    are_alive: Vec<AtomicBool>,
    made: AtomicUsize,
    dropped: AtomicUsize,
}

impl Value {
    fn new(world: &Arc<Lives>) -> Self {
        let number = world.made.fetch_add(1, SeqCst);
        world.are_alive[number].store(true, SeqCst);
        Value { number, world: Arc::clone(world) }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        assert!(self.world.are_alive[self.number].swap(false, SeqCst), "dropped once");
        self.world.dropped.fetch_add(1, SeqCst);
    }
}

struct World {
    places: [Published<Value>; 2],
    lives: Arc<Lives>,
    /// How often a thread has come to the end of a round.
    arrivals: AtomicUsize,
    has_failed: AtomicBool,
    lines: [Line; 8],
}

#[repr(align(128))]
struct Line(AtomicUsize);

/// Lets the other threads know.
struct Alarm<'a>(&'a World);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.has_failed.store(true, SeqCst);
        }
    }
}

impl World {
    fn new(changes: usize) -> Self {
        let are_alive = (0..changes + 2).map(|_| AtomicBool::new(false)).collect();
        let lives = Lives { are_alive, made: AtomicUsize::new(0), dropped: AtomicUsize::new(0) };
        let lives = Arc::new(lives);
        World {
            places: [(); 2].map(|()| Published::new(Value::new(&lives))),
            lives,
            arrivals: AtomicUsize::new(0),
            has_failed: AtomicBool::new(false),
            lines: [const { Line(AtomicUsize::new(0)) }; 8],
        }
    }

    /// Looks at a value for a while.
    fn see(&self, value: &Value) -> usize {
        let number = black_box(value).number;
        for _ in 0..8 {
            assert!(self.lives.are_alive[number].load(SeqCst), "held, and dropped");
            assert_eq!(black_box(value).number, number, "held, and dropped");
        }
        number
    }

    fn call(&self, place: usize) -> usize {
        self.see(&load(&self.places[place]))
    }

    /// Writes where all threads write: so what a thread does next is seen late,
    /// unless there is a fence.
    fn scatter(&self) {
        self.lines.iter().for_each(|line| line.0.store(0, Relaxed));
    }

    fn replace(&self, place: usize) {
        drop(self.places[place].replace(Value::new(&self.lives)));
    }

    fn assert_dropped(&self) {
        let living = self.lives.made.load(SeqCst) - self.lives.dropped.load(SeqCst);
        assert_eq!(living, self.places.len(), "all are dropped but what is published");
    }

    /// Waits for the other threads, and goes on at once when the last has come.
    fn meet(&self, threads: usize) {
        let arrivals = self.arrivals.fetch_add(1, SeqCst);
        let all = (arrivals / threads + 1) * threads;
        let mut spins = 0;
        while self.arrivals.load(SeqCst) < all {
            assert!(!self.has_failed.load(SeqCst), "another thread has failed");
            spins += 1;
            if spins % 1000 == 0 {
                thread::yield_now();
            }
        }
    }
}

/// Lets threads do what they do, round by round.
fn storm<const N: usize>(changes: usize, threads: [fn(&World); N]) {
    let world = World::new(ROUNDS * changes);
    thread::scope(|scope| {
        for (number, run) in threads.into_iter().enumerate() {
            let world = &world;
            scope.spawn(move || {
                let _alarm = Alarm(world);
                for _ in 0..ROUNDS {
                    world.meet(N);
                    run(world);
                    world.meet(N);
                    if number == 0 {
                        world.assert_dropped();
                    }
                }
            });
        }
    });
}

/// Replaces at another moment of what the other does, each time.
fn replace_sometime(world: &World) {
    for _ in 0..world.lives.made.load(SeqCst) * 7 % 41 {
        spin_loop();
    }
    world.replace(0);
    world.scatter();
}

#[test]
fn a_call_beside_a_change() {
    let call = |world: &World| {
        world.scatter();
        let guard = load(&world.places[0]);
        fence(SeqCst);
        world.see(&guard);
    };
    storm(1, [call, replace_sometime]);
}

#[test]
fn the_end_of_a_call_beside_a_change() {
    let call = |world: &World| {
        let guard = load(&world.places[0]);
        world.meet(2);
        world.scatter();
        drop(guard);
    };
    let change = |world: &World| {
        world.meet(2);
        replace_sometime(world);
    };
    storm(1, [call, change]);
}

#[test]
fn calls_beside_changes() {
    let calls = |world: &World| {
        let mut last = 0;
        for _ in 0..40 {
            let now = world.call(0);
            assert!(last <= now, "never back");
            last = now;
        }
    };
    storm(10, [calls, |world| (0..10).for_each(|_| world.replace(0))]);
}

#[test]
fn two_threads_call_beside_a_change() {
    let call = |world: &World| _ = world.call(0);
    storm(1, [call, call, |world| world.replace(0)]);
}

#[test]
fn changes_inside_calls() {
    let change = |world: &World| {
        let guard = load(&world.places[0]);
        world.replace(0);
        world.see(&guard);
    };
    storm(2, [change, change]);
}

#[test]
fn calls_of_two_places() {
    let calls = |world: &World| {
        for place in [0, 1, 0, 1] {
            world.call(place);
        }
    };
    storm(2, [calls, |world| (0..2).for_each(|place| world.replace(place))]);
}

/// More than there are slots.
#[test]
fn calls_inside_calls_beside_changes() {
    fn calls(world: &World, depth: usize) {
        let guard = load(&world.places[depth % 2]);
        if depth > 0 {
            calls(world, depth - 1);
        }
        world.see(&guard);
    }
    storm(4, [|world| calls(world, 4), |world| (0..4).for_each(|n| world.replace(n % 2))]);
}

#[test]
fn values_that_are_kept() {
    let keep = |world: &World| {
        let kept = world.places[0].load();
        world.call(0);
        world.see(&kept);
    };
    storm(1, [keep, |world| world.replace(0)]);
}

/// Each takes the slots of one that went.
#[test]
fn threads_that_come_and_go() {
    let world = World::new(2000);
    for _ in 0..500 {
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..10).for_each(|_| _ = world.call(0)));
            }
            (0..4).for_each(|_| world.replace(0));
        });
        world.assert_dropped();
    }
}

/// A thread's slots are given on when its variables are destroyed; those that
/// are destroyed after that still can load.
#[test]
fn loads_while_a_thread_ends() {
    struct Loads(Arc<World>, &'static str);
    impl Drop for Loads {
        fn drop(&mut self) {
            let guard = load(&self.0.places[0]);
            self.0.replace(0);
            self.0.see(&guard);
        }
    }
    thread_local! {
        static BEFORE: std::cell::OnceCell<Loads> = const { std::cell::OnceCell::new() };
        static AFTER: std::cell::OnceCell<Loads> = const { std::cell::OnceCell::new() };
    }
    let world = Arc::new(World::new(400));
    for _ in 0..100 {
        let threads = [(); 2].map(|()| {
            let world = Arc::clone(&world);
            thread::spawn(move || {
                BEFORE.with(|loads| _ = loads.set(Loads(Arc::clone(&world), "before")));
                world.call(0);
                AFTER.with(|loads| _ = loads.set(Loads(world, "after")));
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        world.assert_dropped();
    }
}

/// What it holds stays, also when its thread has ended; all else goes.
#[test]
fn a_forgotten_guard() {
    let world = World::new(100);
    thread::scope(|scope| {
        scope.spawn(|| mem::forget(load(&world.places[0])));
    });
    let barrier = Barrier::new(3);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let guards = [(); 4].map(|()| load(&world.places[0]));
                barrier.wait();
                for guard in &guards {
                    world.see(guard);
                }
            });
        }
        barrier.wait();
        (0..10).for_each(|_| world.replace(0));
    });
    assert!(world.lives.are_alive[0].load(SeqCst));
    assert_eq!(world.lives.dropped.load(SeqCst), 9);
}

/// It may load and replace, too.
#[test]
fn what_is_dropped_calls() {
    struct Calls(Option<Arc<Published<Calls>>>, Arc<AtomicUsize>);
    impl Drop for Calls {
        fn drop(&mut self) {
            if let Some(place) = self.0.take() {
                let _guard = load(&place);
                drop(place.replace(Calls(None, Arc::clone(&self.1))));
            }
            self.1.fetch_add(1, SeqCst);
        }
    }
    let dropped = Arc::new(AtomicUsize::new(0));
    let place = Arc::new(Published::new(Calls(None, Arc::clone(&dropped))));
    let guard = load(&place);
    drop(place.replace(Calls(Some(Arc::clone(&place)), Arc::clone(&dropped))));
    assert_eq!(dropped.load(SeqCst), 0, "it is held");
    drop(guard);
    assert_eq!(dropped.load(SeqCst), 1);
    drop(place.replace(Calls(None, Arc::clone(&dropped))));
    assert_eq!(dropped.load(SeqCst), 3, "the second, and what it was replaced by");
}
