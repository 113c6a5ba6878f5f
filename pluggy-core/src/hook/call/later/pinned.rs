//! How the future of a plugin's function is boxed.

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use super::BoxFuture;

/// What boxes the futures of a plugin's functions.
///
/// Of a plugin that threads can't share these are not `Send` either. It is said of the
/// plugin's type that it can't be shared, and nothing of them: the method of
/// `NotShared` is there then, since this derefs to it.
pub struct FuturesOf<P>(NotShared, PhantomData<P>);

impl<P> FuturesOf<P> {
    /// Those of `P`.
    pub const NEW: Self = FuturesOf(NotShared, PhantomData);
}

impl<P: Send + Sync> FuturesOf<P> {
    /// A future, boxed.
    #[inline]
    pub fn pinned<F>(&self, future: F) -> Pin<Box<F>> {
        Box::pin(future)
    }
}

impl<P> Deref for FuturesOf<P> {
    type Target = NotShared;

    fn deref(&self) -> &NotShared {
        &self.0
    }
}

/// What boxes the futures of a plugin that threads can't share.
pub struct NotShared;

#[allow(clippy::unused_self, reason = "a method is what is found here")]
impl NotShared {
    /// Nothing.
    #[must_use]
    pub fn pinned<'call, F: Future + 'call>(&self, _: F) -> BoxFuture<'call, F::Output> {
        unreachable!("no such plugin compiles")
    }
}
