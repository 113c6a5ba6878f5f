//! What users of async hooks rely on, a module a behaviour; each on two executors.

mod again;
mod arguments;
mod closures;
mod concurrent;
mod dyn_values;
mod extras;
mod functions;
mod kinds;
mod lifetimes;
mod one_at_a_time;
mod spans;
mod stress;
mod support;
mod views;
mod watched;
mod wrappers;
