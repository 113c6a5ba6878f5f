//! The spans of async calls: entered at each poll and left, whoever else is polled
//! in between; closed at the end.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

use pluggy_core::{HookRelay, PluginManager, Tracing, hookimpl, hookspec};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::subscriber::with_default;
use tracing::{Dispatch, Event, Subscriber};
use tracing_subscriber::layer::{self, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

use crate::support::pause;

#[hookspec]
trait Hooks {
    async fn ring(&self, times: u32) -> u32;
    async fn breaks(&self, times: u32);
}

struct Bell;

#[hookimpl(manual)]
impl Hooks for Bell {
    async fn ring(&self, times: u32) -> u32 {
        let _ends = Says("drops", times);
        Says("begins", times);
        pause().await;
        Says("goes on", times);
        pause().await;
        times
    }

    #[hookimpl(wrapper, specname = "ring")]
    async fn around(&self, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        next().await
    }

    async fn breaks(&self) {
        pause().await;
        resume_unwind(Box::new("on purpose"));
    }
}

/// Makes an event when it is dropped.
struct Says(&'static str, u32);

impl Drop for Says {
    fn drop(&mut self) {
        tracing::info!(what = self.0, times = self.1);
    }
}

/// Keeps what becomes of spans. A span is known by what it is of: a call by its
/// arguments, an implementation by its function too.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Known(String);

impl Log {
    fn say(&self, what: &str, whose: &str) {
        self.0.lock().unwrap().push(format!("{what} {whose}"));
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// What is said of it now, and no more of it.
    fn of<T>(&self, run: impl FnOnce() -> T) -> Vec<String> {
        self.take();
        run();
        self.take()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Log {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: layer::Context<'_, S>) {
        let span = context.span(id).unwrap();
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = span.parent().map(|parent| known(&parent));
        let name = match parent {
            Some(around) => format!("{} in {around}", fields.0),
            None => fields.0,
        };
        self.say("new", &name);
        span.extensions_mut().insert(Known(name));
    }

    fn on_event(&self, event: &Event<'_>, context: layer::Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        if !fields.0.is_empty() {
            let around = context.event_span(event).map(|span| known(&span));
            self.say(&fields.0, &around.unwrap_or_default());
        }
    }

    fn on_enter(&self, id: &Id, context: layer::Context<'_, S>) {
        self.say("enter", &known(&context.span(id).unwrap()));
    }

    fn on_exit(&self, id: &Id, context: layer::Context<'_, S>) {
        self.say("exit", &known(&context.span(id).unwrap()));
    }

    fn on_close(&self, id: Id, context: layer::Context<'_, S>) {
        self.say("close", &known(&context.span(&id).unwrap()));
    }
}

fn known<'a, S: LookupSpan<'a>>(span: &tracing_subscriber::registry::SpanRef<'a, S>) -> String {
    span.extensions().get::<Known>().unwrap().0.clone()
}

/// Those that say which call it is, and which implementation; and what `Says` says.
#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "arguments" | "function" => self.0 = format!("{value:?}").replace(['"', '\\'], ""),
            "what" => self.0 = format!("{value:?}").replace('"', ""),
            "times" => self.0.extend([format!(" {value:?}:")]),
            _ => {}
        }
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Log, Dispatch) {
    let pm = PluginManager::new("doorbell");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell).unwrap();
    pm.monitor(Tracing::new()).detach();
    let log = Log::default();
    let dispatch = Dispatch::new(Registry::default().with(log.clone()));
    (pm, hooks, log, dispatch)
}

type Call<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

fn poll<T>(call: &mut Call<'_, T>) -> Poll<T> {
    call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// The text for one call, of those for `N`.
fn of_call(times: u32, lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| line.replace('N', &times.to_string())).collect()
}

const BEGINS: &[&str] = &[
    "new times: N",
    "enter times: N",
    "new around in times: N",
    "enter around in times: N",
    "new ring in around in times: N",
    "enter ring in around in times: N",
    "begins N: ring in around in times: N",
    "exit ring in around in times: N",
    "exit around in times: N",
    "exit times: N",
];

const GOES_ON: &[&str] = &[
    "enter times: N",
    "enter around in times: N",
    "enter ring in around in times: N",
    "goes on N: ring in around in times: N",
    "exit ring in around in times: N",
    "exit around in times: N",
    "exit times: N",
];

/// Also when it is dropped.
const ENDS: &[&str] = &[
    "enter times: N",
    "enter around in times: N",
    "enter ring in around in times: N",
    "drops N: ring in around in times: N",
    "exit ring in around in times: N",
    "close ring in around in times: N",
    "exit around in times: N",
    "close around in times: N",
    "exit times: N",
    "close times: N",
];

#[test]
fn each_is_entered_at_each_poll_and_left_also_where_calls_interleave() {
    let (_pm, hooks, log, dispatch) = setup();
    tracing::dispatcher::with_default(&dispatch, || {
        let mut one: Call<'_, _> = Box::pin(hooks.ring.call_all(1));
        let mut two: Call<'_, _> = Box::pin(hooks.ring.call_all(2));
        assert_eq!(log.of(|| poll(&mut one)), of_call(1, BEGINS));
        assert_eq!(log.of(|| poll(&mut two)), of_call(2, BEGINS));
        assert_eq!(log.of(|| poll(&mut one)), of_call(1, GOES_ON));
        assert!(tracing::Span::current().is_none(), "nothing of what waits");
        assert_eq!(log.of(|| poll(&mut two)), of_call(2, GOES_ON));
        assert_eq!(log.of(|| assert!(poll(&mut one).is_ready())), of_call(1, ENDS));
        assert_eq!(log.of(|| assert!(poll(&mut two).is_ready())), of_call(2, ENDS));
        assert!(log.of(|| drop((one, two))).is_empty());
    });
}

