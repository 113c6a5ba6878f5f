//! The implementations of one call all at once.

use std::future::poll_fn;
use std::mem;
use std::task::{Context, Poll, ready};

use super::super::{Kind, Output, Return};
use super::{BoxFuture, Frame, Started};
use crate::hook::code::AsyncArguments;
use crate::hook::marker::Hook;

/// An implementation on its way.
enum Running<'a, R> {
    Awaited(BoxFuture<'a, R>),
    Done(R),
    Taken,
}

impl<H: Hook> Frame<'_, H> {
    /// Runs all implementations, and takes their results in call order; at the
    /// first that ends the call, the others are dropped.
    ///
    /// They begin in call order, each as far as it comes before the next. Whenever one
    /// wakes, all that still run are polled.
    pub(super) async fn concurrent<A: AsyncArguments<Hook = H>>(&self, mut args: A) -> Output<A> {
        let (wrappers, implementations) = self.view().lens();
        let mut copies = Vec::with_capacity(implementations);
        copies.extend((0..implementations).map_while(|_| args.share()));
        let mut copies = copies.iter_mut();
        let mut running = Vec::with_capacity(implementations);
        let ended = poll_fn(|cx| {
            let mut is_done = true;
            for at in 0..implementations {
                if at == running.len() {
                    let Some(args) = copies.next() else { break };
                    running.push(self.begin(at, args));
                }
                match running[at].poll::<A::Kind>(cx) {
                    Poll::Ready(true) => return Poll::Ready(Some(at)),
                    Poll::Ready(false) => {}
                    Poll::Pending => is_done = false,
                }
            }
            if is_done { Poll::Ready(None) } else { Poll::Pending }
        })
        .await;
        let mut state = A::Kind::start(implementations);
        match ended {
            Some(at) => running[at].step::<A::Kind>(&mut state),
            None => running.iter_mut().for_each(|one| one.step::<A::Kind>(&mut state)),
        }
        drop(running);
        let output = A::Kind::finish(state, || args.handed());
        self.blame.innermost::<A::Kind>(wrappers, ended, &output);
        output
    }

    fn begin<'call, A: AsyncArguments<Hook = H>>(
        &'call self,
        at: usize,
        args: &'call mut A,
    ) -> Running<'call, Return<A>> {
        if let Some(watch) = self.watch {
            return Running::Awaited(Box::pin(self.observed_one(watch, at, args)));
        }
        match self.start(at, args) {
            Started::Now(result) => Running::Done(result),
            Started::Later(running) => Running::Awaited(running),
        }
    }
}

impl<R> Running<'_, R> {
    /// Polls it where it still runs; answers whether its result ends the call.
    fn poll<K: Kind<Return = R>>(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        if let Running::Awaited(future) = self {
            *self = Running::Done(ready!(future.as_mut().poll(cx)));
        }
        Poll::Ready(matches!(self, Running::Done(result) if K::is_end(result)))
    }

    fn step<K: Kind<Return = R>>(&mut self, state: &mut K::State) {
        if let Running::Done(result) = mem::replace(self, Running::Taken) {
            drop(K::step(state, result));
        }
    }
}
