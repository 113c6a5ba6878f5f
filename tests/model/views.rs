//! One at a time, and plugins for a while, beside plugins that come and go.

use std::sync::Arc;

use pluggy_core::{BoxPlugin, HookRelay, Plugin, PluginManager, hookimpl, hookspec};
use shuttle::sync::atomic::{AtomicBool, Ordering};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{Log, join, step};

#[hookspec]
pub(crate) trait Rooms {
    fn light(&self) -> u32;

    fn open(&self) -> BoxPlugin;

    #[hookspec(historic)]
    fn told(&self, call: u32);
}

/// Knows whether it is there, and logs what it is told and its end, as 100.
struct Lamp {
    number: u32,
    is_alive: AtomicBool,
    log: Log,
}

impl Lamp {
    fn new(number: u32, log: &Log) -> Plugin<Lamp> {
        let lamp = Lamp { number, is_alive: AtomicBool::new(true), log: log.clone() };
        Plugin::new(lamp).with::<dyn Rooms>()
    }
}

#[hookimpl(manual)]
impl Rooms for Lamp {
    fn light(&self) -> u32 {
        step();
        assert!(self.is_alive.load(Ordering::SeqCst), "dropped during a call");
        self.number
    }

    #[hookimpl(specname = "light", wrapper)]
    fn around(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }

    fn told(&self, call: u32) {
        self.log.push(call);
        step();
    }
}

impl Drop for Lamp {
    fn drop(&mut self) {
        self.is_alive.store(false, Ordering::SeqCst);
        self.log.push(100);
    }
}

/// Gives lamps.
struct Shop(Log);

#[hookimpl(manual)]
impl Rooms for Shop {
    fn open(&self) -> BoxPlugin {
        step();
        Lamp::new(7, &self.0).boxed()
    }
}

fn manager() -> (Arc<PluginManager>, HookRelay<dyn Rooms>) {
    let pm = Arc::new(PluginManager::new("rooms"));
    let rooms = pm.add_hookspecs::<dyn Rooms>();
    (pm, rooms)
}

type Thread = thread::JoinHandle<()>;

fn spawn(pm: &Arc<PluginManager>, run: impl FnOnce(&PluginManager) + Send + 'static) -> Thread {
    let pm = Arc::clone(pm);
    thread::spawn(move || run(&pm))
}

#[test]
fn each_is_of_one_moment_and_keeps_its_plugin() {
    explore(3, || {
        let (pm, rooms) = manager();
        let logs = [Log::default(), Log::default()];
        pm.register_as("one", Lamp::new(1, &logs[0])).unwrap();
        let two = Lamp::new(2, &logs[1]);
        let changing = spawn(&pm, |pm| {
            pm.register_as("two", two).unwrap();
            drop(pm.unregister("one"));
        });
        let each = rooms.light.each();
        let others = each.clone();
        let calls = thread::spawn(move || others.iter().map(|one| one.call()).collect::<Vec<_>>());
        let lit: Vec<_> = each.iter().map(|one| one.call()).collect();
        assert!([&[1][..], &[2, 1], &[2]].contains(&&*lit), "{lit:?}");
        assert_eq!(calls.join().unwrap(), lit, "whoever calls them");
        join([changing]);
        assert_eq!(logs[0].get().is_empty(), lit.contains(&1), "kept by what `each` gave");
        drop(each);
        assert_eq!(logs[0].get(), [100]);
        drop(pm);
        assert_eq!(logs[1].get(), [100]);
    });
}

#[test]
fn a_plugin_for_a_while_joins_the_list_of_one_moment() {
    explore(3, || {
        let (pm, rooms) = manager();
        let (log, passing) = (Log::default(), Log::default());
        pm.register_as("one", Lamp::new(1, &log)).unwrap();
        let two = Lamp::new(2, &log);
        let changing = spawn(&pm, |pm| {
            pm.register_as("two", two).unwrap();
            drop(pm.unregister("one"));
        });
        let with = rooms.with_plugin(Lamp::new(9, &passing)).unwrap();
        let lit = with.light.call_all();
        assert!([&[9, 1][..], &[9, 2, 1], &[9, 2]].contains(&&*lit), "{lit:?}");
        join([changing]);
        assert_eq!(with.light.call_all(), lit);
        assert_eq!(rooms.light.call_all(), [2]);
        drop(with);
        assert_eq!((passing.get(), log.get()), (vec![100], vec![100]));
    });
}

/// It is told what was called before it came, oldest first, once; the others are told
/// all.
#[test]
fn a_plugin_for_a_while_hears_of_calls_that_were_before_it() {
    explore(3, || {
        let (pm, rooms) = manager();
        let (log, passing) = (Log::default(), Log::default());
        pm.register_as("one", Lamp::new(1, &log)).unwrap();
        rooms.told.call_historic(1);
        let relay = rooms.clone();
        let calling = thread::spawn(move || {
            relay.told.call_historic(2);
            relay.told.call_historic(3);
        });
        let with = rooms.with_plugin(Lamp::new(9, &passing)).unwrap();
        let heard = passing.get();
        join([calling]);
        assert!([1, 2, 3].starts_with(&heard) && !heard.is_empty(), "{heard:?}");
        assert_eq!(passing.get(), heard, "and of none that comes later");
        assert_eq!(log.get(), [1, 2, 3]);
        drop(with);
    });
}

#[test]
fn what_a_factory_gives_is_registered_once_and_dropped_once() {
    explore(3, || {
        let (pm, rooms) = manager();
        let log = Log::default();
        pm.register(Shop(log.clone())).unwrap();
        let opening = [(); 2].map(|()| {
            let rooms = rooms.clone();
            spawn(&pm, move |pm| {
                for lamp in rooms.open.call_all() {
                    // The one that comes later finds the name taken.
                    drop(pm.register(lamp));
                }
            })
        });
        let with = rooms.with_plugin(rooms.open.call_all().remove(0)).unwrap();
        assert!([&[7][..], &[7, 7]].contains(&&*with.light.call_all()));
        join(opening);
        assert_eq!((rooms.light.call_all(), log.get()), (vec![7], vec![100]));
        drop(with);
        drop(pm);
        assert_eq!(log.get(), [100; 3]);
    });
}
