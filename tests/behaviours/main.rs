//! What users rely on, a module a behaviour.

mod arguments;
mod fallible;
mod historic;
mod historic_nested;
mod historic_panics;
mod ordering;
mod results;
mod support;
mod wrapper_errors;
mod wrappers;
