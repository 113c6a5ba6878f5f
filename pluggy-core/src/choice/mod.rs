//! What the end user wants: which plugins there are, and how they are
//! configured.

#[cfg(feature = "config")]
pub(crate) mod config;
#[cfg(feature = "select")]
pub(crate) mod select;
#[cfg(not(feature = "select"))]
mod unselected;

use std::sync::Arc;

#[cfg(feature = "select")]
use select::Selection;
#[cfg(not(feature = "select"))]
use unselected::Selection;

/// What the end user wants, as the host has read it; cheap to clone. Without the
/// features there is nothing to want.
#[derive(Clone, Default)]
pub(crate) struct Choice {
    pub(crate) selection: Arc<Selection>,
    #[cfg(feature = "config")]
    pub(crate) config: config::Config,
}
