//! One hook: its list, the order in it, and how it is called.

pub(crate) mod agreement;
pub(crate) mod anchor;
pub(crate) mod args;
pub(crate) mod call;
pub(crate) mod caller;
#[allow(unsafe_code, reason = "a caller leads to its calls, which are transparent")]
mod calls;
pub(crate) mod cell;
#[allow(unsafe_code, reason = "a pointer is made of a typed function alone")]
pub(crate) mod code;
pub(crate) mod each;
#[allow(unsafe_code, reason = "an entry has a hop and the plugin that it leads to")]
pub(crate) mod entry;
#[allow(unsafe_code, reason = "arguments are given to the list of their hook")]
pub(crate) mod erased;
pub(crate) mod error;
pub(crate) mod extra;
pub(crate) mod historic;
#[allow(unsafe_code, reason = "one hop to a plugin; the file says why it is sound")]
pub(crate) mod hop;
pub(crate) mod list;
pub(crate) mod marker;
#[macro_use]
mod functions;
pub(crate) mod names;
pub(crate) mod order;
#[allow(unsafe_code, reason = "arguments stand in a place, their type forgotten")]
pub(crate) mod passed;
pub(crate) mod reading;
pub(crate) mod record;
pub(crate) mod relay;
mod roll;
#[allow(unsafe_code, reason = "each source says why it shows its own hook's")]
pub(crate) mod source;
#[allow(unsafe_code, reason = "a list is shown with its hook's types where that was asked")]
pub(crate) mod typed;
mod view;
