//! How a call's arguments reach the implementations: shared, lent, cloned, or
//! moved from one to the next.
//!
//! `#[hookspec]` writes one struct a hook, with a field of one of these types
//! for each argument. All answer the same methods, so that `#[hookimpl]`,
//! which sees only the plugin's half, writes `args.name.__get()` whatever
//! the kind: `__get` for an implementation, and for a wrapper `__take` where it
//! hands the argument to what is inside, else `__share`. `__again` is for a wrapper
//! that runs what is inside more than once. No hook has such a name.

mod moved;
mod refused;

pub use moved::{HandedOn, Moved, NotComing};
pub use refused::{
    HandedToNext, HandsValueAnew, LentAnew, LentOnce, MovedByHook, MovedOnce, ShareLent,
    ShareMoved, SharedWithNext,
};

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// An argument that all implementations share: `&T`.
#[derive(Clone, Copy)]
pub struct Shared<R>(R);

impl<'a, T: ?Sized> Shared<&'a T> {
    /// Wraps the caller's reference.
    #[inline]
    pub fn new(value: &'a T) -> Self {
        Shared(value)
    }

    /// The reference, for an implementation.
    #[inline]
    pub fn __get(&mut self) -> &'a T {
        self.0
    }

    /// The reference, for a wrapper.
    #[inline]
    pub fn __share(&mut self) -> &'a T {
        self.0
    }

    /// The reference, for a wrapper that mistakes it for a lent one.
    #[inline]
    pub fn __take(&mut self) -> &'a T {
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
    pub fn __get(&mut self) -> &mut T {
        self.0.as_deref_mut().expect("an argument that a wrapper took")
    }

    /// The reference itself, for a wrapper, which hands it to `next`.
    ///
    /// # Panics
    ///
    /// When it is taken twice, which `#[hookimpl]` does not write.
    #[inline]
    pub fn __take(&mut self) -> &'a mut T {
        self.0.take().expect("an argument that a wrapper took")
    }

    /// The reference for a shorter time; nothing, where a wrapper took it.
    pub fn __lend(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// The same for a shorter time.
    #[must_use]
    pub fn __again(&mut self) -> Lent<&mut T> {
        Lent(self.0.as_deref_mut())
    }

    /// Nothing: a wrapper took it, and puts it back.
    #[must_use]
    pub fn __taken() -> Self {
        Lent(None)
    }
}

impl<R> ShareLent for Lent<R> {}

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

impl<T> Cloned<T> {
    /// Wraps the caller's value.
    #[inline]
    pub fn new(value: T) -> Self {
        Cloned(value)
    }
}

impl<T: Clone> Cloned<T> {
    /// A clone, for an implementation.
    #[inline]
    pub fn __get(&mut self) -> T {
        self.0.clone()
    }

    /// A clone, for a wrapper.
    #[inline]
    pub fn __share(&mut self) -> T {
        self.0.clone()
    }

    /// A clone, for a wrapper that mistakes it for a lent one.
    #[inline]
    pub fn __take(&mut self) -> T {
        self.0.clone()
    }

    /// The same once more.
    #[must_use]
    pub fn __again(&mut self) -> Self {
        Cloned(self.0.clone())
    }
}

/// What `Cloned` answers where the type is not `Clone`, of which [`ClonedForEach`] has
/// said that it is not: the methods are found here then, since it derefs to this.
pub struct NotCloned<T>(PhantomData<T>);

impl<T> Deref for Cloned<T> {
    type Target = NotCloned<T>;

    fn deref(&self) -> &NotCloned<T> {
        unreachable!("no such hook compiles")
    }
}

#[allow(clippy::unused_self, reason = "a method is what is found here")]
impl<T> NotCloned<T> {
    /// Nothing.
    pub fn __get(&self) -> T {
        unreachable!("no such hook compiles")
    }

    /// Nothing.
    pub fn __share(&self) -> T {
        unreachable!("no such hook compiles")
    }

    /// Nothing.
    pub fn __take(&self) -> T {
        unreachable!("no such hook compiles")
    }

    /// Nothing.
    pub fn __again(&self) -> Cloned<T> {
        unreachable!("no such hook compiles")
    }
}

impl<T: fmt::Debug> fmt::Debug for Cloned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The type of a struct's field.
///
/// Generated code asks for a struct by one of its fields: where there is no such
/// field, rustc says so, and says nothing of what is made of the struct.
pub struct Field<F>(PhantomData<fn(F) -> F>);

/// The type of a field.
#[inline]
#[must_use]
pub fn field<F>(_: &F) -> Field<F> {
    Field(PhantomData)
}

/// The struct that has the field.
#[inline]
#[must_use]
pub fn having<F: FieldOf<A>, A>(_: Field<F>, args: A) -> F::Struct {
    F::same(args)
}

/// What is of no known type where the field is of none.
pub trait FieldOf<A> {
    /// The struct.
    type Struct;

    /// The same.
    fn same(args: A) -> Self::Struct;
}

impl<F, A> FieldOf<A> for F {
    type Struct = A;

    #[inline]
    fn same(args: A) -> A {
        args
    }
}

/// What may be an argument by value.
#[diagnostic::on_unimplemented(
    message = "an argument by value is cloned for each plugin, and `{Self}` is not `Clone`",
    label = "not `Clone`",
    note = "implement `Clone` for it, or take it by `&`"
)]
pub trait ClonedForEach: Sized {
    /// Wraps the caller's value.
    fn passed(self) -> Cloned<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> ClonedForEach for T {
    #[inline]
    fn passed(self) -> Cloned<T> {
        Cloned(self)
    }
}
