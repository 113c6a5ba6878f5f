//! Where something stands in the source.

use std::fmt;

/// A place in the source, as the compiler names it.
///
/// It prints as `file:line:column`, which terminals and editors open.
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// trait Hooks {
///     fn ring(&self);
/// }
///
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// let place = hooks.ring.spec().location();
/// assert_eq!(place.to_string(), format!("{}:{}:{}", place.file(), place.line(), place.column()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    file: &'static str,
    line: u32,
    column: u32,
}

impl Location {
    /// For the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(file: &'static str, line: u32, column: u32) -> Self {
        Location { file, line, column }
    }

    /// Where the caller of a `#[track_caller]` function stands.
    #[track_caller]
    pub(crate) fn caller() -> Self {
        let caller = std::panic::Location::caller();
        Location::new(caller.file(), caller.line(), caller.column())
    }

    /// The file's path, relative to the folder in which the compiler ran.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
