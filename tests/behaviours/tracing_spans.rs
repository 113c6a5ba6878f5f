//! The spans of `Tracing`, when a subscriber panics.

use std::fmt;

use pluggy_core::{PluginManager, Tracing, hookspec};
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::support::{Trace, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;

    fn shows(&self, what: &Panicking);
}

/// Formats all that it is told.
struct Formats;

impl<S: tracing::Subscriber> Layer<S> for Formats {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut text = String::new();
        let mut format = |_: &tracing::field::Field, value: &dyn fmt::Debug| {
            text.extend([format!("{value:?}")]);
        };
        attributes.record(&mut format);
    }
}

/// A subscriber that panics at a call's span leaves the stack without it; at
/// the call's end the span around is left instead.
#[test]
fn a_debug_that_panics_breaks_no_span_around() {
    let pm = PluginManager::new("bugs");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
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
