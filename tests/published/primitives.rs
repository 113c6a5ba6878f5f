//! What the published value is made of here: the fences beside it, and what all have.

pub(super) use super::fences;

pub(super) use std::sync::Arc;
pub(super) use std::sync::atomic::{AtomicBool, AtomicPtr};
pub(super) use std::thread_local;

pub(super) const SLOTS: usize = 2;

pub(super) fn isolated(run: impl FnOnce()) {
    run();
}

macro_rules! global {
    ($(#[$doc:meta])* static $name:ident: $type:ty = $value:expr;) => {
        $(#[$doc])* static $name: $type = $value;
    };
}

pub(super) use global;
