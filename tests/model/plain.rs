//! Plain calls beside plugins that come and go.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pluggy_core::{
    Call, HookRelay, Monitor, Outcome, Plugin, PluginInfo, PluginManager, hookimpl, hookspec,
};
use shuttle::sync::atomic::{AtomicBool, Ordering};
use shuttle::sync::mpsc::{Receiver, Sender, channel};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{Log, join, step};

#[hookspec]
pub(crate) trait Bells {
    fn ring(&self) -> u32;

    #[hookspec(historic)]
    fn told(&self, call: u32);
}

/// Rings twice, inside a wrapper that answers for both.
struct Twins {
    is_alive: AtomicBool,
    /// Where it logs its end.
    dropped: Log,
}

impl Twins {
    fn new(dropped: &Log) -> Plugin<Twins> {
        let twins = Twins { is_alive: AtomicBool::new(true), dropped: dropped.clone() };
        Plugin::from(Arc::new(twins)).with::<dyn Bells>()
    }
}

#[hookimpl(manual)]
impl Bells for Twins {
    fn ring(&self) -> u32 {
        step();
        assert!(self.is_alive.load(Ordering::SeqCst), "dropped during a call");
        1
    }

    #[hookimpl(specname = "ring")]
    fn ring_again(&self) -> u32 {
        step();
        2
    }

    #[hookimpl(wrapper, specname = "ring")]
    fn around(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        let mut rung = next();
        step();
        rung.push(3);
        rung
    }
}

impl Drop for Twins {
    fn drop(&mut self) {
        self.is_alive.store(false, Ordering::SeqCst);
        self.dropped.push(1);
    }
}

#[derive(Clone)]
struct House {
    pm: Arc<PluginManager>,
    bells: HookRelay<dyn Bells>,
    dropped: Log,
}

impl House {
    fn new() -> Self {
        let pm = Arc::new(PluginManager::new("house"));
        House { bells: pm.add_hookspecs::<dyn Bells>(), pm, dropped: Log::default() }
    }

    fn twins(&self) -> Plugin<Twins> {
        Twins::new(&self.dropped)
    }

    fn spawn<T: Send + 'static>(
        &self,
        run: impl FnOnce(&House) -> T + Send + 'static,
    ) -> Thread<T> {
        let house = self.clone();
        thread::spawn(move || run(&house))
    }
}

type Thread<T> = thread::JoinHandle<T>;

/// All of it or nothing.
#[track_caller]
fn assert_whole(rung: &[u32]) {
    assert!([&[][..], &[2, 1, 3]].contains(&rung), "{rung:?}");
}

#[test]
fn no_call_sees_half_a_plugin() {
    explore(3, || {
        let house = House::new();
        let passing = house.spawn(|house| {
            house.pm.register(house.twins()).unwrap();
            house.pm.unregister("twins").unwrap();
        });
        assert_whole(&house.bells.ring.call_all());
        assert_whole(&house.bells.ring.without(["other"]).call_all());
        assert_whole(&house.bells.ring.snapshot().call_all());
        join([passing]);
        assert!(house.bells.ring.call_all().is_empty());
        assert_eq!(house.dropped.get(), [1]);
    });
}

/// Nor one whose spec comes while it is registered.
#[test]
fn a_spec_comes_beside_its_plugin() {
    explore(3, || {
        let pm = Arc::new(PluginManager::new("house"));
        let dropped = Log::default();
        let twins = Twins::new(&dropped);
        let manager = Arc::clone(&pm);
        let registering = thread::spawn(move || drop(manager.register(twins).unwrap()));
        let manager = Arc::clone(&pm);
        let adding = thread::spawn(move || {
            assert_whole(&manager.add_hookspecs::<dyn Bells>().ring.call_all());
        });
        assert_whole(&pm.add_hookspecs::<dyn Bells>().ring.call_all());
        join([registering, adding]);
        let bells = pm.add_hookspecs::<dyn Bells>();
        assert_eq!(bells.ring.call_all(), [2, 1, 3]);
        drop(pm);
        assert_eq!(dropped.get(), [1]);
    });
}

#[test]
fn a_plugin_is_dropped_when_the_last_call_that_saw_it_ends() {
    explore(3, || {
        let house = House::new();
        house.pm.register(house.twins()).unwrap();
        let calls =
            [(); 2].map(|()| house.spawn(|house| assert_whole(&house.bells.ring.call_all())));
        drop(house.pm.unregister("twins").unwrap());
        join(calls);
        assert_eq!(house.dropped.get(), [1]);
    });
}

#[test]
fn a_name_goes_to_one_of_two() {
    explore(3, || {
        let house = House::new();
        let registering =
            [(); 2].map(|()| house.spawn(|house| house.pm.register(house.twins()).is_ok()));
        let won = registering.map(|thread| thread.join().unwrap());
        assert!(won[0] != won[1]);
        assert_eq!(house.bells.ring.call_all(), [2, 1, 3]);
        assert_eq!(house.dropped.get(), [1]);
    });
}

#[test]
fn blocking_beside_a_registration() {
    explore(3, || {
        let house = House::new();
        house.bells.told.call_historic(1);
        let registering = house.spawn(|house| drop(house.pm.register(house.twins())));
        let blocking = house.spawn(|house| house.pm.block("twins"));
        assert_whole(&house.bells.ring.call_all());
        join([registering, blocking]);
        assert!(!house.pm.has_plugin("twins"));
        assert!(house.bells.ring.impls().is_empty());
        assert_eq!(house.dropped.get(), [1]);
    });
}

