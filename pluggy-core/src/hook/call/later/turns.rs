//! The arguments of an async wrapper that runs what is inside more than once.

use std::future::poll_fn;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::task::{Poll, Waker};

use crate::sync::Lock;

/// Arguments that one run has at a time; another waits for it.
pub struct Turns<A>(Lock<State<A>>);

struct State<A> {
    /// None while a run has them.
    args: Option<A>,
    waiting: Vec<Waker>,
}

/// The arguments, given back when it is dropped.
pub struct Taken<'a, A> {
    turns: &'a Turns<A>,
    args: Option<A>,
}

impl<A> Turns<A> {
    /// Holds them.
    pub fn new(args: A) -> Self {
        Turns(Lock::new(State { args: Some(args), waiting: Vec::new() }))
    }

    /// Waits until no other run has them.
    pub async fn take(&self) -> Taken<'_, A> {
        poll_fn(|cx| {
            let waker = cx.waker().clone();
            let mut state = self.0.lock();
            match state.args.take() {
                Some(args) => Poll::Ready(Taken { turns: self, args: Some(args) }),
                None => {
                    state.waiting.push(waker);
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl<A> Deref for Taken<'_, A> {
    type Target = A;

    fn deref(&self) -> &A {
        self.args.as_ref().expect("given back by the drop alone")
    }
}

impl<A> DerefMut for Taken<'_, A> {
    fn deref_mut(&mut self) -> &mut A {
        self.args.as_mut().expect("given back by the drop alone")
    }
}

impl<A> Drop for Taken<'_, A> {
    fn drop(&mut self) {
        let mut state = self.turns.0.lock();
        state.args = self.args.take();
        let waiting = mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}
