//! The arguments of a call, their type set aside.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::mem::{self, needs_drop};
use std::ptr::NonNull;

use super::call::{Inside, Kind, Shows};
use super::code::SyncArguments;
use super::entry::Entry;
use super::error::Cause;
use super::hop::Unknown;
use super::marker::Hook;
use crate::facts::hook::HookSpec;
use crate::monitor::ShowArguments;

/// Arguments of a hook that is not async, of which nothing more is known than the kind `K`.
///
/// They stand in a place that is borrowed for `'a`, and are whose this is.
pub(super) struct Passed<'a, K: Kind> {
    args: Place<'a>,
    of: &'a Handling<K>,
}

/// Where arguments stand.
#[repr(transparent)]
#[derive(Clone, Copy)]
struct Place<'a> {
    args: NonNull<Unknown>,
    borrow: PhantomData<&'a mut Unknown>,
}

impl<'a, K: Kind> Passed<'a, K> {
    /// The arguments at a place.
    ///
    /// # Safety
    ///
    /// They are there for `'a`, of the type that is handled so, and this one's from now on.
    #[inline]
    pub(super) unsafe fn new(place: *mut Unknown, of: &'a Handling<K>) -> Self {
        // SAFETY: they are there.
        let args = unsafe { NonNull::new_unchecked(place) };
        Passed { args: Place { args, borrow: PhantomData }, of }
    }

    /// The hook.
    pub(super) fn spec(&self) -> &'static HookSpec {
        self.of.spec
    }

    #[inline]
    pub(super) fn cause(&self) -> Cause<K::Error> {
        self.of.cause
    }

    /// How what is returned is shown.
    pub(super) fn shows(&self) -> Shows<K> {
        self.of.shows
    }

    #[inline]
    pub(super) fn pointer(&mut self) -> *mut Unknown {
        self.args.args.as_ptr()
    }

    /// Gives them to a wrapper, with what is inside it.
    ///
    /// # Safety
    ///
    /// The wrapper is one of their hook, of which is what is inside, too.
    #[inline]
    pub(super) unsafe fn give(mut self, wrapper: &Entry, inside: Inside<'_>) -> K::Output {
        let args = self.pointer();
        mem::forget(self);
        // SAFETY: the arguments are there, and the wrapper's alone from now on.
        unsafe { wrapper.bound().wrap(args, inside) }
    }

    /// Gives back what a result says, for the next.
    #[inline]
    pub(super) fn hand_back(&mut self, value: K::Handed) {
        if let Some(hands) = &self.of.hands {
            // SAFETY: the arguments are there.
            unsafe { (hands.hand_back)(self.pointer(), value) }
        }
    }

    /// What was given back last.
    ///
    /// # Panics
    ///
    /// When the kind gives nothing back.
    #[inline]
    pub(super) fn handed(&mut self) -> K::Handed {
        let hands = self.of.hands.as_ref().expect("a kind that gives something back");
        // SAFETY: as in `hand_back`.
        unsafe { (hands.handed)(self.pointer()) }
    }
}

impl<K: Kind> Drop for Passed<'_, K> {
    #[inline]
    fn drop(&mut self) {
        if let Some(drop) = self.of.drop {
            // SAFETY: the arguments are there, and are not used again.
            unsafe { drop(self.pointer()) }
        }
    }
}

impl<K: Kind> ShowArguments for Passed<'_, K> {
    fn argument(&self, at: usize) -> Option<&dyn fmt::Debug> {
        // SAFETY: the arguments are there, for as long as they are borrowed here.
        unsafe { (self.of.argument)(self.args, at) }
    }
}

/// Arguments that a wrapper is given: they stand in a place that is borrowed for `'a`, and
/// are whose this is.
#[repr(transparent)]
pub struct Placed<'a, A> {
    args: NonNull<A>,
    place: PhantomData<(&'a mut (), A)>,
}

impl<A> Placed<'_, A> {
    /// The arguments.
    #[inline]
    #[must_use]
    pub fn take(self) -> A {
        let args = self.args;
        mem::forget(self);
        // SAFETY: they are there, and are not used again.
        unsafe { args.read() }
    }
}

impl<A> Drop for Placed<'_, A> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: as in `take`.
        unsafe { self.args.drop_in_place() }
    }
}

/// What can be done with arguments whose type is forgotten.
pub(super) struct Handling<K: Kind> {
    spec: &'static HookSpec,
    argument: Argument,
    /// None, where there is nothing to do.
    drop: Option<unsafe fn(*mut Unknown)>,
    hands: Option<Hands<K>>,
    shows: Shows<K>,
    cause: Cause<K::Error>,
}

type Argument = for<'a> unsafe fn(Place<'a>, usize) -> Option<&'a dyn fmt::Debug>;

/// How results are given back.
struct Hands<K: Kind> {
    hand_back: unsafe fn(*mut Unknown, K::Handed),
    handed: unsafe fn(*mut Unknown) -> K::Handed,
}

impl<K: Kind> Hands<K> {
    /// Those of arguments of the type `A`.
    const fn of<A: SyncArguments<Kind = K>>() -> Self {
        Hands {
            // SAFETY: who calls these has arguments of the type `A`.
            hand_back: |args, value| unsafe { &mut *args.cast::<A>() }.hand_back(value),
            // SAFETY: as above.
            handed: |args| unsafe { &mut *args.cast::<A>() }.handed(),
        }
    }
}

impl<K: Kind> Handling<K> {
    /// That of arguments of the type `A`, which who calls these has.
    pub(super) const fn of<A: SyncArguments<Kind = K>>() -> Self {
        Handling {
            spec: A::Hook::SPEC,
            // SAFETY: both take a pointer to a value of the type `A`.
            argument: unsafe {
                mem::transmute::<fn(&A, usize) -> Option<&dyn fmt::Debug>, Argument>(A::argument)
            },
            drop: dropping::<A>(),
            hands: if K::IS_HANDED { Some(Hands::of::<A>()) } else { None },
            shows: Shows::of::<A>(),
            cause: if K::CAN_FAIL { A::cause } else { no_cause::<K> },
        }
    }
}

const fn dropping<A>() -> Option<unsafe fn(*mut Unknown)> {
    if !needs_drop::<A>() {
        return None;
    }
    // SAFETY: as of `Hands::of`.
    Some(|args| unsafe { args.cast::<A>().drop_in_place() })
}

fn no_cause<K: Kind>(_: &K::Error) -> Option<&(dyn Error + 'static)> {
    None
}
