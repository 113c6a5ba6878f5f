//! One hook: its list, the order in it, and how it is called.

pub(crate) mod args;
pub(crate) mod call;
pub(crate) mod caller;
pub(crate) mod cell;
pub(crate) mod error;
pub(crate) mod historic;
#[allow(unsafe_code, reason = "one hop to a plugin; the file says why it is sound")]
pub(crate) mod hop;
pub(crate) mod imp;
pub(crate) mod order;
pub(crate) mod source;
pub(crate) mod spec;
