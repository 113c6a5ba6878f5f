//! A call that somebody watches.

use std::fmt;

use super::{Arguments, Kind, Output, Return, SyncArguments};
use crate::facts::text::{self, Plain};
use crate::hook::hop::Implementation;
use crate::monitor::Outcome;
pub(crate) use crate::monitor::watch::{Tell, Watch};

/// An error's text, where its type has one: one plain line.
#[derive(Clone, Copy)]
pub struct ErrorText<'a> {
    /// Preferred.
    pub display: Option<&'a dyn fmt::Display>,
    /// In its place.
    pub debug: Option<&'a dyn fmt::Debug>,
}

impl fmt::Display for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.display, self.debug) {
            (Some(text), _) => Plain(&text).fmt(f),
            (None, Some(text)) => f.write_str(&text::value(text)),
            (None, None) => f.write_str("an error without a text"),
        }
    }
}

/// Tells what an implementation returned.
pub(super) fn of_return<A: Arguments>(result: &Return<A>, tell: Tell<'_>) {
    match A::Kind::inspect_return(result) {
        Ok(results) => returned(results, A::show_return(result), tell),
        Err(error) if A::Kind::CAN_FAIL => failed(A::show_error(error), tell),
        Err(_) => {}
    }
}

/// Tells what comes out of a call.
pub(super) fn of_output<A: Arguments>(output: &Output<A>, tell: Tell<'_>) {
    match A::Kind::inspect_output(output) {
        Ok(results) => returned(results, A::show_output(output), tell),
        Err(error) if A::Kind::CAN_FAIL => failed(A::show_error(error), tell),
        Err(_) => {}
    }
}

fn returned(results: usize, value: Option<&dyn fmt::Debug>, tell: Tell<'_>) {
    tell(&Outcome::Returned { results, value });
}

fn failed(error: ErrorText<'_>, tell: Tell<'_>) {
    tell(&Outcome::Failed { error: &error });
}

/// Calls one implementation, watched or not.
pub(crate) fn call<A: SyncArguments>(
    watch: Option<&Watch>,
    args: &mut A,
    implementation: Implementation<'_, A::Hook>,
) -> Return<A> {
    let Some(watch) = watch else { return args.call_one(implementation) };
    let imp = implementation.bound().hook_impl();
    watch.start(Some(&imp), args);
    watch.finish(Some(&imp), |tell| {
        let result = args.call_one(implementation);
        of_return::<A>(&result, tell);
        result
    })
}
