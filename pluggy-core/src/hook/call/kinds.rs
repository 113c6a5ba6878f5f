//! The kinds of hook: what the implementations' results come to.

use std::convert::Infallible;
use std::iter;
use std::marker::PhantomData;

use crate::hook::error::{Cause, HookError};
use crate::hook::hop::Bound;

/// A kind of hook, with the types of its results: a fold over them.
pub trait Kind {
    /// What one implementation returns.
    type Return;
    /// What has come of the results so far.
    type State;
    /// What a result gives back to the arguments, for the next implementation.
    type Handed;
    /// What all of them come to: what a wrapper sees.
    type Output;
    /// What the caller gets.
    type Answer;
    /// What one result comes to by itself.
    type One;
    /// What a historic call's callback gets.
    type Item;
    /// What an implementation may fail with.
    type Error;

    /// What a call of so many implementations starts with.
    fn start(most: usize) -> Self::State;

    /// What one result does to it.
    fn step(state: &mut Self::State, result: Self::Return) -> Flow<Self::Handed>;

    /// Whether results are looked at one by one, since one can end the call or is
    /// given back. Where none is, all are taken at once, which costs less.
    const ONE_BY_ONE: bool = true;

    /// Steps by all results, of a kind where none ends the call or is given back.
    #[inline]
    fn take(state: &mut Self::State, results: impl ExactSizeIterator<Item = Self::Return>) {
        results.for_each(|result| drop(Self::step(state, result)));
    }

    /// What it comes to, with what the arguments were given back last, if that is
    /// wanted.
    fn finish(state: Self::State, handed: impl FnOnce() -> Self::Handed) -> Self::Output;

    /// Where errors can be in what comes out.
    const ERRORS: Errors = Errors::None;

    /// Whether there is an error at each place in what comes out.
    fn errors(output: &Self::Output) -> impl Iterator<Item = bool> {
        let _ = output;
        iter::empty()
    }

    /// Whether a result ends the call as an error does, also of calls beside it.
    fn is_end(result: &Self::Return) -> bool {
        let _ = result;
        false
    }

    /// Gives the caller what came out; an error, with the culprit's name.
    fn answer<'a>(
        output: Self::Output,
        culprit: impl Fn(usize) -> Option<Bound<'a>>,
        cause: Cause<Self::Error>,
    ) -> Self::Answer;

    /// Gives the caller one result by itself; an error, with the culprit's name.
    fn one(result: Self::Return, whose: Bound<'_>, cause: Cause<Self::Error>) -> Self::One;

    /// What a historic call's callback gets of one result, if anything.
    fn item(
        result: Self::Return,
        whose: Bound<'_>,
        cause: Cause<Self::Error>,
    ) -> Option<Self::Item>;

    /// How many results an implementation returned; none where it is an error,
    /// which is shown.
    fn inspect_return(result: &Self::Return, show: &mut dyn FnMut(&Self::Error)) -> Option<usize>;

    /// How many results come out; none where it is an error, which is shown.
    fn inspect_output(output: &Self::Output, show: &mut dyn FnMut(&Self::Error)) -> Option<usize>;
}

/// Where errors can be in what comes out of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Nowhere.
    None,
    /// It can be one.
    One,
    /// There can be one for each implementation.
    Each,
}

/// How a call goes on after a result.
pub enum Flow<B = ()> {
    /// With the next implementation.
    On,
    /// With the next implementation, which is given this.
    Back(B),
    /// Not at all: the call has what it wants.
    Done,
    /// Not at all: the result is an error.
    Failed,
}

/// `fn f(…)`: nothing comes of it but that all have run.
pub struct Unit;

impl Kind for Unit {
    type Return = ();
    type State = ();
    type Handed = ();
    type Output = ();
    type Answer = ();
    type One = ();
    type Item = ();
    type Error = Infallible;

    const ONE_BY_ONE: bool = false;

    #[inline]
    fn start(_: usize) {}

    #[inline]
    fn step((): &mut (), (): ()) -> Flow {
        Flow::On
    }

    #[inline]
    fn finish((): (), _: impl FnOnce()) {}

