//! What a plugin's function says, compared with its spec.
//!
//! Each comparison is a bound that says itself what is wrong: rustc's own "mismatched
//! types" would tell people to mend an expression that they never wrote. The
//! types are the same wherever this compiles, so nothing is converted.
//!
//! Each trait has a second implementation, which nobody can use: were there one
//! alone, rustc would take its type for the other and be mistaken of both.

use std::convert::Infallible;
use std::ops::{Deref, DerefMut};

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

/// What an argument is in the spec, where a function takes it by reference. What is behind
/// the reference may be coerced, as in any call; `How` says by which way, and is inferred.
#[diagnostic::on_unimplemented(
    message = "the spec has another type for this argument: `{Self}`",
    label = "it is `{Self}` in the spec",
    note = "write `{Self}`"
)]
pub trait TakenByRef<Taken, How> {
    /// What is taken.
    fn taken_by_ref(self) -> Taken;
}

/// The same type.
pub struct AsItIs;

/// What a type dereferences to, perhaps by several steps.
pub struct Behind<How>(How, Infallible);

/// All items of an array.
pub struct Items;

/// No way at all. There are two: of a type for which there is more than one way, rustc says
/// what is wrong of the whole, and not of the last step of one.
pub struct NoWay<const N: u8>;

/// Nothing implements it.
pub trait HasNoWay {}

#[diagnostic::do_not_recommend]
impl<T: HasNoWay, Taken> TakenByRef<Taken, NoWay<0>> for T {
    fn taken_by_ref(self) -> Taken {
        unreachable!("nothing is so taken")
    }
}

#[diagnostic::do_not_recommend]
impl<T: HasNoWay, Taken> TakenByRef<Taken, NoWay<1>> for T {
    fn taken_by_ref(self) -> Taken {
        unreachable!("nothing is so taken")
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef<Nobodys<&'a T>, AsItIs> for &'a T {
    fn taken_by_ref(self) -> Nobodys<&'a T> {
        unreachable!("no function takes it")
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef<&'a T, AsItIs> for &'a T {
    #[inline]
    fn taken_by_ref(self) -> &'a T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef<&'a T, AsItIs> for &'a mut T {
    #[inline]
    fn taken_by_ref(self) -> &'a T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized> TakenByRef<&'a mut T, AsItIs> for &'a mut T {
    #[inline]
    fn taken_by_ref(self) -> &'a mut T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, U, How> TakenByRef<&'a U, Behind<How>> for &'a T
where
    T: ?Sized + Deref<Target: 'a>,
    U: ?Sized,
    &'a T::Target: TakenByRef<&'a U, How>,
{
    #[inline]
    fn taken_by_ref(self) -> &'a U {
        self.deref().taken_by_ref()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, U, How> TakenByRef<&'a U, Behind<How>> for &'a mut T
where
    T: ?Sized + Deref<Target: 'a>,
    U: ?Sized,
    &'a T::Target: TakenByRef<&'a U, How>,
{
    #[inline]
    fn taken_by_ref(self) -> &'a U {
        T::deref(self).taken_by_ref()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, U, How> TakenByRef<&'a mut U, Behind<How>> for &'a mut T
where
    T: ?Sized + DerefMut<Target: 'a>,
    U: ?Sized,
    &'a mut T::Target: TakenByRef<&'a mut U, How>,
{
    #[inline]
    fn taken_by_ref(self) -> &'a mut U {
        self.deref_mut().taken_by_ref()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, const N: usize> TakenByRef<&'a [T], Items> for &'a [T; N] {
    #[inline]
    fn taken_by_ref(self) -> &'a [T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, const N: usize> TakenByRef<&'a [T], Items> for &'a mut [T; N] {
    #[inline]
    fn taken_by_ref(self) -> &'a [T] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, const N: usize> TakenByRef<&'a mut [T], Items> for &'a mut [T; N] {
    #[inline]
    fn taken_by_ref(self) -> &'a mut [T] {
        self
    }
}

/// The same of what is lent, where it may be a trait object by another name: its lifetime
/// is shortened by a coercion alone, so nothing is asked but that it is lent.
#[diagnostic::on_unimplemented(
    message = "the spec has another type for this argument: `{Self}`",
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

/// What a wrapper hands to `next` of a waterfall, against what the value is in the spec.
#[diagnostic::on_unimplemented(
    message = "`next` is handed `{Self}` here, and the value is `{Spec}` in the spec",
    label = "it is `{Spec}` in the spec",
    note = "write `{Spec}` in the parentheses of `next`, and hand it one"
)]
pub trait HandedAs<Spec> {
    /// The same.
    fn handed(self) -> Spec;
}

#[diagnostic::do_not_recommend]
impl<T: TakenAs<Spec>, Spec> HandedAs<Spec> for T {
    #[inline]
    fn handed(self) -> Spec {
        self.taken()
    }
}

/// What a wrapper hands to `next`, against what the argument is in the spec.
#[diagnostic::on_unimplemented(
    message = "`next` is handed `{Self}` here, and the argument is `{Spec}` in the spec",
    label = "it is `{Spec}` in the spec",
    note = "write `{Spec}` in the parentheses of `next`, and hand it one"
)]
pub trait HandedByRef<Spec, How> {
    /// What is handed.
    fn handed_by_ref(self) -> Spec;
}

#[diagnostic::do_not_recommend]
impl<T: TakenByRef<Spec, How>, Spec, How> HandedByRef<Spec, How> for T {
    #[inline]
    fn handed_by_ref(self) -> Spec {
        self.taken_by_ref()
    }
}
