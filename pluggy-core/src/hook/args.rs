//! How a call's arguments reach the implementations: shared, lent, cloned, or
//! moved from one to the next.
//!
//! `#[hookspec]` writes one struct a hook, with a field of one of these types
//! for each argument. All answer the same methods, so that `#[hookimpl]`,
//! which sees only the plugin's half, writes `args.name.__get()` whatever
//! the kind: `__get` for an implementation, and for a wrapper `__take` where it
//! hands the argument to what is inside, else `__share`. `__again` is for a wrapper
//! that runs what is inside more than once. No hook has such a name.

use std::fmt;
use std::marker::PhantomData;

use super::agreement::Nobodys;

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

    /// The same.
    #[must_use]
    pub fn __again(&mut self) -> Self {
        Shared(self.0)
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

    /// Can't be called: what is lent can't be shared with what is inside.
    pub fn __share(&mut self) -> &'a mut T
    where
        Self: SharedWithNext,
    {
        self.__take()
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

    /// Nothing: a wrapper took it, and puts it back.
    #[must_use]
    pub fn __taken() -> Self {
        Lent(None)
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

impl<T> Cloned<T> {
    /// Wraps the caller's value.
    #[inline]
    pub fn new(value: T) -> Self {
        Cloned(value)
    }

    /// A clone, for an implementation.
    #[inline]
    pub fn __get(&mut self) -> T
    where
        T: ClonedForEach,
    {
        self.0.cloned()
    }

    /// A clone, for a wrapper.
    #[inline]
    pub fn __share(&mut self) -> T
    where
        T: ClonedForEach,
    {
        self.0.cloned()
    }

    /// A clone, for a wrapper that mistakes it for a lent one.
    #[inline]
    pub fn __take(&mut self) -> T
    where
        T: ClonedForEach,
    {
        self.0.cloned()
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

/// An argument that can be given again. Whether it can is asked where it is, so that
/// one that can't is told of where it is passed, once.
pub trait Again {
    /// The same.
    type Same;

    /// The same once more.
    fn again(self) -> Self::Same;
}

impl<T: Clone> Again for &mut Cloned<T> {
    type Same = Cloned<T>;

    fn again(self) -> Cloned<T> {
        Cloned(self.0.clone())
    }
}

/// What may be an argument by value.
#[diagnostic::on_unimplemented(
    message = "an argument by value is cloned for each plugin, and `{Self}` is not `Clone`",
    label = "not `Clone`",
    note = "implement `Clone` for it, or take it by `&`"
)]
pub trait ClonedForEach {
    /// A clone.
    #[must_use]
    fn cloned(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> ClonedForEach for T {
    #[inline]
    fn cloned(&self) -> T {
        self.clone()
    }
}

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

    /// Can't be called: a wrapper that takes the value hands it on.
    pub fn __share(&mut self) -> T
    where
        Self: HandedToNext,
    {
        self.__get()
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
    pub fn __hand_back<R: HandedOn<T>>(&mut self, result: R) {
        self.0 = Some(result.handed_on());
    }

    /// What has come of the value.
    ///
    /// # Panics
    ///
    /// When an implementation took it and gave nothing back, which `Waterfall`
    /// does not ask for.
    #[inline]
    #[must_use]
    pub fn __handed<R>(self) -> Coming<T, R> {
        Coming(self.0.expect("a value that was given back"), PhantomData)
    }

    /// No value: a wrapper that runs what is inside again hands it one.
    #[must_use]
    pub fn __again(&mut self) -> Self {
        Moved(None)
    }
}

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

/// Never implemented: a waterfall's value is the wrapper's, or that of what is inside.
#[diagnostic::on_unimplemented(
    message = "a wrapper can't keep the value of a waterfall",
    label = "this is the value that the hook hands on",
    note = "hand it, or another, to what is inside: `next: impl FnOnce(…) -> …` takes it where it \
            stands among the arguments; or leave it out"
)]
pub trait HandedToNext {}

/// Never implemented: only a waterfall's value is handed on.
#[diagnostic::on_unimplemented(
    message = "`next` takes what can't be shared, and this argument can",
    label = "each implementation gets a clone of it",
    note = "`next` has the `&mut` arguments alone in its parentheses, and the value of a waterfall"
)]
pub trait MovedByHook {}

/// Never implemented: what a wrapper runs again needs the value anew.
#[diagnostic::on_unimplemented(
    message = "a wrapper that runs `next` again hands the value of the waterfall in each time",
    label = "the value is moved to the first run",
    note = "take the value, and write its type in the parentheses of `next`"
)]
pub trait HandsValueAnew {}

/// Never implemented: what is lent for a named lifetime can be lent once.
#[diagnostic::on_unimplemented(
    message = "what is inside can't be run again here: the spec lends a `&mut` argument for a lifetime \
               that it names",
    label = "it can be lent once",
    note = "run `next` once, `impl FnOnce(…)`; or the spec leaves the lifetime of that `&mut` out"
)]
pub trait LentAnew {}

/// Never implemented: what is lent is the wrapper's, or that of what is inside.
#[diagnostic::on_unimplemented(
    message = "a wrapper can't share an argument that is lent",
    label = "the spec lends this argument",
    note = "take it as `&mut`, and hand it to `next`: `next: impl FnOnce(&mut …) -> …`"
)]
pub trait SharedWithNext {}

impl<T: fmt::Debug> fmt::Debug for Cloned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
