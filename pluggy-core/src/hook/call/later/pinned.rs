//! How the future of a plugin's function is boxed.

use std::marker::PhantomData;
use std::pin::Pin;

use super::BoxFuture;

/// What boxes the futures of a plugin's functions.
///
/// Of a plugin that threads can't share these are not `Send` either. It is said of the
/// plugin's type that it can't be shared, and nothing of them: they are boxed by
/// [`NotShared`] then.
pub struct FuturesOf<P>(PhantomData<P>);

impl<P: Send + Sync> FuturesOf<P> {
    /// A future, boxed.
    #[inline]
    pub fn pinned<F>(future: F) -> Pin<Box<F>> {
        Box::pin(future)
    }
}

/// What boxes the futures of a plugin that threads can't share.
pub trait NotShared {
    /// Nothing.
    #[must_use]
    fn pinned<'call, F: Future + 'call>(_: F) -> BoxFuture<'call, F::Output> {
        unreachable!("no such plugin compiles")
    }
}

impl<P> NotShared for FuturesOf<P> {}
