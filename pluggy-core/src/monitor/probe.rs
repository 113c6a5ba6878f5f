//! What can be shown of a value, found out from its type alone.

use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// Finds out whether a value of a known type can be shown: the inherent
/// method is there for those that can, the trait's for all.
pub struct Probe<'a, T>(pub &'a T);

impl<'a, T: fmt::Debug> Probe<'a, T> {
    /// The value.
    #[must_use]
    pub fn debug(&self) -> Option<&'a dyn fmt::Debug> {
        Some(self.0)
    }
}

impl<'a, T: fmt::Display> Probe<'a, T> {
    /// The value.
    #[must_use]
    pub fn display(&self) -> Option<&'a dyn fmt::Display> {
        Some(self.0)
    }
}

impl<'a, T: Error> Probe<'a, T> {
    /// What is behind the error.
    #[must_use]
    pub fn cause(&self) -> Option<&'a (dyn Error + 'static)> {
        self.0.source()
    }
}

/// What [`Probe`] answers of what leads to an error without being one, as
/// `Box<dyn Error>` and `anyhow::Error` do.
pub trait CauseOfPointee<'a> {
    /// What is behind the error.
    fn cause(&self) -> Option<&'a (dyn Error + 'static)>;
}

impl<'a, T: Deref<Target: Error>> CauseOfPointee<'a> for Probe<'a, T> {
    fn cause(&self) -> Option<&'a (dyn Error + 'static)> {
        self.0.deref().source()
    }
}

/// What [`Probe`] answers of what is no error at all.
pub trait NoCause<'a> {
    /// Nothing.
    fn cause(&self) -> Option<&'a (dyn Error + 'static)> {
        None
    }
}

impl<'a, T> NoCause<'a> for &Probe<'a, T> {}

/// What [`Probe`] answers of values that can't be shown.
pub trait Unshown<'a> {
    /// Nothing.
    fn debug(&self) -> Option<&'a dyn fmt::Debug> {
        None
    }

    /// Nothing.
    fn display(&self) -> Option<&'a dyn fmt::Display> {
        None
    }
}

impl<'a, T> Unshown<'a> for Probe<'a, T> {}

/// What a reference leads to, as text, where it can be shown.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ($value:expr) => {{
        use $crate::__private::Unshown as _;
        $crate::__private::Probe($value).debug()
    }};
}
