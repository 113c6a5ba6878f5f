//! What an async wrapper runs by its `next`.

use std::marker::PhantomData;

use super::super::Output;
use super::Frame;
use crate::hook::code::AsyncArguments;
use crate::hook::marker::Hook;

/// Everything inside an async wrapper, to be run once, or [`again`](AsyncNext::again).
///
/// `A` is the wrapper's arguments, which outlive what runs it.
pub struct AsyncNext<'a, H, A: 'a> {
    frame: &'a Frame<'a, H>,
    /// How many wrappers are outside.
    depth: usize,
    args: PhantomData<fn(A) -> A>,
}

impl<'a, H, A> AsyncNext<'a, H, A> {
    pub(super) fn new(frame: &'a Frame<'a, H>, depth: usize) -> Self {
        AsyncNext { frame, depth, args: PhantomData }
    }

    /// The same, for a wrapper that runs what is inside more than once.
    #[must_use]
    pub fn again(&self) -> Self {
        AsyncNext { ..*self }
    }
}

impl<H: Hook, A> AsyncNext<'_, H, A> {
    /// Runs what is inside with the wrapper's arguments.
    pub async fn run<B: AsyncArguments<Hook = H>>(self, args: B) -> Output<B> {
        self.frame.inside(self.depth, args).await
    }
}
