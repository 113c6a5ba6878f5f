//! The implementations of one call all at once.

use std::future::poll_fn;
use std::mem;
use std::task::{Context, Poll};

use super::super::{Kind, Output, Return};
use super::{AsyncArguments, BoxFuture, Frame, Started};
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
    /// Whenever one wakes, all that still run are polled.
    pub(super) async fn concurrent<A: AsyncArguments<Hook = H>>(&self, mut args: A) -> Output<A> {
        let (wrappers, implementations) = self.view().lens();
        let mut copies = Vec::with_capacity(implementations);
        copies.extend((0..implementations).map_while(|_| args.share()));
        let mut running = Vec::with_capacity(implementations);
        let mut ended = None;
        for (at, args) in copies.iter_mut().enumerate() {
            running.push(self.begin(at, args));
            if matches!(&running[at], Running::Done(result) if A::Kind::is_end(result)) {
                ended = Some(at);
                break;
            }
        }
        if ended.is_none() {
            ended = poll_fn(|cx| poll_all::<A::Kind>(&mut running, cx)).await;
        }
        let mut state = A::Kind::start(implementations);
        match ended {
            Some(at) => running[at].step::<A::Kind>(&mut state),
            None => running.iter_mut().for_each(|one| one.step::<A::Kind>(&mut state)),
        }
        drop(running);
        let output = A::Kind::finish(state, || args.handed());
        self.blame.implementations::<A::Kind>(wrappers, ended, &output);
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

/// Polls what still runs; answers once all is done, or one has ended the call.
fn poll_all<K: Kind>(
    running: &mut [Running<'_, K::Return>],
    cx: &mut Context<'_>,
) -> Poll<Option<usize>> {
    let mut is_done = true;
    for (at, one) in running.iter_mut().enumerate() {
        let Running::Awaited(future) = one else { continue };
        match future.as_mut().poll(cx) {
            Poll::Pending => is_done = false,
            Poll::Ready(result) => {
                let is_end = K::is_end(&result);
                *one = Running::Done(result);
                if is_end {
                    return Poll::Ready(Some(at));
                }
            }
        }
    }
    if is_done { Poll::Ready(None) } else { Poll::Pending }
}

impl<R> Running<'_, R> {
    fn step<K: Kind<Return = R>>(&mut self, state: &mut K::State) {
        if let Running::Done(result) = mem::replace(self, Running::Taken) {
            drop(K::step(state, result));
        }
    }
}
