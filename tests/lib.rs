//! The tests of `pluggy-core` that need more than one of its parts, and those
//! of what the README says.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
