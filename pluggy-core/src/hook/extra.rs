//! The implementation that a caller has extra: `with_extra`.

use std::marker::PhantomData;
use std::ops::Deref;

use super::code::Functions;
use super::hop::Implementation;
use super::record::Record;

/// A closure that implements the hook `H` for some calls.
pub(super) trait ExtraOf<H> {
    /// The closure, bound to the hook's function; told of by `record`.
    fn implementation<'a>(&'a self, record: &'a Record) -> Implementation<'a, H>;
}

/// One of a hook that is not async.
pub struct Extra<H: Functions, F> {
    closure: F,
    function: H::Implementation<F>,
}

/// One of an async hook.
pub struct AsyncExtra<H: Functions, F> {
    closure: F,
    function: H::Async<F>,
}

/// A closure that borrows nothing that lives shorter than `'l`.
pub struct Within<'l, F> {
    closure: F,
    borrows: PhantomData<&'l ()>,
}

/// A closure that is handed what it borrows.
pub struct Borrowing<L, F> {
    locals: L,
    closure: F,
}

impl<H: Functions, F> Extra<H, F> {
    pub(super) fn new(closure: F, function: H::Implementation<F>) -> Self {
        Extra { closure, function }
    }
}

impl<H: Functions, F> AsyncExtra<H, F> {
    pub(super) fn new(closure: F, function: H::Async<F>) -> Self {
        AsyncExtra { closure, function }
    }
}

impl<F> Within<'_, F> {
    /// The closure.
    pub fn new(closure: F) -> Self {
        Within { closure, borrows: PhantomData }
    }
}

impl<L, F> Borrowing<L, F> {
    /// The closure, and what it borrows.
    pub fn new(locals: L, closure: F) -> Self {
        Borrowing { locals, closure }
    }

    /// What it borrows.
    pub fn locals(&self) -> &L {
        &self.locals
    }

    /// The closure.
    pub fn closure(&self) -> &F {
        &self.closure
    }
}

impl<F> Deref for Within<'_, F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.closure
    }
}

impl<H: Functions, F> ExtraOf<H> for Extra<H, F> {
    fn implementation<'a>(&'a self, record: &'a Record) -> Implementation<'a, H> {
        Implementation::extra(&self.closure, self.function, record)
    }
}

impl<H: Functions, F> ExtraOf<H> for AsyncExtra<H, F> {
    fn implementation<'a>(&'a self, record: &'a Record) -> Implementation<'a, H> {
        Implementation::async_extra(&self.closure, self.function, record)
    }
}
