//! A call that somebody watches.

use std::fmt;

use super::{Arguments, Kind, Output, Return, Returned};
use crate::facts::text::{self, Plain};
use crate::hook::code::SyncArguments;
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

/// How what is returned in a call of a hook is shown.
pub(in crate::hook) struct Shows<K: Kind> {
    value: for<'a> fn(Returned<'a, K>) -> Option<&'a dyn fmt::Debug>,
    error: fn(&K::Error) -> ErrorText<'_>,
}

impl<K: Kind> Clone for Shows<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Kind> Copy for Shows<K> {}

impl<K: Kind> Shows<K> {
    /// That of the hook with these arguments.
    pub(in crate::hook) const fn of<A: Arguments<Kind = K>>() -> Self {
        // What can't fail has no errors to be compiled.
        let error = if K::CAN_FAIL { A::show_error } else { no_error::<K> };
        Shows { value: A::show, error }
    }

    /// Tells what is returned.
    pub(super) fn tell(&self, returned: Returned<'_, K>, tell: Tell<'_>) {
        let results = match returned {
            Returned::One(result) => K::inspect_return(result),
            Returned::All(output) => K::inspect_output(output),
        };
        let outcome = match results {
            Ok(results) => Outcome::Returned { results, value: (self.value)(returned) },
            Err(error) => Outcome::Failed { error: &(self.error)(error) },
        };
        tell(&outcome);
    }
}

fn no_error<K: Kind>(_: &K::Error) -> ErrorText<'_> {
    ErrorText { display: None, debug: None }
}

/// Tells what an implementation returned.
pub(super) fn of_return<A: Arguments>(result: &Return<A>, tell: Tell<'_>) {
    Shows::of::<A>().tell(Returned::One(result), tell);
}

/// Tells what comes out of a call.
pub(super) fn of_output<A: Arguments>(output: &Output<A>, tell: Tell<'_>) {
    Shows::of::<A>().tell(Returned::All(output), tell);
}

/// Calls one implementation, watched or not.
pub(crate) fn call<A: SyncArguments>(
    watch: Option<&Watch>,
    args: &mut A,
    implementation: Implementation<'_, A::Hook>,
) -> Return<A> {
    let Some(watch) = watch else { return implementation.call(args) };
    let imp = implementation.bound().hook_impl();
    watch.start(Some(&imp), args);
    watch.finish(Some(&imp), |tell| {
        let result = implementation.call(args);
        of_return::<A>(&result, tell);
        result
    })
}
