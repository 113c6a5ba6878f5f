//! Every operation from inside all that is not ours: no lock is held there.

use std::cell::RefCell;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use pluggy_core::{
    Call, HookImpl, HookRelay, Monitor, Outcome, PluginInfo, PluginManager, TraceWriter, hookimpl,
    hookspec,
};

#[hookspec]
trait Hooks {
    fn ring(&self, lent: &mut u32, value: Foreign) -> u32;

    #[hookspec(historic)]
    fn told(&self, kept: &Kept) -> u32;
}

#[hookspec]
trait Late {
    fn late(&self);
}

/// A piece of foreign code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Constructor,
    Hook,
    WrapperBefore,
    WrapperAfter,
    Extra,
    HistoricHook,
    Replay,
    Callback,
    CallbackOfReplay,
    Clone,
    Drop,
    Debug,
    Remember,
    Forget,
    DropOfCallback,
    DropOfPlugin,
    DropOfRefusedPlugin,
    CallStarted,
    ImplStarted,
    ImplEnded,
    CallEnded,
    PluginRegistered,
    PluginUnregistered,
    DropOfMonitor,
    Write,
}

const PLACES: [Place; 25] = [
    Place::Constructor,
    Place::Hook,
    Place::WrapperBefore,
    Place::WrapperAfter,
    Place::Extra,
    Place::HistoricHook,
    Place::Replay,
    Place::Callback,
    Place::CallbackOfReplay,
    Place::Clone,
    Place::Drop,
    Place::Debug,
    Place::Remember,
    Place::Forget,
    Place::DropOfCallback,
    Place::DropOfPlugin,
    Place::DropOfRefusedPlugin,
    Place::CallStarted,
    Place::ImplStarted,
    Place::ImplEnded,
    Place::CallEnded,
    Place::PluginRegistered,
    Place::PluginUnregistered,
    Place::DropOfMonitor,
    Place::Write,
];

type Operation = fn(&World);

/// The operations, by their names.
const OPERATIONS: [(&str, Operation); 20] = [
    ("register", |world| drop(world.pm.register_as("new", Quiet))),
    ("unregister", |world| drop(world.pm.unregister("old"))),
    ("block", |world| world.pm.block("old")),
    ("unblock", |world| _ = world.pm.unblock("old")),
    ("discover", |world| drop(world.pm.discover())),
    ("add_hookspecs", |world| drop(world.pm.add_hookspecs::<dyn Late>())),
    ("add_hookspecs again", |world| drop(world.pm.add_hookspecs::<dyn Hooks>())),
    ("monitor", |world| world.pm.monitor(Nothing).detach()),
    ("drop of a guard", |world| drop(world.pm.monitor(Nothing))),
    ("check_pending", |world| drop(world.pm.check_pending())),
    ("plugins", |world| drop((world.pm.plugins(), world.pm.hooks(), world.pm.impls("old")))),
    ("plugin", |world| drop(world.pm.plugin::<Member>("old"))),
    ("formatting", |world| drop(format!("{:?} {:?}", world.pm, world.hooks.ring))),
    ("call", |world| drop(world.hooks.ring.call_all(&mut 0, world.foreign()))),
    ("historic call", |world| world.hooks.told.call_historic(&world.kept())),
    ("historic call of some", |world| {
        world.hooks.told.without(["old"]).call_historic_with(&world.kept(), drop);
    }),
    ("clear_history", |world| world.hooks.told.clear_history()),
    ("snapshot", |world| drop(world.hooks.ring.snapshot().call_all(&mut 0, world.foreign()))),
    ("impls", |world| drop((world.hooks.ring.impls(), world.hooks.told.is_empty()))),
    ("register_fn", |world| drop(world.hooks.told.register_fn("function", |_| 0))),
];

/// What foreign code reaches.
struct World {
    pm: Arc<PluginManager>,
    hooks: HookRelay<dyn Hooks>,
    act: Act,
}

impl World {
    fn foreign(&self) -> Foreign {
        Foreign(self.act.clone())
    }

    fn kept(&self) -> Kept {
        Kept(self.act.clone())
    }

    fn member(&self, told: Place) -> Member {
        Member { told, act: self.act.clone(), _end: At(Place::DropOfPlugin, self.act.clone()) }
    }
}

/// Does the operation, once, where it is to be done.
#[derive(Clone)]
struct Act {
    pm: Weak<PluginManager>,
    operation: Operation,
    place: Place,
    is_done: Arc<AtomicBool>,
}

impl Act {
    fn at(&self, place: Place) {
        if place == self.place && !self.is_done.swap(true, Ordering::SeqCst) {
            let pm = self.pm.upgrade().expect("a manager");
            let hooks = pm.add_hookspecs::<dyn Hooks>();
            (self.operation)(&World { pm, hooks, act: self.clone() });
        }
    }
}

/// Acts when it is dropped.
struct At(Place, Act);

impl Drop for At {
    fn drop(&mut self) {
        self.1.at(self.0);
    }
}

/// An argument by value.
struct Foreign(Act);

impl Clone for Foreign {
    fn clone(&self) -> Self {
        self.0.at(Place::Clone);
        Foreign(self.0.clone())
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        self.0.at(Place::Drop);
    }
}

impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.at(Place::Debug);
        f.write_str("foreign")
    }
}

