//! The feature `tracing`: calls and implementations are spans, outcomes events.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pluggy_core::{HookRelay, PluginManager, Tracing, hookimpl, hookspec};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing::subscriber::with_default;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32) -> u32;

    fn check(&self, counts: &Counts) -> Result<Counted, String>;

    fn secret(&self, user: &str, #[hookspec(skip)] password: &str);

    fn panics(&self);

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

/// Counts how often it is formatted.
#[derive(Clone, Default)]
struct Counts(Arc<AtomicU32>);

impl Counts {
    fn formatted(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fetch_add(1, Ordering::SeqCst);
        f.write_str("counts")
    }
}

/// A result that counts.
type Counted = Counts;

struct Bell;

#[hookimpl(manual)]
impl Hooks for Bell {
    fn ring(&self, times: u32) -> u32 {
        times + 1
    }

    #[hookimpl(wrapper, specname = "ring")]
    fn around(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }

    fn check(&self, counts: &Counts) -> Result<Counted, String> {
        if counts.formatted() == 100 { Err("a hundred".into()) } else { Ok(counts.clone()) }
    }

    fn panics(&self) {
        std::panic::resume_unwind(Box::new("panicked on purpose"))
    }

    fn told(&self, what: u32) -> u32 {
        what
    }
}

/// Keeps what it is told as lines, indented by the spans around.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn push(&self, depth: usize, metadata: &Metadata<'_>, name: &str, fields: &Fields) {
        assert_eq!(metadata.target(), "pluggy");
        let (indent, level) = ("  ".repeat(depth), metadata.level());
        self.0.lock().unwrap().push(format!("{indent}{level} {name}{}", fields.0));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let depth = context.span_scope(id).map_or(0, |scope| scope.count() - 1);
        self.push(depth, attributes.metadata(), attributes.metadata().name(), &fields);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let depth = context.event_scope(event).map_or(0, Iterator::count);
        self.push(depth, event.metadata(), "event", &fields);
    }
}

/// ` hook=ring` and so on; times and places differ from run to run.
#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let text = format!("{value:?}");
        let text = match field.name() {
            "elapsed" => "…",
            "location" if text.contains("tracing.rs:") => "here",
            _ => &text,
        };
        self.0.extend([" ", field.name(), "=", text]);
    }
}

/// One test at a time: a span or an event that is seen for the first time on a thread
/// where nobody listens can be taken for one that never is to be, where another thread
/// begins to listen at that moment.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("tracing");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell).unwrap();
    pm.monitor(Tracing::new()).detach();
    (pm, hooks)
}

/// Runs something with a subscriber that listens up to a level.
fn listening(level: LevelFilter, run: impl FnOnce()) -> Vec<String> {
    let lines = Lines::default();
    with_default(Registry::default().with(lines.clone().with_filter(level)), run);
    lines.take()
}

/// B210: a call is a span, in it a span for each implementation, and in each
/// an event of how it ended.
#[test]
fn calls_and_implementations_are_spans() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let lines = listening(LevelFilter::TRACE, || drop(hooks.ring.call_all(1)));
    let expected = [
        "DEBUG hook hook=\"ring\" arguments=times: 1",
        "  TRACE hookimpl plugin=\"bell\" function=\"around\" location=here",
        "    TRACE hookimpl plugin=\"bell\" function=\"ring\" location=here",
        "      TRACE event message=returned elapsed=… result=2",
        "    TRACE event message=returned elapsed=… result=[2]",
        "  DEBUG event message=ended elapsed=… result=[2]",
    ];
    assert_eq!(lines, expected);
}

/// At `DEBUG` there are calls alone.
#[test]
fn implementations_are_traces_and_calls_are_not() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let lines = listening(LevelFilter::DEBUG, || drop(hooks.ring.call_all(1)));
    let expected = [
        "DEBUG hook hook=\"ring\" arguments=times: 1",
        "  DEBUG event message=ended elapsed=… result=[2]",
    ];
    assert_eq!(lines, expected);
}

/// An error warns, a panic is an error, whoever listens to no more.
#[test]
fn errors_warn_and_panics_are_errors() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let counts = Counts::default();
    counts.0.store(100, Ordering::SeqCst);
    let lines = listening(LevelFilter::WARN, || {
        assert!(hooks.check.call_all(&counts).is_err());
        assert!(std::panic::catch_unwind(|| hooks.panics.call_all()).is_err());
    });
    let expected = [
        "WARN event message=failed elapsed=… error=a hundred",
        "ERROR event message=\"panicked on purpose\" elapsed=…",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:?}");
    assert_eq!(lines[0], expected[0]);
    assert!(lines[1].starts_with("ERROR event") && lines[1].contains("panicked on purpose"));
}

