//! What a plugin's function says, compared with its spec.
//!
//! Each comparison is a bound that says itself what is wrong: rustc's own "mismatched
//! types" would tell people to mend an expression that they never wrote. The
//! types are the same wherever this compiles, so nothing is converted.
//!
//! Each trait has a second implementation, which nobody can use: were there one
//! alone, rustc would take its type for the other and be mistaken of both.

use std::convert::Infallible;

/// In place of a type that nobody has.
pub struct Nobodys<T>(T, Infallible);

/// What a function returns, against what its hook does.
#[diagnostic::on_unimplemented(
    message = "the hook returns `{Spec}`, and this function `{Self}`",
    label = "it is `{Spec}` in the spec",
    note = "write `-> {Spec}`"
)]
pub trait ReturnedAs<Spec> {
    /// The same.
    fn returned(self) -> Spec;
}

#[diagnostic::do_not_recommend]
impl<T> ReturnedAs<T> for T {
    #[inline]
    fn returned(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> ReturnedAs<Nobodys<T>> for T {
    fn returned(self) -> Nobodys<T> {
        unreachable!("no hook returns it")
    }
}

/// What a wrapper says that a call gives, against what it does.
#[diagnostic::on_unimplemented(
    message = "a call of the hook gives `{Spec}`, and this wrapper says `{Self}`",
    label = "a call gives `{Spec}`",
    note = "`next` gives what the whole call gives, and so does the wrapper: write `{Spec}` for both"
)]
pub trait Answered<Spec> {
    /// The same, as what the call gives.
    fn answered(self) -> Spec;

    /// The same, as what `next` gives.
    fn inside(inside: Spec) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> Answered<T> for T {
    #[inline]
    fn answered(self) -> T {
        self
    }

    #[inline]
    fn inside(inside: T) -> T {
        inside
    }
}

#[diagnostic::do_not_recommend]
impl<T> Answered<Nobodys<T>> for T {
    fn answered(self) -> Nobodys<T> {
        unreachable!("no call gives it")
    }

    fn inside(Nobodys(inside, _): Nobodys<T>) -> T {
        inside
    }
}

/// What an argument is in the spec, against what a function takes.
#[diagnostic::on_unimplemented(
    message = "this argument is `{Self}` in the spec, and `{Taken}` here",
    label = "it is `{Self}` in the spec",
    note = "write `{Self}`"
)]
pub trait TakenAs<Taken> {
    /// The same.
    fn taken(self) -> Taken;
}

#[diagnostic::do_not_recommend]
impl<T> TakenAs<T> for T {
    #[inline]
    fn taken(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> TakenAs<Nobodys<T>> for T {
    fn taken(self) -> Nobodys<T> {
        unreachable!("no function takes it")
    }
}

/// What an argument is in the spec, where a function takes it by `&mut`. What is behind
/// the reference may be coerced, as in any call.
#[diagnostic::on_unimplemented(
    message = "this argument is `{Self}` in the spec, and taken by `&mut` here",
    label = "it is `{Self}` in the spec",
    note = "write `{Self}`"
)]
pub trait TakenByMut {
    /// The same; of no known type where it is another.
    type Reference;

    /// The same.
    fn taken_by_mut(self) -> Self::Reference;
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByMut for &'a mut T {
    type Reference = &'a mut T;

    #[inline]
    fn taken_by_mut(self) -> &'a mut T {
        self
    }
}

/// What an argument is in the spec, where a function takes it by `&`.
#[diagnostic::on_unimplemented(
    message = "this argument is `{Self}` in the spec, and taken by `&` here",
    label = "it is `{Self}` in the spec",
    note = "write `{Self}`"
)]
pub trait TakenByRef {
    /// The same; of no known type where it is another.
    type Reference;

    /// The same.
    fn taken_by_ref(self) -> Self::Reference;
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef for &'a T {
    type Reference = &'a T;

    #[inline]
    fn taken_by_ref(self) -> &'a T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef for &'a mut T {
    type Reference = &'a mut T;

    #[inline]
    fn taken_by_ref(self) -> &'a mut T {
        self
    }
}
