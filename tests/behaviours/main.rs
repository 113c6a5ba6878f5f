//! What users rely on, a module a behaviour.

mod argument_types;
mod arguments;
mod blocking;
mod discovery;
mod discovery_failures;
mod discovery_functions;
mod discovery_reentrancy;
mod dropping;
mod fallible;
mod historic;
mod historic_nested;
mod historic_panics;
mod historic_races;
mod introspection;
mod managers;
mod names;
mod ordering;
mod reentrancy;
mod registration;
mod regressions;
mod results;
mod snapshots;
mod support;
mod threads;
mod wrapper_arguments;
mod wrapper_errors;
mod wrappers;

/// A plugin at the root of its crate.
#[pluggy_core::hookimpl(discovery_functions::Hooks)]
fn ring() -> String {
    "at the root".into()
}