/// Plugins come and go at `DEBUG`; a replay is a call.
#[test]
fn plugins_and_replays_are_seen() {
    let _alone = alone();
    let (pm, hooks) = setup();
    let lines = listening(LevelFilter::DEBUG, || {
        hooks.told.call_historic(7);
        hooks.told.register_fn("late", |what| what).unwrap();
        pm.unregister("late");
    });
    let expected = [
        "DEBUG hook hook=\"told\" arguments=what: 7",
        "  DEBUG event message=ended elapsed=… result=1 result",
        "DEBUG hook hook=\"told\" arguments=what: 7",
        "  DEBUG event message=ended elapsed=… result=1 result",
        "DEBUG event message=registered plugin=late",
        "DEBUG event message=unregistered plugin=late",
    ];
    assert_eq!(lines, expected);
}

/// B214, B238: a call inside a call is inside its span; an event of the
/// plugin's own is inside its implementation's.
#[test]
fn spans_are_nested_as_calls_are() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let relay = hooks.clone();
    let told = move |what| {
        tracing::info!(target: "pluggy", "its own");
        relay.secret.call_all("ada", "lovelace");
        what
    };
    hooks.told.register_fn("calls", told).unwrap();
    let lines = listening(LevelFilter::TRACE, || {
        hooks.told.only(["calls"]).call_historic(7);
        tracing::info!(target: "pluggy", "outside");
    });
    let expected = [
        "DEBUG hook hook=\"told\" arguments=what: 7",
        "  TRACE hookimpl plugin=\"calls\" function=\"<closure>\" location=here",
        "    INFO event message=its own",
        "    DEBUG hook hook=\"secret\" arguments=user: \"ada\", password: …",
        "      DEBUG event message=ended elapsed=… result=()",
        "    TRACE event message=returned elapsed=… result=7",
        "  DEBUG event message=ended elapsed=… result=1 result",
        "INFO event message=outside",
    ];
    assert_eq!(lines, expected);
}

/// B219: nothing is formatted when nobody listens, or not so closely.
#[test]
fn nothing_is_formatted_when_nobody_listens() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let counts = Counts::default();
    assert!(hooks.check.call_all(&counts).is_ok());
    assert_eq!(counts.formatted(), 0);
    for level in [LevelFilter::OFF, LevelFilter::ERROR, LevelFilter::WARN, LevelFilter::INFO] {
        assert!(listening(level, || drop(hooks.check.call_all(&counts))).is_empty());
        assert_eq!(counts.formatted(), 0, "{level}");
    }
    assert_eq!(listening(LevelFilter::DEBUG, || drop(hooks.check.call_all(&counts))).len(), 2);
    assert_eq!(counts.formatted(), 2, "the argument and the result of the call");
    assert_eq!(listening(LevelFilter::TRACE, || drop(hooks.check.call_all(&counts))).len(), 4);
    assert_eq!(counts.formatted(), 5, "and that of the implementation");
}

/// It is a monitor like any other: its guard removes it.
#[test]
fn tracing_ends_with_its_guard() {
    let _alone = alone();
    let (_, hooks) = setup();
    let pm = PluginManager::new("tracing");
    let other = pm.add_hookspecs::<dyn Hooks>();
    let guard = pm.monitor(Tracing::default());
    assert_eq!(listening(LevelFilter::TRACE, || drop(other.ring.call_all(1))).len(), 2);
    drop(guard);
    assert!(listening(LevelFilter::TRACE, || drop(other.ring.call_all(1))).is_empty());
    drop(hooks);
}

/// Two of them make two spans each, which nest.
#[test]
fn two_make_two_spans() {
    let _alone = alone();
    let (pm, hooks) = setup();
    let _second = pm.monitor(Tracing::new());
    let lines = listening(LevelFilter::DEBUG, || {
        hooks.ring.call_all(1);
        hooks.ring.call_all(1);
    });
    let indents: Vec<_> = lines.iter().map(|line| line.len() - line.trim_start().len()).collect();
    assert_eq!(indents, [0, 2, 4, 2, 0, 2, 4, 2]);
}

/// Spans of one thread are not those of another.
#[test]
fn threads_have_their_own_spans() {
    let _alone = alone();
    let (_pm, hooks) = setup();
    let relay = hooks.clone();
    let told = move |what| {
        let relay = relay.clone();
        let inner = std::thread::spawn(move || {
            listening(LevelFilter::DEBUG, || drop(relay.ring.call_all(1)))
        });
        assert_eq!(inner.join().unwrap()[0], "DEBUG hook hook=\"ring\" arguments=times: 1");
        what
    };
    hooks.told.register_fn("calls", told).unwrap();
    let lines = listening(LevelFilter::DEBUG, || hooks.told.call_historic(7));
    assert_eq!(lines.len(), 2);
}
