//! The order of calls.
