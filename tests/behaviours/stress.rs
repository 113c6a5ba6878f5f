//! Everything at once, on eight threads.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use pluggy_core::{HookRelay, Monitor, Plugin, PluginManager, hookimpl, hookspec};

use crate::support::without_deadlock;

const THREADS: u32 = 8;

/// Calls from here on are made inside others.
const INNER: u32 = 1_000_000;

/// Runs one function on all threads, from the same moment on.
fn on_all_threads(run: impl Fn(u32) + Send + Sync + 'static) {
    without_deadlock(move || {
        let barrier = Barrier::new(THREADS as usize);
        thread::scope(|scope| {
            for number in 0..THREADS {
                let (barrier, run) = (&barrier, &run);
                scope.spawn(move || {
                    barrier.wait();
                    run(number);
                });
            }
        });
    });
}

#[hookspec]
trait Storm {
    fn ring(&self, depth: u32) -> u32;

    #[hookspec(historic)]
    fn told(&self, call: u32) -> u32;
}

/// Logs what it is told; some answer some calls by calls of their own.
struct Member {
    told: Mutex<Vec<u32>>,
    calls: Option<Arc<Calls>>,
    alive: Arc<AtomicU32>,
}

/// The calls that are made, and which inside which.
struct Calls {
    hooks: HookRelay<dyn Storm>,
    inside: Mutex<HashSet<(u32, u32)>>,
}

