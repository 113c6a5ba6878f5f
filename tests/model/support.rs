//! Plugins, and what their logs must show.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};
use shuttle::sync::atomic::{AtomicBool, Ordering};
use shuttle::thread::{self, JoinHandle, ThreadId};

/// A moment at which another thread may go on.
pub(crate) fn step() {
    AtomicBool::new(false).load(Ordering::SeqCst);
}

/// A log. The checker runs one thread at a time, so nobody waits for it; and
/// it lets go of a thread while that panics, so poisoning means nothing.
#[derive(Clone, Default)]
pub(crate) struct Log(pub(crate) Arc<Mutex<Vec<u32>>>);

impl Log {
    fn entries(&self) -> MutexGuard<'_, Vec<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, entry: u32) {
        self.entries().push(entry);
    }

    pub(crate) fn get(&self) -> Vec<u32> {
        self.entries().clone()
    }
}

#[hookspec]
pub(crate) trait Hooks {
    #[hookspec(historic)]
    fn told(&self, call: u32) -> u32;
}

/// Logs the calls that it is started on, then does something.
pub(crate) struct Hears {
    log: Log,
    act: Box<dyn Fn(u32) + Send + Sync>,
}

#[hookimpl(manual)]
impl Hooks for Hears {
    fn told(&self, call: u32) -> u32 {
        self.log.push(call);
        step();
        (self.act)(call);
        call
    }
}

/// A manager, and its historic hook.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) pm: Arc<PluginManager>,
    pub(crate) hooks: HookRelay<dyn Hooks>,
    nesting: Arc<Mutex<Nesting>>,
}

/// Which calls were made inside which.
#[derive(Default)]
struct Nesting {
    /// The calls that each thread is in.
    stacks: HashMap<ThreadId, Vec<u32>>,
    /// Each inner call with each of those around it.
    pairs: Vec<(u32, u32)>,
}

impl World {
    pub(crate) fn new() -> Self {
        let pm = Arc::new(PluginManager::new("model"));
        World { hooks: pm.add_hookspecs::<dyn Hooks>(), pm, nesting: Arc::default() }
    }

    /// Registers a plugin, and answers its log.
    pub(crate) fn add(&self, name: &str) -> Log {
        self.add_acting(name, |_| {})
    }

    pub(crate) fn add_acting(&self, name: &str, act: impl Fn(u32) + Send + Sync + 'static) -> Log {
        let log = Log::default();
        self.add_logging(name, &log, act);
        log
    }

    pub(crate) fn add_logging(
        &self,
        name: &str,
        log: &Log,
        act: impl Fn(u32) + Send + Sync + 'static,
    ) {
        let plugin = Hears { log: log.clone(), act: Box::new(act) };
        self.pm.register_as(name, Plugin::from(Arc::new(plugin)).with::<dyn Hooks>()).unwrap();
    }

    pub(crate) fn tell(&self, call: u32) {
        let thread = thread::current().id();
        let mut nesting = self.nesting();
        let Nesting { stacks, pairs } = &mut *nesting;
        let stack = stacks.entry(thread).or_default();
        pairs.extend(stack.iter().map(|outer| (call, *outer)));
        stack.push(call);
        drop(nesting);
        self.hooks.told.call_historic(call);
        self.nesting().stacks.entry(thread).or_default().pop();
    }

    fn nesting(&self) -> MutexGuard<'_, Nesting> {
        self.nesting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks that a plugin was started on each of `calls` once, oldest first.
    ///
    /// The one exception is pluggy's: a call that was made inside another, on
    /// the same thread, may come before it.
    #[track_caller]
    pub(crate) fn assert_heard(&self, log: &Log, calls: &[u32]) {
        let log = log.get();
        let mut heard = log.clone();
        let place = |call: &u32| calls.iter().position(|other| other == call);
        heard.sort_by_key(place);
        assert_eq!(heard, calls, "each of these once");
        let nesting = self.nesting();
        for (at, later) in log.iter().enumerate() {
            for earlier in log[at..].iter().filter(|earlier| place(earlier) < place(later)) {
                let is_inside = nesting.pairs.contains(&(*later, *earlier));
                assert!(is_inside, "{later} before {earlier}: {log:?} of {calls:?}");
            }
        }
    }

    /// The same of several plugins.
    #[track_caller]
    pub(crate) fn assert_all_heard(&self, logs: &[Log], calls: &[u32]) {
        for log in logs {
            self.assert_heard(log, calls);
        }
    }

    /// What a newcomer is told: all that was called, in the order in which the
    /// calls began.
    pub(crate) fn history(&self) -> Vec<u32> {
        self.add("the last").get()
    }

    /// Does something with it on another thread.
    pub(crate) fn spawn(&self, run: impl FnOnce(&World) + Send + 'static) -> JoinHandle<()> {
        let world = self.clone();
        thread::spawn(move || run(&world))
    }
}

/// Waits for threads, which must not have panicked.
pub(crate) fn join<T>(threads: impl IntoIterator<Item = JoinHandle<T>>) {
    for thread in threads {
        drop(thread.join().unwrap());
    }
}

/// Panics without a word on the terminal.
pub(crate) fn panic_quietly() -> ! {
    resume_unwind(Box::new("on purpose"))
}

/// Runs something to its end, or to its panic.
pub(crate) fn until_panic(run: impl FnOnce()) {
    drop(catch_unwind(AssertUnwindSafe(run)));
}
