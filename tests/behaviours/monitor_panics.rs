//! Panics where a monitor is shown something, and what is left behind: nothing.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pluggy_core::{Call, Monitor, Outcome, PluginManager, TraceWriter, hookspec};

use crate::support::{Trace, Watch, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, fragile: Fragile);
}

/// Panics at its second clone from now, where it is told so.
#[derive(Default)]
struct Fragile(Arc<Mutex<u32>>);

impl Clone for Fragile {
    fn clone(&self) -> Self {
        let mut left = self.0.lock().unwrap();
        let panics = *left == 1;
        *left = left.saturating_sub(1);
        drop(left);
        if panics {
            panic_quietly("clone");
        }
        Fragile(Arc::clone(&self.0))
    }
}

/// B161, B219: the first clone is what is remembered, the second what monitors
/// see. A panic there fails the call, which comes with the next one to those
/// that it did not reach.
#[test]
fn a_clone_that_panics_for_a_monitor_leaves_the_call_to_the_next() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    let heard = log.clone();
    hooks.told.register_fn("hears", move |_| heard.log("heard")).unwrap();
    let _watching = pm.monitor(Watch("", Trace::default()));
    panic_of(|| hooks.told.call_historic(Fragile(Arc::new(Mutex::new(2)))));
    assert!(log.take().is_empty());
    hooks.told.call_historic(Fragile::default());
    assert_eq!(log.take(), ["heard", "heard"]);
}

impl fmt::Debug for Fragile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fragile")
    }
}

/// A payload that panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic_quietly("the payload's drop");
        }
    }
}

struct Bomber;

impl Monitor for Bomber {
    fn call_started(&self, _: &Call<'_>) {
        panic_any_quietly(Bomb);
    }

    fn call_ended(&self, _: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        panic_any_quietly(Bomb);
    }
}

fn panic_any_quietly(payload: impl std::any::Any + Send) -> ! {
    std::panic::resume_unwind(Box::new(payload))
}

#[test]
fn a_monitor_can_do_no_harm_by_what_its_panic_carries() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    let heard = log.clone();
    hooks.told.register_fn("hears", move |_| heard.log("heard")).unwrap();
    pm.monitor(Bomber).detach();
    hooks.told.call_historic(Fragile::default());
    assert_eq!(log.take(), ["heard"]);
}

/// Panics when it is dropped, last by a call that still had it.
struct DropsLoudly;

impl Monitor for DropsLoudly {}

impl Drop for DropsLoudly {
    fn drop(&mut self) {
        panic_quietly("a monitor's drop");
    }
}

#[test]
fn a_monitor_can_do_no_harm_by_its_drop() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let guard = Mutex::new(Some(pm.monitor(DropsLoudly)));
    hooks
        .told
        .register_fn("drops-and-panics", move |_| {
            drop(guard.lock().unwrap().take());
            panic_quietly("the hook");
        })
        .unwrap();
    assert_eq!(panic_of(|| hooks.told.call_historic(Fragile::default())), "the hook");
    drop(pm.monitor(DropsLoudly));
    pm.monitor(DropsLoudly).detach();
    drop(pm);
}

/// An output whose first write panics so.
struct Fuse {
    log: Trace,
    is_lit: bool,
}

impl Write for Fuse {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.is_lit) {
            panic_any_quietly(Bomb);
        }
        self.log.log(String::from_utf8_lossy(text).into_owned());
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_trace_writer_goes_on_after_a_write_that_panicked() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    pm.monitor(TraceWriter::new(Fuse { log: log.clone(), is_lit: true })).detach();
    hooks.told.call_historic(Fragile::default());
    assert_eq!(log.take(), ["  finish told --> 0 results [hook]\n"]);
}

/// A monitor may be held by others, or be one of many types.
#[test]
fn a_shared_and_a_boxed_monitor_watch_as_well() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    let shared = Arc::new(Watch("shared ", log.clone()));
    pm.monitor(Arc::clone(&shared)).detach();
    let boxed: Box<dyn Monitor> = Box::new(Watch("boxed ", log.clone()));
    pm.monitor(boxed).detach();
    hooks.told.call_historic(Fragile::default());
    let told = log.take();
    assert_eq!(told.iter().filter(|event| event.starts_with("shared")).count(), 2, "{told:?}");
    assert_eq!(told.iter().filter(|event| event.starts_with("boxed")).count(), 2, "{told:?}");
}