/// Locals of what is dropped go inside its span.
#[test]
fn a_dropped_call_is_entered_to_end_and_no_other_is() {
    let (_pm, hooks, log, dispatch) = setup();
    tracing::dispatcher::with_default(&dispatch, || {
        let mut one: Call<'_, _> = Box::pin(hooks.ring.call_all(1));
        let mut two: Call<'_, _> = Box::pin(hooks.ring.call_all(2));
        assert!(poll(&mut one).is_pending() && poll(&mut two).is_pending());
        assert_eq!(log.of(|| drop(one)), of_call(1, ENDS));
        assert_eq!(log.of(|| poll(&mut two)), of_call(2, GOES_ON));
        assert_eq!(log.of(|| assert!(poll(&mut two).is_ready())), of_call(2, ENDS));
    });
}

#[test]
fn a_call_goes_on_in_its_spans_on_another_thread() {
    let (_pm, hooks, log, dispatch) = setup();
    let mut one: Call<'_, _> = Box::pin(hooks.ring.call_all(1));
    let mut two: Call<'_, _> = Box::pin(hooks.ring.call_all(2));
    let on_a_thread = |call: &mut Call<'_, _>| {
        thread::scope(|scope| {
            let polls = || tracing::dispatcher::with_default(&dispatch, || drop(poll(call)));
            scope.spawn(polls).join().unwrap();
        });
        log.take()
    };
    assert_eq!(on_a_thread(&mut one), of_call(1, BEGINS));
    assert_eq!(on_a_thread(&mut two), of_call(2, BEGINS));
    assert_eq!(on_a_thread(&mut two), of_call(2, GOES_ON));
    assert_eq!(on_a_thread(&mut one), of_call(1, GOES_ON));
    assert_eq!(on_a_thread(&mut one), of_call(1, ENDS));
    assert_eq!(on_a_thread(&mut two), of_call(2, ENDS));
}

#[test]
fn those_of_one_call_that_run_at_once_have_their_own() {
    let pm = PluginManager::new("doorbell");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for (name, pauses) in [("slow", 2), ("fast", 1)] {
        let waits = move |n| -> Call<'static, u32> {
            Box::pin(async move {
                for _ in 0..pauses {
                    pause().await;
                }
                Says(name, n);
                n
            })
        };
        hooks.ring.register_fn(name, waits).unwrap();
    }
    pm.monitor(Tracing::new()).detach();
    let log = Log::default();
    with_default(Registry::default().with(log.clone()), || {
        let mut call: Call<'_, _> = Box::pin(hooks.ring.call_concurrent(1));
        let (fast, slow) = ("<closure> in times: 1", "<closure> in times: 1");
        assert!(poll(&mut call).is_pending());
        let second = log.of(|| poll(&mut call));
        let third = log.of(|| assert!(poll(&mut call).is_ready()));
        let lines = |lines: &[&str], whose: &str| -> Vec<String> {
            lines.iter().map(|line| format!("{line} {whose}")).collect()
        };
        let inside =
            [lines(&["enter", "fast 1:", "exit", "close"], fast), lines(&["enter", "exit"], slow)];
        assert_eq!(second[1..second.len() - 1], inside.concat());
        assert_eq!(third[1..third.len() - 2], lines(&["enter", "slow 1:", "exit", "close"], slow));
    });
}

/// Has to go on in the span that it began in.
struct Worker;

#[hookimpl(manual)]
impl Hooks for Worker {
    async fn ring(&self) -> u32 {
        let began = tracing::Span::current().id().unwrap();
        for _ in 0..2 {
            pause().await;
            assert_eq!(tracing::Span::current().id().as_ref(), Some(&began));
        }
        1
    }
}

#[test]
fn two_of_one_name_that_run_at_once_go_on_each_in_its_own() {
    let pm = PluginManager::new("doorbell");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.monitor(Tracing::new()).detach();
    let hooks = hooks.with_plugin(Worker).unwrap().with_plugin(Worker).unwrap();
    with_default(Registry::default().with(Log::default()), || {
        let mut call: Call<'_, _> = Box::pin(hooks.ring.call_concurrent(1));
        assert!(poll(&mut call).is_pending() && poll(&mut call).is_pending());
        assert_eq!(poll(&mut call), Poll::Ready(vec![1, 1]));
    });
}

#[test]
fn a_panic_leaves_and_closes_all() {
    let (_pm, hooks, log, dispatch) = setup();
    tracing::dispatcher::with_default(&dispatch, || {
        let mut call: Call<'_, _> = Box::pin(hooks.breaks.call_all(1));
        assert!(poll(&mut call).is_pending());
        let ends = [
            "enter times: 1",
            "enter breaks in times: 1",
            "exit breaks in times: 1",
            "close breaks in times: 1",
            "exit times: 1",
            "close times: 1",
        ];
        let panics = || catch_unwind(AssertUnwindSafe(|| poll(&mut call))).unwrap_err();
        assert_eq!(log.of(panics), ends);
        assert!(log.of(|| drop(call)).is_empty());
    });
}
