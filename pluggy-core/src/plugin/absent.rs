//! What stands in where the host's version of a spec lacks an optional hook.
//!
//! Generated code calls `implement` or `wrap` on an [`Anchor`] for each
//! function; the anchor's type says what the function must look like. An
//! [`AbsentHook`] takes any function, and leaves its code out.
//!
//! [`Anchor`]: crate::hook::anchor::Anchor

use std::marker::PhantomData;

use crate::facts::imp::ImplFacts;
use crate::hook::call::BoxFuture;
use crate::hook::passed::Placed;
use crate::hook::record::{Function, FunctionOf};

/// In place of an anchor where the spec lacks an optional hook: `A` is a
/// struct with a field for each argument that the function names.
pub struct AbsentHook<A>(PhantomData<A>);

impl<A> AbsentHook<A> {
    /// The anchor of a hook that is not there.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it stands beside `Anchor::new`")]
    pub const fn new() -> Self {
        AbsentHook(PhantomData)
    }

    /// An implementation without its hook.
    #[must_use]
    pub const fn implement<P, R>(
        self,
        facts: &'static ImplFacts,
        _: fn(&P, &mut A) -> R,
    ) -> FunctionOf<P> {
        FunctionOf::new(Function::new(None, facts))
    }

    /// An async implementation without its hook.
    #[must_use]
    pub const fn implement_async<P, R>(
        self,
        facts: &'static ImplFacts,
        _: for<'a> fn(&'a P, &'a mut A) -> BoxFuture<'a, R>,
    ) -> FunctionOf<P> {
        FunctionOf::new(Function::new(None, facts))
    }

    /// An async wrapper without its hook.
    #[must_use]
    pub const fn wrap_async<P, R>(
        self,
        facts: &'static ImplFacts,
        _: for<'a> fn(&'a P, A, AbsentAsyncNext) -> BoxFuture<'a, R>,
    ) -> FunctionOf<P> {
        FunctionOf::new(Function::new(None, facts))
    }

    /// A wrapper without its hook.
    #[must_use]
    pub const fn wrap<P, R>(
        self,
        facts: &'static ImplFacts,
        _: fn(&P, Placed<'_, A>, AbsentNext) -> R,
    ) -> FunctionOf<P> {
        FunctionOf::new(Function::new(None, facts))
    }
}

/// In place of an argument of a hook that is not there.
pub enum Absent {}

impl Absent {
    /// The argument, if there were one.
    #[must_use]
    pub fn __get<T>(&self) -> T {
        match *self {}
    }

    /// The argument, if there were one.
    #[must_use]
    pub fn __share<T>(&self) -> T {
        match *self {}
    }

    /// The argument, if there were one.
    #[must_use]
    pub fn __take<T>(&self) -> T {
        match *self {}
    }
}

/// In place of what is inside a wrapper of a hook that is not there.
pub enum AbsentNext {}

impl AbsentNext {
    /// The same.
    #[must_use]
    pub fn again(&self) -> Self {
        match *self {}
    }

    /// What is inside, if there were anything.
    #[must_use]
    pub fn run<A, R>(self, _: A) -> R {
        match self {}
    }
}

/// In place of what is inside an async wrapper of a hook that is not there.
pub enum AbsentAsyncNext {}

impl AbsentAsyncNext {
    /// The same.
    #[must_use]
    pub fn again(&self) -> Self {
        match *self {}
    }

    /// What is inside, if there were anything.
    #[allow(clippy::unused_async, reason = "as of a hook that is there")]
    pub async fn run<A, R>(self, _: A) -> R {
        match self {}
    }
}