/// Two threads unregister what a third registers: one of them has it, unless
/// that comes too late or, before there is a plugin, makes it refused.
#[test]
fn two_unregister_what_a_third_registers() {
    explore(2, || {
        let house = House::new();
        let registering = house.spawn(|house| house.pm.register(house.twins()).is_ok());
        let leaving = [(); 2]
            .map(|()| house.spawn(|house| usize::from(house.pm.unregister("twins").is_some())));
        let was_registered = registering.join().unwrap();
        let had: usize = leaving.into_iter().map(|thread| thread.join().unwrap()).sum();
        let stays = usize::from(house.pm.has_plugin("twins"));
        assert!(had + stays <= 1 && (had + stays == 1 || !was_registered));
        assert_eq!(house.bells.ring.impls().len(), 3 * stays);
        assert_eq!(house.dropped.get().len(), 1 - stays);
    });
}

#[test]
fn a_manager_ends_beside_calls_and_registrations() {
    explore(3, || {
        let House { pm, bells, dropped } = House::new();
        pm.register(Twins::new(&dropped)).unwrap();
        let relay = bells.clone();
        let calling = thread::spawn(move || {
            let mut rung = relay.ring.call_all();
            rung.retain(|rung| *rung != 9);
            assert_whole(&rung);
        });
        let relay = bells.clone();
        let ends = Ends(dropped.clone());
        let registering = thread::spawn(move || {
            drop(relay.ring.register_fn("late", move || {
                let _ = &ends;
                9
            }));
        });
        drop(pm);
        join([calling, registering]);
        assert!(bells.ring.impls().is_empty());
        assert_eq!(dropped.get().len(), 2);
        assert!(bells.ring.register_fn("later", || 1).is_err());
    });
}

struct Ends(Log);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.push(2);
    }
}

/// Hears the beginning and the end of calls and of plugins.
#[derive(Clone, Default)]
struct Watches {
    begun: Log,
    ended: Log,
    came: Log,
    went: Log,
}

impl Monitor for Watches {
    fn call_started(&self, _: &Call<'_>) {
        self.begun.push(1);
        step();
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        self.ended.push(1);
    }

    fn plugin_registered(&self, _: &PluginInfo) {
        step();
        self.came.push(1);
    }

    /// Logs whether it has heard that the plugin came.
    fn plugin_unregistered(&self, _: &PluginInfo) {
        let has_come = self.came.get().len() > self.went.get().len();
        self.went.push(u32::from(has_come));
    }
}

/// A plugin that comes goes, and one that is refused has not come.
#[test]
fn a_monitor_hears_of_both_ends_of_a_plugin() {
    explore(3, || {
        let house = House::new();
        let watches = Watches::default();
        let guard = house.pm.monitor(watches.clone());
        let registering = house.spawn(|house| house.pm.register(house.twins()).is_ok());
        drop(house.pm.unregister("twins"));
        let came = usize::from(registering.join().unwrap());
        assert_eq!(watches.came.get().len(), came);
        drop(house.pm.unregister("twins"));
        assert_eq!(watches.went.get(), vec![1; came]);
        drop(guard);
    });
}

#[test]
fn a_monitor_sees_all_of_a_call_or_nothing() {
    explore(3, || {
        let house = House::new();
        house.pm.register(house.twins()).unwrap();
        let calling = house.spawn(|house| {
            assert_whole(&house.bells.ring.call_all());
            house.bells.told.call_historic(1);
        });
        let watching = house.spawn(|house| {
            let other = Watches::default();
            drop(house.pm.monitor(other.clone()));
            other
        });
        let watches = Watches::default();
        let guard = house.pm.monitor(watches.clone());
        house.bells.ring.call_all();
        drop(guard);
        let others = watching.join().unwrap();
        join([calling]);
        house.bells.ring.call_all();
        for watches in [&watches, &others] {
            assert_eq!(watches.begun.get(), watches.ended.get());
            assert!(watches.begun.get().len() <= 3);
        }
        assert!(!watches.begun.get().is_empty());
        assert_eq!(Arc::strong_count(&watches.begun.0), 1, "dropped with its guard");
    });
}

/// Stops where it is told of a call, until it may go on.
struct Stops(Mutex<(Sender<()>, Receiver<()>)>);

#[hookimpl(manual)]
impl Bells for Stops {
    fn told(&self) {
        let channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        channels.0.send(()).unwrap();
        channels.1.recv().unwrap();
    }

    fn ring(&self) -> u32 {
        7
    }
}

/// While a plugin is replayed, which may take long, everything else goes on;
/// a wait would be a deadlock here.
#[test]
fn nothing_waits_for_a_registration() {
    explore(2, || {
        let house = House::new();
        house.bells.told.call_historic(1);
        let ((at, stopped), (go, going)) = (channel(), channel());
        let stops = Stops(Mutex::new((at, going)));
        let registering = house.spawn(|house| drop(house.pm.register(stops).unwrap()));
        stopped.recv().unwrap();
        assert_eq!(house.bells.ring.call_all(), [7]);
        house.pm.register(house.twins()).unwrap();
        assert_eq!(house.bells.ring.call_all(), [2, 1, 7, 3]);
        house.pm.unregister("twins").unwrap();
        house.pm.block("twins");
        drop(house.pm.monitor(Watches::default()));
        house.bells.told.clear_history();
        house.bells.told.call_historic(2);
        go.send(()).unwrap();
        stopped.recv().unwrap();
        go.send(()).unwrap();
        join([registering]);
    });
}
