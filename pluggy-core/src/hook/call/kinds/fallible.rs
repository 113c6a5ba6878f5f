//! The kinds of hooks that can fail: each error gets its plugin's name.

use std::iter;
use std::marker::PhantomData;

use super::{Errors, Flow, Kind, Told};
use crate::hook::error::{Cause, HookError};
use crate::hook::hop::Bound;

/// `allresults`, `fn f(…) -> Result<T, E>`: every result, errors too. Of other
/// types that is [`Every`](super::Every).
pub struct AllResults<R>(PhantomData<R>);

impl<R: Fallible> Kind for AllResults<R> {
    type Return = R;
    type State = Vec<Result<R::Ok, R::Err>>;
    type Handed = ();
    type Output = Vec<Result<R::Ok, R::Err>>;
    type Answer = Vec<Result<R::Ok, HookError<R::Err>>>;
    type One = Result<R::Ok, HookError<R::Err>>;
    type Error = R::Err;

    const ONE_BY_ONE: bool = false;

    #[inline]
    fn start(most: usize) -> Self::State {
        Vec::with_capacity(most)
    }

    #[inline]
    fn step(all: &mut Self::State, result: R) -> Flow {
        all.push(result.into_result());
        Flow::On
    }

    #[inline]
    fn finish(all: Self::State, _: impl FnOnce()) -> Self::Output {
        all
    }

    const ERRORS: Errors = Errors::Each;

    fn errors(output: &Self::Output) -> impl Iterator<Item = bool> {
        output.iter().map(Result::is_err)
    }

    fn answer<'a>(
        output: Self::Output,
        culprit: impl Fn(usize) -> Option<Bound<'a>>,
        cause: Cause<R::Err>,
    ) -> Self::Answer {
        let named = |(at, result): (usize, Result<_, _>)| {
            result.map_err(|error| HookError::new(error, culprit(at), cause))
        };
        output.into_iter().enumerate().map(named).collect()
    }

    fn one(result: R, whose: Bound<'_>, cause: Cause<R::Err>) -> Self::One {
        result.into_result().map_err(|error| HookError::new(error, Some(whose), cause))
    }

    fn inspect_return(result: &R) -> Result<usize, &R::Err> {
        result.count(|_| 1)
    }

    fn inspect_output(output: &Self::Output) -> Result<usize, &R::Err> {
        Ok(output.len())
    }
}

/// The kind `K` in `R`, a `Result`: the first `Err` ends the call.
pub struct Try<K, R>(PhantomData<(K, R)>);

impl<K: Kind, R: Fallible<Ok = K::Return>> Kind for Try<K, R> {
    type Return = R;
    type State = (K::State, Option<R::Err>);
    type Handed = K::Handed;
    type Output = Result<K::Output, R::Err>;
    type Answer = Result<K::Answer, HookError<R::Err>>;
    type One = Result<K::One, HookError<R::Err>>;
    type Error = R::Err;

    const IS_HANDED: bool = K::IS_HANDED;

    #[inline]
    fn start(most: usize) -> Self::State {
        (K::start(most), None)
    }

    #[inline]
    fn step((state, error): &mut Self::State, result: R) -> Flow<K::Handed> {
        match result.into_result() {
            Ok(success) => K::step(state, success),
            Err(failure) => {
                *error = Some(failure);
                Flow::Failed
            }
        }
    }

    #[inline]
    fn finish((state, error): Self::State, handed: impl FnOnce() -> K::Handed) -> Self::Output {
        match error {
            None => Ok(K::finish(state, handed)),
            Some(error) => Err(error),
        }
    }

    const ERRORS: Errors = Errors::One;

    fn errors(output: &Self::Output) -> impl Iterator<Item = bool> {
        iter::once(output.is_err())
    }

    fn is_end(result: &R) -> bool {
        result.count(|_| 0).is_err()
    }

    #[inline]
    fn answer<'a>(
        output: Self::Output,
        culprit: impl Fn(usize) -> Option<Bound<'a>>,
        cause: Cause<R::Err>,
    ) -> Self::Answer {
        match output {
            Ok(output) => Ok(K::answer(output, |_| None, |_| None)),
            Err(error) => Err(HookError::new(error, culprit(0), cause)),
        }
    }

    #[inline]
    fn one(result: R, whose: Bound<'_>, cause: Cause<R::Err>) -> Self::One {
        match result.into_result() {
            Ok(success) => Ok(K::one(success, whose, |_| None)),
            Err(error) => Err(HookError::new(error, Some(whose), cause)),
        }
    }

    fn inspect_return(result: &R) -> Result<usize, &R::Err> {
        result.count(|success| K::inspect_return(success).unwrap_or(0))
    }

    fn inspect_output(output: &Self::Output) -> Result<usize, &R::Err> {
        Ok(K::inspect_output(output.as_ref()?).unwrap_or(0))
    }
}

impl<K: Told, R: Fallible<Ok = K::Return>> Told for Try<K, R> {
    type Item = Result<K::Item, HookError<R::Err>>;

    fn item(result: R, whose: Bound<'_>, cause: Cause<R::Err>) -> Option<Self::Item> {
        match result.into_result() {
            Ok(success) => K::item(success, whose, |_| None).map(Ok),
            Err(error) => Some(Err(HookError::new(error, Some(whose), cause))),
        }
    }
}

/// A `Result`, also by another name, such as `io::Result<T>`.
pub trait Fallible {
    /// What it holds on success.
    type Ok;
    /// What it holds on failure.
    type Err;

    /// The `Result` itself.
    ///
    /// # Errors
    ///
    /// When it is one.
    fn into_result(self) -> Result<Self::Ok, Self::Err>;

    /// How many results it holds on success.
    ///
    /// # Errors
    ///
    /// When it is one, which is shown.
    fn count(&self, count: fn(&Self::Ok) -> usize) -> Result<usize, &Self::Err>;
}

impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
    type Err = E;

    #[inline]
    fn into_result(self) -> Result<T, E> {
        self
    }

    fn count(&self, count: fn(&T) -> usize) -> Result<usize, &E> {
        self.as_ref().map(count)
    }
}
