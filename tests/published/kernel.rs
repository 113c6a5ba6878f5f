//! The crate's own fences.

#[path = "primitives.rs"]
mod primitives;

#[path = "../../pluggy-core/src/sync/fences.rs"]
mod fences;
#[path = "loaded.rs"]
mod loaded;
#[path = "../../pluggy-core/src/sync/published.rs"]
mod published;
#[path = "storms.rs"]
mod storms;
