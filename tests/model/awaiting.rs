//! Async calls that wait while plugins come and go, are woken by other threads, go on
//! there, or are dropped.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use pluggy_core::{Call, HookRelay, Monitor, Outcome, Plugin, PluginManager, hookimpl, hookspec};
use shuttle::future::{block_on, yield_now};
use shuttle::sync::Mutex;
use shuttle::sync::atomic::{AtomicBool, Ordering};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{Log, join};

#[hookspec]
pub(crate) trait Bells {
    async fn ring(&self) -> u32;
}

/// Rings twice, inside a wrapper that answers for both, and waits at each.
struct Twins {
    is_alive: AtomicBool,
    dropped: Log,
}

impl Twins {
    fn new(dropped: &Log) -> Plugin<Twins> {
        let twins = Twins { is_alive: AtomicBool::new(true), dropped: dropped.clone() };
        Plugin::new(twins).with::<dyn Bells>()
    }

    fn assert_alive(&self) {
        assert!(self.is_alive.load(Ordering::SeqCst), "dropped during a call");
    }
}

#[hookimpl(manual)]
impl Bells for Twins {
    async fn ring(&self) -> u32 {
        yield_now().await;
        self.assert_alive();
        1
    }

    #[hookimpl(specname = "ring")]
    async fn ring_again(&self) -> u32 {
        yield_now().await;
        self.assert_alive();
        2
    }

    #[hookimpl(wrapper, specname = "ring")]
    async fn around(&self, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        let mut rung = next().await;
        self.assert_alive();
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

    fn register(&self) {
        self.pm.register(Twins::new(&self.dropped)).unwrap();
    }

    fn spawn<T: Send + 'static>(
        &self,
        run: impl FnOnce(&House) -> T + Send + 'static,
    ) -> thread::JoinHandle<T> {
        let house = self.clone();
        thread::spawn(move || run(&house))
    }

    /// A call that may go to any thread.
    fn call(&self) -> Pin<Box<dyn Future<Output = Vec<u32>> + Send>> {
        let bells = self.bells.clone();
        Box::pin(async move { bells.ring.call_all().await })
    }
}

/// All of it or nothing.
#[track_caller]
fn assert_whole(rung: &[u32]) {
    assert!([&[][..], &[2, 1, 3]].contains(&rung), "{rung:?}");
}

#[test]
fn a_call_is_of_one_moment_while_plugins_come_and_go() {
    explore(3, || {
        let house = House::new();
        let changing = house.spawn(|house| {
            house.register();
            drop(house.pm.unregister("twins").unwrap());
        });
        assert_whole(&block_on(house.bells.ring.call_all()));
        assert_whole(&block_on(house.bells.ring.call_concurrent()));
        join([changing]);
        assert_eq!(house.dropped.get(), [1]);
    });
}

#[test]
fn a_plugin_is_dropped_when_the_last_call_that_saw_it_ends_or_is_dropped() {
    explore(3, || {
        let house = House::new();
        house.register();
        let calling = house.spawn(|house| assert_whole(&block_on(house.call())));
        let dropping = house.spawn(|house| {
            let mut call = house.call();
            drop(call.as_mut().poll(&mut Context::from_waker(Waker::noop())));
        });
        drop(house.pm.unregister("twins").unwrap());
        join([calling, dropping]);
        assert_eq!(house.dropped.get(), [1]);
    });
}

#[test]
fn a_call_goes_on_on_another_thread() {
    explore(3, || {
        let house = House::new();
        house.register();
        let mut call = house.call();
        let begun = thread::spawn(move || {
            let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            polled.is_pending().then_some(call)
        });
        let leaving = house.spawn(|house| drop(house.pm.unregister("twins").unwrap()));
        if let Some(call) = begun.join().unwrap() {
            assert_eq!(block_on(call), [2, 1, 3]);
        }
        join([leaving]);
        assert_eq!(house.dropped.get(), [1]);
    });
}

#[test]
fn a_manager_ends_while_a_call_waits() {
    explore(3, || {
        let House { pm, bells, dropped } = House::new();
        pm.register(Twins::new(&dropped)).unwrap();
        let relay = bells.clone();
        let calling = thread::spawn(move || assert_whole(&block_on(relay.ring.call_all())));
        drop(pm);
        join([calling]);
        assert_eq!(dropped.get(), [1]);
        assert!(bells.ring.register_fn("late", || Box::pin(async { 1 })).is_err());
    });
}

/// Somebody waits for it.
#[derive(Clone, Default)]
struct Signal(Arc<Mutex<(bool, Option<Waker>)>>);

impl Signal {
    fn send(&self) {
        let waker = {
            let mut state = self.0.lock().unwrap();
            state.0 = true;
            state.1.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    async fn wait(&self) {
        std::future::poll_fn(|cx| {
            let mut state = self.0.lock().unwrap();
            state.1 = Some(cx.waker().clone());
            if state.0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// No wake is lost, also of one that comes while others are polled.
#[test]
fn those_that_run_at_once_are_woken_by_any_thread() {
    explore(3, || {
        let house = House::new();
        let signals = [Signal::default(), Signal::default()];
        for (number, signal) in signals.iter().enumerate() {
            let signal = signal.clone();
            let waits = move || -> Pin<Box<dyn Future<Output = u32> + Send>> {
                let (signal, number) = (signal.clone(), u32::try_from(number).unwrap());
                Box::pin(async move {
                    signal.wait().await;
                    number
                })
            };
            house.bells.ring.register_fn(number.to_string(), waits).unwrap();
        }
        let sending = signals.map(|signal| thread::spawn(move || signal.send()));
        assert_eq!(block_on(house.bells.ring.call_concurrent()), [1, 0]);
        join(sending);
    });
}

/// Hears of calls: where each begins, goes on, waits and ends.
#[derive(Clone, Default)]
struct Watches(Log);

const BEGINS: u32 = 1;
const WAITS: u32 = 2;

impl Monitor for Watches {
    fn call_started(&self, _: &Call<'_>) {
        self.0.push(BEGINS);
    }

    fn suspended(&self, _: &Call<'_>, imp: Option<&pluggy_core::HookImpl>) {
        if imp.is_none() {
            self.0.push(WAITS);
        }
    }

    fn resumed(&self, _: &Call<'_>, imp: Option<&pluggy_core::HookImpl>) {
        if imp.is_none() {
            self.0.push(BEGINS);
        }
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        self.0.push(WAITS);
    }
}

/// Whenever a monitor comes and goes: a call that it hears begin, it hears end.
#[test]
fn a_monitor_sees_all_of_a_call_or_nothing() {
    explore(2, || {
        let house = House::new();
        house.register();
        let calling = house.spawn(|house| assert_whole(&block_on(house.call())));
        let watches = Watches::default();
        let guard = house.pm.monitor(watches.clone());
        let mut call = house.call();
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(guard);
        drop(call);
        join([calling]);
        let heard = watches.0.get();
        assert!(heard.len() >= 4 && heard.len() % 2 == 0, "{heard:?}");
        assert_eq!(heard.iter().filter(|what| **what == BEGINS).count(), heard.len() / 2);
        assert_eq!(Arc::strong_count(&watches.0.0), 1, "dropped with the last call that it saw");
    });
}
