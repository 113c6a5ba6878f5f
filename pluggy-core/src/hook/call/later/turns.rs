//! The arguments of an async wrapper that runs what is inside more than once.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::task::{Context, Poll, Waker};

use crate::sync::Lock;

/// Arguments that one run has at a time; another waits for it.
pub struct Turns<A>(Lock<State<A>>);

struct State<A> {
    /// None while a run has them.
    args: Option<A>,
    /// Who waits, each by a number of its own.
    waiting: BTreeMap<u64, Waker>,
    numbers: u64,
}

/// One that waits, until it is dropped.
struct Waiter<'a, A> {
    turns: &'a Turns<A>,
    number: Option<u64>,
}

/// The arguments, given back when it is dropped.
pub struct Taken<'a, A> {
    turns: &'a Turns<A>,
    args: Option<A>,
}

impl<A> Turns<A> {
    /// Holds them.
    pub fn new(args: A) -> Self {
        Turns(Lock::new(State { args: Some(args), waiting: BTreeMap::new(), numbers: 0 }))
    }

    /// Waits until no other run has them.
    pub async fn take(&self) -> Taken<'_, A> {
        let mut waiter = Waiter { turns: self, number: None };
        poll_fn(|cx| waiter.poll(cx)).await
    }
}

impl<'a, A> Waiter<'a, A> {
    fn poll(&mut self, cx: &Context<'_>) -> Poll<Taken<'a, A>> {
        let waker = cx.waker().clone();
        let mut state = self.turns.0.lock();
        if let Some(args) = state.args.take() {
            return Poll::Ready(Taken { turns: self.turns, args: Some(args) });
        }
        let State { waiting, numbers, .. } = &mut *state;
        let number = *self.number.get_or_insert_with(|| {
            *numbers += 1;
            *numbers
        });
        let before = waiting.insert(number, waker);
        drop(state);
        drop(before);
        Poll::Pending
    }
}

impl<A> Drop for Waiter<'_, A> {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waker = self.turns.0.lock().waiting.remove(&number);
        drop(waker);
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
        waiting.into_values().for_each(Waker::wake);
    }
}
