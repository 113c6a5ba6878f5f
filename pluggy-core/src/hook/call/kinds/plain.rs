//! The kinds of hooks that can't fail.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::{Flow, Kind, Told};
use crate::hook::erased::Implementations;
use crate::hook::error::Cause;
use crate::hook::hop::Bound;

/// `fn f(…)`: nothing comes of it but that all have run.
pub struct Unit;

impl Kind for Unit {
    type Return = ();
    type State = ();
    type Handed = ();
    type Output = ();
    type Answer = ();
    type One = ();
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

    fn inspect_return((): &()) -> Result<usize, &Infallible> {
        Ok(0)
    }

    fn inspect_output((): &()) -> Result<usize, &Infallible> {
        Ok(0)
    }
}

impl Told for Unit {
    type Item = ();

    fn item((): (), _: Bound<'_>, _: Cause<Infallible>) -> Option<()> {
        Some(())
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
    fn take(given: &mut Implementations<'_, '_, Self>) -> Vec<T> {
        given.collect()
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

    fn inspect_return(_: &T) -> Result<usize, &Infallible> {
        Ok(1)
    }

    fn inspect_output(output: &Vec<T>) -> Result<usize, &Infallible> {
        Ok(output.len())
    }
}

impl<T> Told for Every<T> {
    type Item = T;

    fn item(result: T, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        Some(result)
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

    fn inspect_return(result: &Option<T>) -> Result<usize, &Infallible> {
        Ok(usize::from(result.is_some()))
    }

    fn inspect_output(output: &Vec<T>) -> Result<usize, &Infallible> {
        Ok(output.len())
    }
}

impl<T> Told for Present<T> {
    type Item = T;

    fn item(result: Option<T>, _: Bound<'_>, _: Cause<Infallible>) -> Option<T> {
        result
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

    fn inspect_return(result: &Option<T>) -> Result<usize, &Infallible> {
        Ok(usize::from(result.is_some()))
    }

    fn inspect_output(output: &Option<T>) -> Result<usize, &Infallible> {
        Ok(usize::from(output.is_some()))
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
    type Error = Infallible;

    const IS_HANDED: bool = true;

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

    fn inspect_return(_: &T) -> Result<usize, &Infallible> {
        Ok(1)
    }

    fn inspect_output(_: &T) -> Result<usize, &Infallible> {
        Ok(1)
    }
}
