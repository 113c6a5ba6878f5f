//! How a call's arguments reach the implementations: shared, lent or cloned.
//!
//! `#[hookspec]` writes one struct a hook, with a field of one of these types
//! for each argument. All three answer the same two methods, so that
//! `#[hookimpl]`, which sees only the plugin's half, writes `args.name.get()`
//! whatever the kind.

use std::fmt;

/// An argument that all implementations share: `&T`.
pub struct Shared<R>(R);

impl<'a, T: ?Sized> Shared<&'a T> {
    /// Wraps the caller's reference.
    #[inline]
    pub fn new(value: &'a T) -> Self {
        Shared(value)
    }

    /// The reference, for an implementation.
    #[inline]
    pub fn get(&mut self) -> &'a T {
        self.0
    }

    /// The reference, for a wrapper.
    #[inline]
    pub fn take(&mut self) -> &'a T {
        self.0
    }
}

impl<R: fmt::Debug> fmt::Debug for Shared<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An argument that is lent to one implementation after another: `&mut T`.
pub struct Lent<R>(Option<R>);

impl<'a, T: ?Sized> Lent<&'a mut T> {
    /// Wraps the caller's reference.
    #[inline]
    pub fn new(value: &'a mut T) -> Self {
        Lent(Some(value))
    }

    /// The reference, for as long as an implementation runs.
    ///
    /// # Panics
    ///
    /// When a wrapper took it and did not put it back, which `#[hookimpl]`
    /// does not write.
    #[inline]
    pub fn get(&mut self) -> &mut T {
        self.0.as_deref_mut().expect("an argument that a wrapper took")
    }

    /// The reference itself, for a wrapper, which hands it to `next`.
    ///
    /// # Panics
    ///
    /// When it is taken twice, which `#[hookimpl]` does not write.
    #[inline]
    pub fn take(&mut self) -> &'a mut T {
        self.0.take().expect("an argument that a wrapper took")
    }
}

impl<R: fmt::Debug> fmt::Debug for Lent<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("…"),
        }
    }
}

/// An argument of which each implementation gets a clone: any other `T`.
pub struct Cloned<T>(T);

impl<T: Clone> Cloned<T> {
    /// Wraps the caller's value.
    #[inline]
    pub fn new(value: T) -> Self {
        Cloned(value)
    }

    /// A clone, for an implementation.
    #[inline]
    pub fn get(&mut self) -> T {
        self.0.clone()
    }

    /// A clone, for a wrapper.
    #[inline]
    pub fn take(&mut self) -> T {
        self.0.clone()
    }
}

impl<T: fmt::Debug> fmt::Debug for Cloned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