thread_local! {
    /// The historic calls that this thread is in.
    static STACK: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

impl Calls {
    fn tell(&self, call: u32) {
        STACK.with_borrow_mut(|stack| {
            self.inside.lock().unwrap().extend(stack.iter().map(|outer| (call, *outer)));
            stack.push(call);
        });
        self.hooks.told.call_historic(call);
        STACK.with_borrow_mut(Vec::pop);
    }

    /// Checks that a log has each of `calls` once, oldest first. Only what was
    /// made inside another call, on its thread, may come before that one.
    fn check(&self, log: &[u32], calls: &[u32]) {
        let place = |call: &u32| calls.iter().position(|other| other == call);
        let places: Vec<_> = log.iter().map(|call| place(call).expect("a call")).collect();
        assert_eq!(places.iter().collect::<HashSet<_>>().len(), places.len(), "each once");
        assert_eq!(places.len(), calls.len(), "all of them");
        let inside = self.inside.lock().unwrap();
        for (at, later) in places.iter().enumerate() {
            for earlier in places[at..].iter().filter(|earlier| *earlier < later) {
                let pair = (calls[*later], calls[*earlier]);
                assert!(inside.contains(&pair), "{pair:?}: {log:?} of {calls:?}");
            }
        }
    }
}

impl Member {
    fn new(alive: &Arc<AtomicU32>, calls: Option<Arc<Calls>>) -> Arc<Self> {
        alive.fetch_add(1, Ordering::SeqCst);
        Arc::new(Member { told: Mutex::default(), calls, alive: Arc::clone(alive) })
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

#[hookimpl(manual)]
impl Storm for Member {
    fn ring(&self) -> u32 {
        assert!(self.alive.load(Ordering::SeqCst) > 0);
        1
    }

    #[hookimpl(specname = "ring")]
    fn ring_again(&self) -> u32 {
        1
    }

    #[hookimpl(wrapper, specname = "ring")]
    fn both(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        let mut rung = next();
        rung.push(2);
        rung
    }

    fn told(&self, call: u32) -> u32 {
        self.told.lock().unwrap().push(call);
        if let Some(calls) = self.calls.as_ref().filter(|_| call.is_multiple_of(5) && call < INNER)
        {
            calls.tell(call + INNER);
        }
        call
    }
}

/// Historic calls, some of them nested, plain calls, monitors and derived
/// callers beside plugins that come, stay and go.
#[test]
fn everything_at_once() {
    let pm = Arc::new(PluginManager::new("storm"));
    let hooks = pm.add_hookspecs::<dyn Storm>();
    let calls = Arc::new(Calls { hooks: hooks.clone(), inside: Mutex::default() });
    let alive = Arc::<AtomicU32>::default();
    let nests = Member::new(&alive, Some(Arc::clone(&calls)));
    let stayed = Arc::new(Mutex::new(vec![Arc::clone(&nests)]));
    let left: Arc<Mutex<Vec<Arc<Member>>>> = Arc::default();
    pm.register_as("nests", Plugin::from(nests).with::<dyn Storm>()).unwrap();

    let (manager, told, living) = (Arc::clone(&pm), Arc::clone(&calls), Arc::clone(&alive));
    let (stays, leaves) = (Arc::clone(&stayed), Arc::clone(&left));
    on_all_threads(move |number| {
        for round in 0..40 {
            let call = number * 1000 + round;
            let member = Member::new(&living, None);
            let plugin = Plugin::from(Arc::clone(&member)).with::<dyn Storm>();
            manager.register_as(call.to_string(), plugin).unwrap();
            if round % 4 == 0 {
                stays.lock().unwrap().push(member);
            } else {
                leaves.lock().unwrap().push(member);
            }
            match number % 3 {
                0 => told.tell(call),
                1 => drop(manager.monitor(Nothing)),
                _ => {
                    let rung = told.hooks.ring.without(["nests"]).call_all(0);
                    let wrappers = rung.iter().filter(|rung| **rung == 2).count();
                    assert_eq!(rung.len(), 3 * wrappers, "no call sees half a plugin");
                }
            }
            if round % 4 != 0 {
                assert!(manager.unregister(&call.to_string()).is_some());
            }
        }
    });

    let last = Member::new(&alive, None);
    pm.register_as("last", Plugin::from(Arc::clone(&last)).with::<dyn Storm>()).unwrap();
    let history = last.told.lock().unwrap().clone();
    assert_eq!(history.len(), 3 * 40 + 3 * 8, "with those made inside others");
    for member in stayed.lock().unwrap().iter() {
        calls.check(&member.told.lock().unwrap(), &history);
    }
    for member in left.lock().unwrap().drain(..) {
        let told = member.told.lock().unwrap();
        calls.check(&told, &history[..told.len()]);
    }
    assert_eq!(alive.load(Ordering::SeqCst), 1 + 8 * 10 + 1, "those that left are dropped");
    stayed.lock().unwrap().clear();
    drop((last, pm));
    // One plugin held the relay, and the manager's end took it off.
    assert_eq!(alive.load(Ordering::SeqCst), 0);
}

struct Nothing;

impl Monitor for Nothing {}

/// A thread has fifteen slots for what it holds: deeper calls take another way.
#[test]
fn calls_twenty_deep_each_see_their_own_list() {
    let pm = Arc::new(PluginManager::new("deep"));
    let hooks = pm.add_hookspecs::<dyn Storm>();
    let alive = Arc::<AtomicU32>::default();
    let (manager, relay, living) = (Arc::clone(&pm), hooks.clone(), Arc::clone(&alive));
    on_all_threads(move |number| {
        for round in 0..10 {
            descend(&manager, &relay, &living, &format!("{number} {round}"), 0);
        }
    });
    assert_eq!(alive.load(Ordering::SeqCst), 0, "dropped when the last call that saw it ended");
    assert!(hooks.ring.impls().is_empty());
}

/// Registers a plugin, calls it and from inside the call goes deeper; then
/// unregisters it inside the call, which still has it.
fn descend(
    pm: &PluginManager,
    hooks: &HookRelay<dyn Storm>,
    alive: &Arc<AtomicU32>,
    name: &str,
    depth: u32,
) {
    if depth == 20 {
        return;
    }
    let name = format!("{name} {depth}");
    let member = Plugin::from(Member::new(alive, None)).with::<dyn Storm>();
    pm.register_as(&name, member).unwrap();
    let only = hooks.ring.only([name.as_str()]);
    let went = AtomicBool::new(false);
    let rung = only.with_extra(|_| {
        if !went.swap(true, Ordering::SeqCst) {
            descend(pm, hooks, alive, &name, depth + 1);
        }
        drop(pm.unregister(&name).unwrap());
        4
    });
    assert_eq!(rung.call_all(depth), [4, 1, 1, 2], "at depth {depth}");
    assert!(only.is_empty());
}