    fn answer<'a>((): (), _: impl Fn(usize) -> Option<Bound<'a>>, _: Cause<Infallible>) {}

    fn one((): (), _: Bound<'_>, _: Cause<Infallible>) {}

    fn item((): (), _: Bound<'_>, _: Cause<Infallible>) -> Option<()> {
        Some(())
    }

    fn inspect_return((): &(), _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(0)
    }

    fn inspect_output((): &(), _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(0)
    }
}

/// `fn f(…) -> T`: every result, in call order.
pub struct Every<T>(PhantomData<T>);

impl<T> Kind for Every<T> {
    type Return = T;
    type State = Vec<T>;
    type Handed = ();
    type Output = Vec<T>;
    type Answer = Vec<T>;
    type One = T;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn start(most: usize) -> Vec<T> {
        Vec::with_capacity(most)
    }

    const ONE_BY_ONE: bool = false;

    #[inline]
    fn step(all: &mut Vec<T>, result: T) -> Flow {
        all.push(result);
        Flow::On
    }

    #[inline]
    fn take(all: &mut Vec<T>, results: impl ExactSizeIterator<Item = T>) {
        all.extend(results);
    }

    #[inline]
    fn finish(all: Vec<T>, _: impl FnOnce()) -> Vec<T> {
        all
    }

    #[inline]
    fn answer<'a>(
        output: Vec<T>,
        _: impl Fn(usize) -> Option<Bound<'a>>,
        _: Cause<Infallible>,
    ) -> Vec<T> {
        output
    }

    #[inline]
    fn one(result: T, _: Bound<'_>, _: Cause<Infallible>) -> T {
        result
    }

    fn item(result: T, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        Some(result)
    }

    fn inspect_return(_: &T, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(1)
    }

    fn inspect_output(output: &Vec<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(output.len())
    }
}

/// `fn f(…) -> Option<T>`: every `Some`, in call order.
pub struct Present<T>(PhantomData<T>);

impl<T> Kind for Present<T> {
    type Return = Option<T>;
    type State = Vec<T>;
    type Handed = ();
    type Output = Vec<T>;
    type Answer = Vec<T>;
    type One = Option<T>;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn start(most: usize) -> Vec<T> {
        Vec::with_capacity(most)
    }

    #[inline]
    fn step(all: &mut Vec<T>, result: Option<T>) -> Flow {
        if let Some(result) = result {
            all.push(result);
        }
        Flow::On
    }

    #[inline]
    fn finish(all: Vec<T>, _: impl FnOnce()) -> Vec<T> {
        all
    }

    #[inline]
    fn answer<'a>(
        output: Vec<T>,
        _: impl Fn(usize) -> Option<Bound<'a>>,
        _: Cause<Infallible>,
    ) -> Vec<T> {
        output
    }

    #[inline]
    fn one(result: Option<T>, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        result
    }

    fn item(result: Option<T>, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        result
    }

    fn inspect_return(result: &Option<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(usize::from(result.is_some()))
    }

    fn inspect_output(output: &Vec<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(output.len())
    }
}

/// `firstresult`, `fn f(…) -> Option<T>`: the first `Some` ends the call.
pub struct First<T>(PhantomData<T>);

impl<T> Kind for First<T> {
    type Return = Option<T>;
    type State = Option<T>;
    type Handed = ();
    type Output = Option<T>;
    type Answer = Option<T>;
    type One = Option<T>;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn start(_: usize) -> Option<T> {
        None
    }

    #[inline]
    fn step(first: &mut Option<T>, result: Option<T>) -> Flow {
        if result.is_none() {
            return Flow::On;
        }
        *first = result;
        Flow::Done
    }

    #[inline]
    fn finish(first: Option<T>, _: impl FnOnce()) -> Option<T> {
        first
    }

    #[inline]
    fn answer<'a>(
        output: Option<T>,
        _: impl Fn(usize) -> Option<Bound<'a>>,
        _: Cause<Infallible>,
    ) -> Option<T> {
        output
    }

    #[inline]
    fn one(result: Option<T>, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        result
    }

    fn item(result: Option<T>, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        result
    }

    fn inspect_return(result: &Option<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(usize::from(result.is_some()))
    }

    fn inspect_output(output: &Option<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(usize::from(output.is_some()))
    }
}

