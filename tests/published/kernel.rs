//! The crate's own fences.

mod primitives {
    pub(super) use std::sync::Arc;
    pub(super) use std::sync::atomic::{AtomicBool, AtomicPtr};
    pub(super) use std::thread_local;

    pub(super) use super::fences;

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
}

#[path = "../../pluggy-core/src/sync/fences.rs"]
mod fences;
#[path = "loaded.rs"]
mod loaded;
#[path = "../../pluggy-core/src/sync/published.rs"]
mod published;
#[path = "storms.rs"]
mod storms;
