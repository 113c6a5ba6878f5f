//! What users rely on, a module a behaviour.

mod arguments;
mod blocking;
mod dropping;
mod fallible;
mod historic;
mod historic_nested;
mod historic_panics;
mod introspection;
mod managers;
mod names;
mod ordering;
mod reentrancy;
mod registration;
mod results;
mod support;
mod wrapper_errors;
mod wrappers;
