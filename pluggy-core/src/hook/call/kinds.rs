//! The kinds of hook: what the implementations' results come to.

use std::convert::Infallible;
use std::marker::PhantomData;

use crate::hook::error::{Cause, HookError};
use crate::hook::imp::Imp;

/// A kind of hook, with the types of its results.
pub trait Kind {
    /// What one implementation returns.
    type Return;
    /// What all of them come to: what a wrapper sees.
    type Output;
    /// What the caller gets.
    type Answer;
    /// What a historic call's callback gets.
    type Item;
    /// What an implementation may fail with.
    type Error;

    /// Runs the implementations, which happens as `results` is read, as far as
    /// the kind wants them. Sets the culprit where one has failed.
    fn collect<'a>(
        results: impl Iterator<Item = (Self::Return, &'a Imp)>,
        culprit: &mut Option<&'a Imp>,
    ) -> Self::Output;

    /// Whether what comes out can be an error.
    const CAN_FAIL: bool = false;

    /// Gives the caller what came out; an error, with the culprit's name.
    fn answer(
        output: Self::Output,
        culprit: Option<&Imp>,
        cause: Cause<Self::Error>,
    ) -> Self::Answer;

    /// What a historic call's callback gets of one result, if anything.
    fn item(result: Self::Return, imp: &Imp, cause: Cause<Self::Error>) -> Option<Self::Item>;

    /// How many results an implementation returned; none where it is an error,
    /// which is shown.
    fn inspect_return(result: &Self::Return, show: &mut dyn FnMut(&Self::Error)) -> Option<usize>;

    /// How many results come out; none where it is an error, which is shown.
    fn inspect_output(output: &Self::Output, show: &mut dyn FnMut(&Self::Error)) -> Option<usize>;
}

/// `fn f(…)`: nothing comes of it but that all have run.
pub struct Unit;

impl Kind for Unit {
    type Return = ();
    type Output = ();
    type Answer = ();
    type Item = ();
    type Error = Infallible;

    #[inline]
    fn collect<'a>(results: impl Iterator<Item = ((), &'a Imp)>, _: &mut Option<&'a Imp>) {
        results.for_each(drop);
    }

    fn answer((): (), _: Option<&Imp>, _: Cause<Infallible>) {}

    fn item((): (), _: &Imp, _: Cause<Infallible>) -> Option<()> {
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
    type Output = Vec<T>;
    type Answer = Vec<T>;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn collect<'a>(results: impl Iterator<Item = (T, &'a Imp)>, _: &mut Option<&'a Imp>) -> Vec<T> {
        gather(results.map(|(result, _)| result))
    }

    #[inline]
    fn answer(output: Vec<T>, _: Option<&Imp>, _: Cause<Infallible>) -> Vec<T> {
        output
    }

    fn item(result: T, _: &Imp, _: Cause<Infallible>) -> Option<T> {
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
    type Output = Vec<T>;
    type Answer = Vec<T>;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn collect<'a>(
        results: impl Iterator<Item = (Option<T>, &'a Imp)>,
        _: &mut Option<&'a Imp>,
    ) -> Vec<T> {
        gather(results.filter_map(|(result, _)| result))
    }

    #[inline]
    fn answer(output: Vec<T>, _: Option<&Imp>, _: Cause<Infallible>) -> Vec<T> {
        output
    }

    fn item(result: Option<T>, _: &Imp, _: Cause<Infallible>) -> Option<T> {
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
    type Output = Option<T>;
    type Answer = Option<T>;
    type Item = T;
    type Error = Infallible;

    #[inline]
    fn collect<'a>(
        mut results: impl Iterator<Item = (Option<T>, &'a Imp)>,
        _: &mut Option<&'a Imp>,
    ) -> Option<T> {
        results.find_map(|(result, _)| result)
    }

    #[inline]
    fn answer(output: Option<T>, _: Option<&Imp>, _: Cause<Infallible>) -> Option<T> {
        output
    }

    fn item(result: Option<T>, _: &Imp, _: Cause<Infallible>) -> Option<T> {
        result
    }

    fn inspect_return(result: &Option<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(usize::from(result.is_some()))
    }

    fn inspect_output(output: &Option<T>, _: &mut dyn FnMut(&Infallible)) -> Option<usize> {
        Some(usize::from(output.is_some()))
    }
}

/// The kind `K` in `R`, a `Result`: the first `Err` ends the call.
pub struct Try<K, R>(PhantomData<(K, R)>);

impl<K: Kind, R: Fallible<Ok = K::Return>> Kind for Try<K, R> {
    type Return = R;
    type Output = Result<K::Output, R::Err>;
    type Answer = Result<K::Answer, HookError<R::Err>>;
    type Item = Result<K::Item, HookError<R::Err>>;
    type Error = R::Err;

    #[inline]
    fn collect<'a>(
        results: impl Iterator<Item = (R, &'a Imp)>,
        culprit: &mut Option<&'a Imp>,
    ) -> Self::Output {
        let mut error = None;
        let successes = results.map_while(|(result, imp)| {
            result.into_result().map_or_else(
                |failure| {
                    *culprit = Some(imp);
                    error = Some(failure);
                    None
                },
                |success| Some((success, imp)),
            )
        });
        let output = K::collect(successes, &mut None);
        error.map_or(Ok(output), Err)
    }

    const CAN_FAIL: bool = true;

    #[inline]
    fn answer(output: Self::Output, culprit: Option<&Imp>, cause: Cause<R::Err>) -> Self::Answer {
        match output {
            Ok(output) => Ok(K::answer(output, None, |_| None)),
            Err(error) => Err(HookError::new(error, culprit, cause)),
        }
    }

    fn item(result: R, imp: &Imp, cause: Cause<R::Err>) -> Option<Self::Item> {
        match result.into_result() {
            Ok(success) => K::item(success, imp, |_| None).map(Ok),
            Err(error) => Some(Err(HookError::new(error, Some(imp), cause))),
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

/// Collects with one allocation, for as many as there can be.
#[inline]
fn gather<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(items.size_hint().1.unwrap_or(0));
    all.extend(items);
    all
}
