//! Fences where the kernel refuses the heavy ones: each load passes a real one, and takes
//! a count.

mod fences {
    use std::sync::atomic::Ordering::SeqCst;
    use std::sync::atomic::fence;

    pub(crate) fn prepare() {}

    pub(crate) fn light() {
        unreachable!("it is not enough");
    }

    pub(crate) fn is_light_enough() -> bool {
        false
    }

    pub(crate) fn real() {
        fence(SeqCst);
    }

    pub(crate) fn heavy() -> bool {
        fence(SeqCst);
        true
    }
}

mod primitives {
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
}

#[path = "loaded.rs"]
mod loaded;
#[path = "../../pluggy-core/src/sync/published.rs"]
mod published;
#[path = "storms.rs"]
mod storms;
