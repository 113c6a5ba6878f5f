//! What the macros can't see of a result: that it is a `Result` or an `Option`
//! by another name.
//!
//! `#[hookspec]` reads a return type by the last name of its path. It hands a
//! type that it takes for a plain one to [`Reading`], whose constants tell what
//! it is: an inherent one where it is a `Result`, the trait's where it is not.

use std::marker::PhantomData;

/// A type that was read as a plain one.
pub struct Reading<T>(PhantomData<T>);

impl<T, E> Reading<Result<T, E>> {
    /// It is a `Result`.
    pub const IS_RESULT: bool = true;
}

impl<T> Reading<Option<T>> {
    /// It is an `Option`.
    pub const IS_OPTION: bool = true;
}

/// What holds of all other types.
pub trait ReadRight {
    /// It is no `Result`.
    const IS_RESULT: bool = false;
    /// It is no `Option`.
    const IS_OPTION: bool = false;
}

impl<T> ReadRight for Reading<T> {}

/// A constant of a type that was read as a plain one.
#[doc(hidden)]
#[macro_export]
macro_rules! __reading {
    ($type:ty, $constant:ident) => {{
        use $crate::__private::ReadRight as _;
        <$crate::__private::Reading<$type>>::$constant
    }};
}

/// Whether a type that is named `Result` is one, which it must be.
#[doc(hidden)]
#[macro_export]
macro_rules! __named_result {
    ($type:ty) => {
        if $crate::__private::reading!($type, IS_RESULT) {
            true
        } else {
            $crate::__private::panic!(
                "a hook's result is read by its name, and this is named like a `Result` but is \
                 none: give the type another name"
            )
        }
    };
}

/// Whether a type that is named `Option` is one, which it must be.
#[doc(hidden)]
#[macro_export]
macro_rules! __named_option {
    ($type:ty) => {
        if $crate::__private::reading!($type, IS_OPTION) {
            true
        } else {
            $crate::__private::panic!(
                "a hook's result is read by its name, and this is named like an `Option` but is \
                 none: give the type another name"
            )
        }
    };
}

/// What is named `Result` or `Option`, where it is one.
pub trait Named<R> {
    /// The same.
    type Type;
}

impl<R> Named<R> for IsResult<true> {
    type Type = R;
}

impl<R> Named<R> for IsOption<true> {
    type Type = R;
}

/// What is named `Option`, and is one.
pub trait Optional {
    /// What is in it.
    type Some;
}

impl<T> Optional for Option<T> {
    type Some = T;
}

/// Whether a type is a `Result`.
pub struct IsResult<const IS: bool>;

/// Whether a type is an `Option`.
pub struct IsOption<const IS: bool>;

/// No `Result` by another name.
#[diagnostic::on_unimplemented(
    message = "a hook's result is read by its name, and this is a `Result` under another name",
    label = "an error in it would stop nothing",
    note = "write `Result<…>`, after any path: `io::Result<…>`; an error stops the call then"
)]
pub trait NoResult {
    /// That it is none.
    const ASKED: () = ();
}

#[diagnostic::do_not_recommend]
impl NoResult for IsResult<false> {}

/// No `Option` by another name.
#[diagnostic::on_unimplemented(
    message = "a hook's result is read by its name, and this is an `Option` under another name",
    label = "`None` would be a result",
    note = "write `Option<…>`; `None` is no result then"
)]
pub trait NoOption {
    /// That it is none.
    const ASKED: () = ();
}

#[diagnostic::do_not_recommend]
impl NoOption for IsOption<false> {}
