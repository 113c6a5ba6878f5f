//! Many threads at once: nothing is lost, and nothing doubled.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};

use crate::support::without_deadlock;

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

/// Logs what it is told.
struct Member {
    number: u32,
    told: Mutex<Vec<u32>>,
}

impl Member {
    fn new(number: u32) -> Arc<Self> {
        Arc::new(Member { number, told: Mutex::default() })
    }
}

#[hookimpl(manual)]
impl Hooks for Member {
    fn ring(&self) -> u32 {
        self.number
    }

    fn told(&self, what: u32) -> u32 {
        self.told.lock().unwrap().push(what);
        what
    }
}

const THREADS: u32 = 8;

fn setup() -> (Arc<PluginManager>, HookRelay<dyn Hooks>) {
    let pm = Arc::new(PluginManager::new("threads"));
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

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

/// One wins, the others are told who it was.
#[test]
fn a_name_goes_to_one_of_many() {
    let (pm, hooks) = setup();
    let registered = Arc::new(AtomicU32::new(0));
    let wins = Arc::clone(&registered);
    let manager = Arc::clone(&pm);
    on_all_threads(move |number| {
        for round in 0..50 {
            let plugin = Plugin::from(Member::new(number)).with::<dyn Hooks>();
            match manager.register_as(format!("round {round}"), plugin) {
                Ok(_) => drop(wins.fetch_add(1, Ordering::Relaxed)),
                Err(error) => assert!(error.to_string().contains("taken")),
            }
        }
    });
    assert_eq!(registered.load(Ordering::Relaxed), 50);
    assert_eq!(hooks.told.impls().len(), 50);
    assert_eq!(pm.plugins().len(), 50);
}

/// Whatever is called when, and whoever comes when: every log is the history.
#[test]
fn every_plugin_is_told_of_every_call_once_and_in_order() {
    for _ in 0..20 {
        let (pm, hooks) = setup();
        let members: Arc<Mutex<Vec<Arc<Member>>>> = Arc::default();
        let answers: Arc<Mutex<Vec<u32>>> = Arc::default();
        let (manager, relay) = (Arc::clone(&pm), hooks.clone());
        let (all, answered) = (Arc::clone(&members), Arc::clone(&answers));
        on_all_threads(move |number| {
            for round in 0..10 {
                let what = number * 100 + round;
                let member = Member::new(what);
                all.lock().unwrap().push(Arc::clone(&member));
                if number % 2 == 0 {
                    let answered = Arc::clone(&answered);
                    relay.told.call_historic_with(what, move |what| {
                        answered.lock().unwrap().push(what);
                    });
                }
                let plugin = Plugin::from(member).with::<dyn Hooks>();
                manager.register_as(what.to_string(), plugin).unwrap();
            }
        });
        let last = Member::new(1000);
        pm.register(Plugin::from(Arc::clone(&last)).with::<dyn Hooks>()).unwrap();
        let history = last.told.lock().unwrap().clone();
        assert_eq!(history.len(), 40);
        let members = std::mem::take(&mut *members.lock().unwrap());
        for member in &members {
            assert_eq!(*member.told.lock().unwrap(), history, "member {}", member.number);
        }
        let mut answers = answers.lock().unwrap().clone();
        answers.sort_unstable();
        let mut expected: Vec<_> = history.iter().flat_map(|&what| vec![what; 81]).collect();
        expected.sort_unstable();
        assert_eq!(answers, expected, "each callback once for each plugin");
    }
}

/// Those that come and go see a history without gaps, as far as they stayed.
#[test]
fn plugins_that_come_and_go_are_told_the_history_without_gaps() {
    let (pm, hooks) = setup();
    let members: Arc<Mutex<Vec<Arc<Member>>>> = Arc::default();
    let (manager, all) = (Arc::clone(&pm), Arc::clone(&members));
    on_all_threads(move |number| {
        for round in 0..20 {
            let what = number * 100 + round;
            if number % 2 == 0 {
                hooks.told.call_historic(what);
                continue;
            }
            let member = Member::new(what);
            all.lock().unwrap().push(Arc::clone(&member));
            let name = what.to_string();
            manager.register_as(&name, Plugin::from(member).with::<dyn Hooks>()).unwrap();
            assert!(manager.unregister(&name).is_some());
        }
    });
    let last = Member::new(1000);
    pm.register(Plugin::from(Arc::clone(&last)).with::<dyn Hooks>()).unwrap();
    let history = last.told.lock().unwrap().clone();
    assert_eq!(history.len(), 80);
    let members = std::mem::take(&mut *members.lock().unwrap());
    assert_eq!(members.len(), 80);
    for member in members {
        let told = member.told.lock().unwrap().clone();
        assert!(history.starts_with(&told), "{told:?} of {history:?}");
    }
}

/// Specs may be added from many threads; all get the same hooks.
#[test]
fn a_spec_is_added_once() {
    let (pm, hooks) = setup();
    pm.register(Plugin::from(Member::new(1)).with::<dyn Hooks>()).unwrap();
    let manager = Arc::clone(&pm);
    on_all_threads(move |number| {
        let hooks = manager.add_hookspecs::<dyn Hooks>();
        assert_eq!(hooks.ring.call_all(), [1]);
        hooks.told.call_historic(number);
    });
    let member = pm.plugin::<Member>("member").unwrap();
    hooks.told.call_historic(9);
    assert_eq!(member.told.lock().unwrap().len(), 9);
}
