//! What the end user wants: which plugins there are, and how they are
//! configured.

#[cfg(feature = "config")]
pub(crate) mod config;
#[cfg(feature = "select")]
pub(crate) mod select;