/// An argument that is remembered.
struct Kept(Act);

impl Clone for Kept {
    fn clone(&self) -> Self {
        self.0.at(Place::Remember);
        Kept(self.0.clone())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.at(Place::Forget);
    }
}

struct Member {
    told: Place,
    act: Act,
    _end: At,
}

#[hookimpl(manual)]
impl Hooks for Member {
    fn ring(&self) -> u32 {
        self.act.at(Place::Hook);
        1
    }

    #[hookimpl(wrapper, specname = "ring")]
    fn around(&self, lent: &mut u32, next: impl FnOnce(&mut u32) -> Vec<u32>) -> Vec<u32> {
        self.act.at(Place::WrapperBefore);
        let rung = next(lent);
        self.act.at(Place::WrapperAfter);
        rung
    }

    fn told(&self) -> u32 {
        self.act.at(self.told);
        1
    }
}

/// A plugin that is refused: its name is taken.
struct Refused(#[expect(dead_code, reason = "it is there to be dropped")] At);

#[hookimpl(manual)]
impl Hooks for Refused {
    fn told(&self) -> u32 {
        0
    }
}

struct Quiet;

#[hookimpl(manual)]
impl Hooks for Quiet {
    fn ring(&self) -> u32 {
        0
    }

    fn told(&self) -> u32 {
        0
    }
}

thread_local! {
    /// What constructors do on this thread.
    static CONSTRUCTOR: RefCell<Option<Act>> = const { RefCell::new(None) };
}

/// A plugin that the linker brings.
struct Linked;

impl Default for Linked {
    fn default() -> Self {
        let act = CONSTRUCTOR.with_borrow(Option::clone);
        act.inspect(|act| act.at(Place::Constructor));
        Linked
    }
}

#[hookimpl]
impl Hooks for Linked {
    fn ring(&self) -> u32 {
        2
    }
}

struct Nothing;

impl Monitor for Nothing {}

/// Acts at all that it sees.
struct Watches {
    act: Act,
    _end: At,
}

impl Monitor for Watches {
    fn call_started(&self, call: &Call<'_>) {
        self.act.at(Place::CallStarted);
        drop(call.arguments().to_string());
    }

    fn impl_started(&self, _: &Call<'_>, _: &HookImpl) {
        self.act.at(Place::ImplStarted);
    }

    fn impl_ended(&self, _: &Call<'_>, _: &HookImpl, _: &Outcome<'_>, _: Duration) {
        self.act.at(Place::ImplEnded);
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        self.act.at(Place::CallEnded);
    }

    fn plugin_registered(&self, _: &PluginInfo) {
        self.act.at(Place::PluginRegistered);
    }

    fn plugin_unregistered(&self, _: &PluginInfo) {
        self.act.at(Place::PluginUnregistered);
    }
}

/// Where a trace is written.
struct Output(Act);

impl io::Write for Output {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.at(Place::Write);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Comes to all places, and does the operation at one of them.
fn visit(place: Place, operation: Operation) {
    let pm = Arc::new(PluginManager::new("operations"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let is_done = Arc::<AtomicBool>::default();
    let act = Act { pm: Arc::downgrade(&pm), operation, place, is_done: Arc::clone(&is_done) };
    CONSTRUCTOR.set(Some(act.clone()));
    let world = World { pm, hooks, act: act.clone() };
    let World { pm, hooks, .. } = &world;
    let _tracing = pm.monitor(TraceWriter::new(Output(act.clone())));
    let watching =
        pm.monitor(Watches { act: act.clone(), _end: At(Place::DropOfMonitor, act.clone()) });

    drop(pm.discover());
    drop(pm.register_as("old", world.member(Place::HistoricHook)));
    drop(pm.register_as("old", Refused(At(Place::DropOfRefusedPlugin, act.clone()))));
    let (kept, end) = (world.kept(), At(Place::DropOfCallback, act.clone()));
    let callbacks = AtomicBool::new(false);
    hooks.told.call_historic_with(&kept, move |_| {
        let is_replay = callbacks.swap(true, Ordering::SeqCst);
        end.1.at(if is_replay { Place::CallbackOfReplay } else { Place::Callback });
    });
    drop(pm.register_as("late", world.member(Place::Replay)));
    hooks.ring.call_all(&mut 0, world.foreign());
    let extra = |_: &mut u32, _: Foreign| {
        act.at(Place::Extra);
        3
    };
    hooks.ring.with_extra(extra).call_all(&mut 0, world.foreign());
    hooks.told.clear_history();
    drop(pm.unregister("old"));
    drop(watching);
    assert!(is_done.load(Ordering::SeqCst), "not done");
}

/// Four hundred visits; one that hangs is told by its name.
#[test]
fn every_operation_from_every_place() {
    let (visits, visited) = channel();
    let thread = thread::spawn(move || {
        for place in PLACES {
            for (name, operation) in OPERATIONS {
                visits.send((place, name)).unwrap();
                visit(place, operation);
            }
        }
    });
    let mut last = None;
    loop {
        match visited.recv_timeout(Duration::from_secs(60)) {
            Ok(visit) => last = Some(visit),
            Err(RecvTimeoutError::Timeout) => panic!("deadlock: {last:?}"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(thread.join().is_ok(), "{last:?}");
}
