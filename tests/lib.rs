//! The tests of `pluggy-core` that need more than one of its parts.
