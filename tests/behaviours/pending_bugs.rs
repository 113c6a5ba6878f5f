//! What does not hold yet.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use pluggy_core::{HookRelay, Monitor, PluginManager, TraceWriter, Tracing, hookspec};
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::support::{Dropped, Trace, Watch, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;

    fn shows(&self, what: &Panicking);

    #[hookspec(historic)]
    fn told(&self, fragile: Fragile);
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("bugs");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks, Trace::default())
}

struct Holds(
    #[expect(dead_code, reason = "both are there to be dropped")] HookRelay<dyn Hooks>,
    #[expect(dead_code, reason = "both are there to be dropped")] Dropped,
);

impl Monitor for Holds {}

/// A detached monitor watches as long as its manager; the lists keep it.
#[test]
fn a_monitor_that_holds_a_relay_is_not_leaked() {
    let (pm, hooks, log) = setup();
    pm.monitor(Holds(hooks.clone(), Dropped("monitor", log.clone()))).detach();
    drop((pm, hooks));
    assert_eq!(log.take(), ["drop monitor"]);
}

/// The guard's drop finds no roster, and leaves the monitor on the lists.
#[test]
fn without_its_manager_a_monitor_watches_no_more() {
    let (pm, hooks, log) = setup();
    let guard = pm.monitor(Watch("", log.clone()));
    drop(pm);
    drop(guard);
    hooks.ring.call_all();
    assert!(log.take().is_empty());
}

/// A plugin that was unregistered while it was replayed never came, and is
/// told to have left.
#[test]
fn a_plugin_that_never_came_does_not_leave() {
    let (pm, hooks, log) = setup();
    let pm = Arc::new(pm);
    hooks.told.call_historic(Fragile(Arc::default()));
    pm.monitor(Watch("", log.clone())).detach();
    let manager = Arc::downgrade(&pm);
    let leaves = move |_| drop(manager.upgrade().map(|pm| pm.unregister("leaves")));
    assert!(hooks.told.register_fn("leaves", leaves).is_err());
    let told = log.take();
    assert!(!told.iter().any(|event| event.starts_with(['+', '-'])), "{told:?}");
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

/// The first clone is what is remembered, the second what monitors see. Its
/// panic comes before the round's guard, so the call stays on its way round
/// for ever, and this thread does not bring it to those it has not reached.
#[test]
fn a_clone_that_panics_for_a_monitor_leaves_the_call_to_the_next() {
    let (pm, hooks, log) = setup();
    let heard = log.clone();
    hooks.told.register_fn("hears", move |_| heard.log("heard")).unwrap();
    let _watching = pm.monitor(Watch("", Trace::default()));
    panic_of(|| hooks.told.call_historic(Fragile(Arc::new(Mutex::new(2)))));
    assert!(log.take().is_empty());
    hooks.told.call_historic(Fragile::default());
    assert_eq!(log.take(), ["heard", "heard"]);
}

/// Panics at its first write.
struct Panics(bool, Arc<Mutex<Vec<u8>>>);

impl Write for Panics {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if !self.0 {
            self.0 = true;
            panic_quietly("write");
        }
        self.1.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A writer that panics is taken out for good; what follows is queued without
/// end.
#[test]
fn a_writer_that_panics_once_writes_later() {
    let (pm, hooks, _) = setup();
    let text = Arc::default();
    let _tracing = pm.monitor(TraceWriter::new(Panics(false, Arc::clone(&text))));
    hooks.ring.call_all();
    text.lock().unwrap().clear();
    hooks.ring.call_all();
    assert_eq!(*text.lock().unwrap(), *b"  ring [hook]\n  finish ring --> [] [hook]\n");
}

/// Formats all that it is told.
struct Formats;

impl<S: tracing::Subscriber> Layer<S> for Formats {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut text = String::new();
        let mut format = |_: &tracing::field::Field, value: &dyn fmt::Debug| {
            text += &format!("{value:?}");
        };
        attributes.record(&mut format);
    }
}

/// A subscriber that panics at a call's span leaves the stack without it; at
/// the call's end the span around is left instead.
#[test]
fn a_debug_that_panics_breaks_no_span_around() {
    let (pm, hooks, log) = setup();
    pm.monitor(Tracing::new()).detach();
    let (relay, spans) = (hooks.clone(), log.clone());
    let outer = hooks.ring.with_extra(move || {
        spans.log(format!("{:?}", tracing::Span::current().id()));
        relay.shows.call_all(&Panicking);
        spans.log(format!("{:?}", tracing::Span::current().id()));
        1
    });
    let subscriber = tracing_subscriber::registry().with(Formats);
    tracing::subscriber::with_default(subscriber, || outer.call_all());
    let spans = log.take();
    assert_eq!(spans[0], spans[1]);
}

struct Panicking;

impl fmt::Debug for Panicking {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic_quietly("Debug")
    }
}

impl fmt::Debug for Fragile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fragile")
    }
}