/// `waterfall`, `fn f(value: T, …) -> T`: each gets what the one before returned.
pub struct Waterfall<T>(PhantomData<T>);

impl<T> Kind for Waterfall<T> {
    type Return = T;
    type State = ();
    type Handed = T;
    type Output = T;
    type Answer = T;
    type One = T;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn start(_: usize) {}

    #[inline]
    fn step((): &mut (), result: T) -> Flow<T> {
        Flow::Back(result)
    }

    #[inline]
    fn finish((): (), handed: impl FnOnce() -> T) -> T {
        handed()
    }

    #[inline]
    fn answer<'a>(output: T, _: impl Fn(usize) -> Option<Bound<'a>>, _: Cause<Infallible>) -> T {
        output
    }

    #[inline]
    fn one(result: T, _: Bound<'_>, _: Cause<Infallible>) -> T {
        result
    }

    fn item(result: T, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        Some(result)
    }

    fn inspect_return(_: &T, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(1)
    }

    fn inspect_output(_: &T, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(1)
    }
}

/// `allresults`, `fn f(…) -> Result<T, E>`: every result, errors too. Of other
/// types that is [`Every`].
pub struct AllResults<R>(PhantomData<R>);

impl<R: Fallible> Kind for AllResults<R> {
    type Return = R;
    type State = Vec<Result<R::Ok, R::Err>>;
    type Handed = ();
    type Output = Vec<Result<R::Ok, R::Err>>;
    type Answer = Vec<Result<R::Ok, HookError<R::Err>>>;
    type One = Result<R::Ok, HookError<R::Err>>;
    type Item = Result<R::Ok, HookError<R::Err>>;
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

    fn item(result: R, whose: Bound<'_>, cause: Cause<R::Err>) -> Option<Self::Item> {
        Some(Self::one(result, whose, cause))
    }

    fn inspect_return(result: &R, show: &mut dyn FnMut(&R::Err)) -> Option<usize> {
        result.inspect(
            |_| Some(1),
            |error| {
                show(error);
                None
            },
        )
    }

    fn inspect_output(output: &Self::Output, _: &mut dyn FnMut(&R::Err)) -> Option<usize> {
        Some(output.len())
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
    type Item = Result<K::Item, HookError<R::Err>>;
    type Error = R::Err;

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
        result.inspect(|_| false, |_| true)
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

    fn item(result: R, whose: Bound<'_>, cause: Cause<R::Err>) -> Option<Self::Item> {
        match result.into_result() {
            Ok(success) => K::item(success, whose, |_| None).map(Ok),
            Err(error) => Some(Err(HookError::new(error, Some(whose), cause))),
        }
    }

    fn inspect_return(result: &R, show: &mut dyn FnMut(&R::Err)) -> Option<usize> {
        let success = |success: &_| K::inspect_return(success, &mut |_| ());
        result.inspect(success, |error| {
            show(error);
            None
        })
    }

    fn inspect_output(output: &Self::Output, show: &mut dyn FnMut(&R::Err)) -> Option<usize> {
        match output {
            Ok(output) => K::inspect_output(output, &mut |_| ()),
            Err(error) => {
                show(error);
                None
            }
        }
    }
}

/// A `Result`, also by another name, such as `io::Result<T>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is named like a `Result` but is none",
    label = "a hook's return type is read by its name",
    note = "give the type another name, or return `Result<T, E>`"
)]
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

    /// Looks at what it holds.
    fn inspect<T>(&self, ok: impl FnOnce(&Self::Ok) -> T, err: impl FnOnce(&Self::Err) -> T) -> T;
}

impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
    type Err = E;

    #[inline]
    fn into_result(self) -> Result<T, E> {
        self
    }

    fn inspect<U>(&self, ok: impl FnOnce(&T) -> U, err: impl FnOnce(&E) -> U) -> U {
        match self {
            Ok(success) => ok(success),
            Err(error) => err(error),
        }
    }
}
