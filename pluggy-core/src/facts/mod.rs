//! What can be told of hooks, implementations and plugins: data without
//! behaviour, stated once and read by everybody.

pub(crate) mod dropped_here;
pub(crate) mod hook;
pub(crate) mod imp;
pub(crate) mod location;
pub(crate) mod map;
pub(crate) mod mark;
pub(crate) mod name;
pub(crate) mod near;
pub(crate) mod panic;
pub(crate) mod pattern;
#[cfg(feature = "select")]
pub(crate) mod patterns;
pub(crate) mod plugin;
pub(crate) mod sort;
pub(crate) mod text;
