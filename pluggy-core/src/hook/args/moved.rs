//! The value of a waterfall, on its way from one implementation to the next.

use std::fmt;
use std::marker::PhantomData;

use super::ShareMoved;
use crate::hook::agreement::Nobodys;

/// The value of a waterfall: each implementation gets what the one before returned.
pub struct Moved<T>(Option<T>);

impl<T> Moved<T> {
    /// Wraps the caller's value.
    #[inline]
    pub fn new(value: T) -> Self {
        Moved(Some(value))
    }

    /// The value itself, for an implementation, which returns it or another.
    ///
    /// # Panics
    ///
    /// When a wrapper took it and did not put it back, which `#[hookimpl]`
    /// does not write.
    #[inline]
    pub fn __get(&mut self) -> T {
        self.0.take().expect("a value that a wrapper took")
    }

    /// The value itself, for a wrapper, which hands it to `next`.
    ///
    /// # Panics
    ///
    /// When it is taken twice, which `#[hookimpl]` does not write.
    #[inline]
    pub fn __take(&mut self) -> T {
        self.__get()
    }

    /// Takes what an implementation returned.
    #[inline]
    pub fn __hand_back(&mut self, value: T) {
        self.0 = Some(value);
    }

    /// What has come of the value.
    ///
    /// # Panics
    ///
    /// When an implementation took it and gave nothing back, which `Waterfall`
    /// does not ask for.
    #[inline]
    #[must_use]
    pub fn __handed<R>(&mut self) -> Coming<T, R> {
        Coming(self.0.take().expect("a value that was given back"), PhantomData)
    }

    /// No value: a wrapper that runs what is inside again hands it one.
    #[must_use]
    pub fn __again(&mut self) -> Self {
        Moved(None)
    }
}

impl<T> ShareMoved for Moved<T> {}

impl<T: fmt::Debug> fmt::Debug for Moved<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("…"),
        }
    }
}

/// What a waterfall hands from one implementation to the next: its value's type.
#[diagnostic::on_unimplemented(
    message = "a waterfall hands its value on, so what is returned is what the first argument takes",
    label = "this is `{Self}`, and the first argument `{Value}`",
    note = "write one type for both, the result's perhaps in a `Result`"
)]
pub trait HandedOn<Value> {
    /// The same.
    fn handed_on(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T> HandedOn<T> for T {
    #[inline]
    fn handed_on(self) -> T {
        self
    }
}

/// Of a `Result` by another name it is said that it is one, and nothing else.
#[diagnostic::do_not_recommend]
impl<T, E> HandedOn<T> for Result<T, E> {
    fn handed_on(self) -> T {
        unreachable!("no such hook compiles")
    }
}

#[diagnostic::do_not_recommend]
impl<T> HandedOn<Nobodys<T>> for T {
    fn handed_on(self) -> Nobodys<T> {
        unreachable!("no hook returns it")
    }
}

/// The value that comes out of a waterfall, as what a call gives: the inherent method
/// is there where that is its type; else [`HandedOn`] has said that it is not.
pub struct Coming<T, R>(T, PhantomData<R>);

impl<V> Coming<V, V> {
    /// The value.
    #[inline]
    pub fn out(self) -> V {
        self.0
    }
}

/// What `Coming` answers where the types are not one.
pub trait NotComing<R>: Sized {
    /// Nothing.
    fn out(self) -> R {
        unreachable!("no such waterfall compiles")
    }
}

impl<T, R> NotComing<R> for Coming<T, R> {}
