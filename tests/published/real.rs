//! Real fences alone.

mod fences {
    use std::sync::atomic::Ordering::SeqCst;
    use std::sync::atomic::fence;

    pub(crate) fn prepare() {}

    pub(crate) fn light() {
        fence(SeqCst);
    }

    pub(crate) fn is_light_enough() -> bool {
        true
    }

    pub(crate) fn real() {
        fence(SeqCst);
    }

    pub(crate) fn heavy() -> bool {
        fence(SeqCst);
        true
    }
}

#[path = "primitives.rs"]
mod primitives;

#[path = "loaded.rs"]
mod loaded;
#[path = "../../pluggy-core/src/sync/published.rs"]
mod published;
#[path = "storms.rs"]
mod storms;
