//! The published value by itself, its source compiled again over the primitives
//! of loom, which knows what weak memory may do: small programs of threads, each
//! run under all that can happen to it with so many preemptions.
#![allow(dead_code, reason = "the crate uses all of it")]

mod arena;

use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};

use loom::cell::UnsafeCell;
use loom::thread;

mod primitives {
    pub(super) use loom::sync::Arc;
    pub(super) use loom::sync::atomic::{AtomicBool, AtomicPtr};

    /// So few that calls inside calls take counts.
    pub(super) const SLOTS: usize = 1;

    /// The checker's own panics come out.
    pub(super) fn isolated(run: impl FnOnce()) {
        run();
    }

    /// Real ones: the checker knows no others.
    pub(super) mod fences {
        use loom::sync::atomic::Ordering::SeqCst;
        use loom::sync::atomic::fence;

        pub(crate) fn prepare() {}

        pub(crate) fn light() {
            real();
        }

        pub(crate) fn is_light_enough() -> bool {
            crate::IS_LIGHT_ENOUGH.get()
        }

        pub(crate) fn real() {
            fence(SeqCst);
        }

        pub(crate) fn heavy() -> bool {
            fence(SeqCst);
            true
        }
    }

    macro_rules! global {
        ($(#[$doc:meta])* static $name:ident: $type:ty = $value:expr;) => {
            loom::lazy_static! { $(#[$doc])* static ref $name: $type = $value; }
        };
    }

    macro_rules! thread_locals {
        ($($(#[$doc:meta])* static $name:ident: $type:ty = $value:expr;)*) => {
            loom::thread_local! { $($(#[$doc])* static $name: $type = $value;)* }
        };
    }

    pub(super) use {global, thread_locals as thread_local};
}

#[path = "../../published/loaded.rs"]
mod loaded;
#[path = "../../../pluggy-core/src/sync/published.rs"]
mod published;

use loaded::{Loaded, load};
use published::Published;

/// Says when it is dropped. That all that was done with it came before, loom
/// sees to.
#[repr(align(64))]
struct Value {
    number: u32,
    is_alive: UnsafeCell<bool>,
    dropped: Arc<Mutex<Vec<u32>>>,
}

// SAFETY: loom looks at each use of the cell.
unsafe impl Send for Value {}
// SAFETY: the same.
unsafe impl Sync for Value {}

impl Value {
    fn see(&self) -> u32 {
        // SAFETY: the same.
        assert!(self.is_alive.with(|is_alive| unsafe { *is_alive }), "held, and dropped");
        self.number
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        // SAFETY: the same.
        self.is_alive.with_mut(|is_alive| unsafe { *is_alive = false });
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner).push(self.number);
    }
}

/// Two places, with values 0 and 100.
struct World {
    places: [Published<Value>; 2],
    dropped: Arc<Mutex<Vec<u32>>>,
}

type Thread = thread::JoinHandle<()>;

impl World {
    fn new() -> loom::sync::Arc<World> {
        let dropped = Arc::default();
        let places = [0, 100].map(|number| Published::new(value(number, &dropped)));
        loom::sync::Arc::new(World { places, dropped })
    }

    /// Sees what is published.
    fn see(&self, place: usize) -> u32 {
        self.load(place).see()
    }

    fn load(&self, place: usize) -> Loaded<'_, Value> {
        load(&self.places[place])
    }

    fn replace(&self, place: usize, number: u32) {
        drop(self.places[place].replace(value(number, &self.dropped)));
    }

    #[track_caller]
    fn assert_dropped(&self, numbers: &[u32]) {
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner).clone();
        dropped.sort_unstable();
        assert_eq!(dropped, numbers);
    }
}

fn value(number: u32, dropped: &Arc<Mutex<Vec<u32>>>) -> Value {
    Value { number, is_alive: UnsafeCell::new(true), dropped: Arc::clone(dropped) }
}

fn spawn(world: &loom::sync::Arc<World>, run: impl FnOnce(&World) + 'static) -> Thread {
    let world = loom::sync::Arc::clone(world);
    thread::spawn(move || run(&world))
}

fn join<const N: usize>(threads: [Thread; N]) {
    for thread in threads {
        thread.join().unwrap();
    }
}

std::thread_local! {
    /// All threads of a model are one to the system.
    static IS_LIGHT_ENOUGH: Cell<bool> = const { Cell::new(true) };
}

/// With light fences, and, in fewer ways, where each load needs a real one, and takes a
/// count.
fn explore(preemptions: usize, program: fn()) {
    for (is_light_enough, preemptions) in [(true, preemptions), (false, preemptions.min(3))] {
        IS_LIGHT_ENOUGH.set(is_light_enough);
        check(preemptions, program);
    }
}

fn check(preemptions: usize, program: fn()) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(preemptions);
    model.max_branches = 100_000;
    let runs = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = Arc::clone(&runs);
    model.check(move || {
        arena::clear();
        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        program();
    });
    println!("{runs:?} runs of {preemptions} preemptions");
}

#[test]
fn a_call_beside_a_change() {
    explore(6, || {
        let world = World::new();
        let calling = spawn(&world, |world| _ = world.see(0));
        world.replace(0, 1);
        join([calling]);
        world.assert_dropped(&[0]);
    });
}

/// The second may find the slot as the first left it.
#[test]
fn two_calls_beside_a_change() {
    explore(5, || {
        let world = World::new();
        let calling = spawn(&world, |world| {
            let first = world.see(0);
            assert!(first <= world.see(0), "never back");
        });
        world.replace(0, 1);
        join([calling]);
        world.assert_dropped(&[0]);
    });
}

/// Who ends last drops it.
#[test]
fn two_threads_call_beside_a_change() {
    explore(3, || {
        let world = World::new();
        let calling = [(); 2].map(|()| spawn(&world, |world| _ = world.see(0)));
        world.replace(0, 1);
        join(calling);
        world.assert_dropped(&[0]);
    });
}

/// Who changes it inside a call holds it then.
#[test]
fn a_change_inside_a_call() {
    explore(3, || {
        let world = World::new();
        let calling = spawn(&world, |world| _ = world.see(0));
        let guard = world.load(0);
        world.replace(0, 1);
        assert_eq!(guard.see(), 0);
        drop(guard);
        join([calling]);
        world.assert_dropped(&[0]);
    });
}

#[test]
fn two_changes_beside_a_call() {
    explore(3, || {
        let world = World::new();
        let changing = [1, 2].map(|number| spawn(&world, move |world| world.replace(0, number)));
        world.see(0);
        join(changing);
        let last = world.see(0);
        world.assert_dropped(&[0, 3 - last]);
    });
}

/// Two old values meet in one slot.
#[test]
fn two_changes_beside_two_calls() {
    explore(4, || {
        let world = World::new();
        let changing = [1, 2].map(|number| spawn(&world, move |world| world.replace(0, number)));
        world.see(0);
        world.see(0);
        join(changing);
        let last = world.see(0);
        world.assert_dropped(&[0, 3 - last]);
    });
}

/// What comes after may have the address of what went.
#[test]
fn two_changes_one_after_the_other() {
    explore(4, || {
        let world = World::new();
        let calling = spawn(&world, |world| _ = world.see(0));
        world.replace(0, 1);
        world.replace(0, 2);
        join([calling]);
        world.assert_dropped(&[0, 1]);
    });
}

/// The slot of a call is that of the next, elsewhere.
#[test]
fn calls_of_two_places() {
    explore(3, || {
        let world = World::new();
        let calling = spawn(&world, |world| {
            world.see(0);
            world.see(1);
        });
        let changing = spawn(&world, |world| world.replace(1, 101));
        world.replace(0, 1);
        join([calling, changing]);
        world.assert_dropped(&[0, 100]);
    });
}

/// The inner one has a count.
#[test]
fn a_call_inside_a_call() {
    explore(4, || {
        let world = World::new();
        let calling = spawn(&world, |world| {
            let outer = world.load(0);
            let inner = world.load(1);
            outer.see();
            drop(outer);
            inner.see();
        });
        world.replace(1, 101);
        join([calling]);
        world.assert_dropped(&[100]);
    });
}

/// And one that stays.
#[test]
fn a_value_that_is_kept() {
    explore(4, || {
        let world = World::new();
        let calling = spawn(&world, |world| {
            let kept = world.places[0].load();
            assert!(kept.see() <= world.see(0));
        });
        world.replace(0, 1);
        join([calling]);
        world.assert_dropped(&[0]);
    });
}

/// A thread that ends gives its slots to the next.
#[test]
fn threads_that_come_and_go() {
    explore(3, || {
        let world = World::new();
        let first = spawn(&world, |world| {
            world.see(0);
        });
        let second = spawn(&world, |world| _ = world.see(0));
        world.replace(0, 1);
        join([first, second]);
        join([spawn(&world, |world| assert_eq!(world.see(0), 1))]);
        world.assert_dropped(&[0]);
    });
}
