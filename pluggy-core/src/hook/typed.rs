//! A list, shown or held with its hook's types.
//!
//! A list has entries of its hook alone. So a caller that has once made sure that
//! its source is of the hook `H` ([`Checked`]) calls functions of `H` without
//! asking again.
//!
//! A call of a hook that is not async begins here, and what is inside its wrappers: behind,
//! no more of the hook is known than its kind.

use std::any::TypeId;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::sync::Arc;

use super::call::{self, Answer, Inside, Output, run_inside};
use super::caller::HookCaller;
use super::cell::HookId;
use super::code::{Functions, SyncArguments};
use super::each::Single;
use super::entry::Entry;
use super::erased::Call;
use super::historic::Historic;
use super::hop::{Implementation, Unknown, Wrapper};
use super::list::List;
use super::marker::Hook;
use super::passed::{Handling, Passed};
use super::relay::Callers;
use super::source::{ListOf, ListRef, ListSource, Sealed, Source};
use super::view::{Members, Part, View};
use crate::facts::panic::isolated;
use crate::monitor::Watchers;

/// A source whose lists are those of the hook `H`.
pub(super) struct Checked<H, S> {
    source: S,
    hook: PhantomData<fn(H) -> H>,
}

impl<H: Functions, S: Source> Checked<H, S> {
    /// # Panics
    ///
    /// When the source is another hook's, which would be a mistake in this crate.
    pub(super) fn new(source: S) -> Self {
        Checked { source: of_hook(source, TypeId::of::<H>), hook: PhantomData }
    }

    /// Shows the list of this moment.
    pub(super) fn look<'l, 's: 'l>(&'s self, looked: &'l mut Looked<'s, S>) -> Typed<'l, H> {
        Typed { view: looked.at(&self.source), hook: PhantomData }
    }
}

/// What keeps what a source shows. It stays in its place: what was moved is slow to end.
pub(super) struct Looked<'s, S: Source + 's> {
    guard: S::Guard<'s>,
    members: Option<Members>,
}

impl<'s, S: Source> Looked<'s, S> {
    #[inline]
    pub(super) fn new() -> Self {
        Looked { guard: S::Guard::default(), members: None }
    }

    #[inline]
    pub(super) fn at<'l>(&'l mut self, source: &'s S) -> View<'l> {
        let ListRef(list) = source.show(&mut self.guard);
        if S::IS_WHOLE {
            return View { list, part: None };
        }
        source.members(list, &mut self.members);
        let part = self.members.as_ref().map(|members| Part::new(members, source));
        View { list, part }
    }
}

impl<H: Functions, S: Source + Sync> Checked<H, S> {
    /// Keeps the list of this moment.
    pub(super) fn hold(&self) -> KeptCall<'_, H> {
        let ListOf(list) = self.source.list();
        let mut members = None;
        self.source.members(&list, &mut members);
        KeptCall { list: Kept::new(list), members, source: &self.source, hook: PhantomData }
    }
}

impl<H: Functions> Checked<H, Single> {
    /// An implementation by itself; none where it is not of the hook `H`.
    pub(super) fn single(entry: &Entry, watchers: &Watchers) -> Option<Self> {
        let is_of_hook = entry.is(TypeId::of::<H>(), false);
        let source = is_of_hook.then(|| Single::new(entry.clone(), watchers))?;
        Some(Checked { source, hook: PhantomData })
    }

    #[inline]
    pub(super) fn implementation(&self) -> Implementation<'_, H> {
        // SAFETY: it is an implementation of `H`: `single` has asked.
        unsafe { Implementation::new(self.source.entry().bound()) }
    }
}

/// A source, which is that of a hook.
///
/// # Panics
///
/// When it is another's, which would be a mistake in this crate.
pub(super) fn of_hook<S: Source>(source: S, hook: fn() -> TypeId) -> S {
    assert!(source.hook() == hook(), "a source of another hook");
    source
}

impl<H, S> Checked<H, S> {
    pub(super) fn source(&self) -> &S {
        &self.source
    }
}

impl<H, S: Clone> Clone for Checked<H, S> {
    fn clone(&self) -> Self {
        Checked { source: self.source.clone(), hook: PhantomData }
    }
}

/// What a call of the hook `H` runs, kept for as long as it takes.
pub(super) struct KeptCall<'a, H> {
    list: Kept,
    members: Option<Members>,
    source: &'a (dyn Sealed + Sync),
    hook: PhantomData<fn(H) -> H>,
}

/// A list that is let go of quietly: a plugin that has left and panics as it is dropped
/// takes no result of the call that saw it last.
pub(super) struct Kept(Option<Arc<List>>);

impl Kept {
    pub(super) fn new(list: Arc<List>) -> Self {
        Kept(Some(list))
    }
}

impl Deref for Kept {
    type Target = List;

    fn deref(&self) -> &List {
        self.0.as_deref().expect("it is let go of by the drop alone")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        isolated(|| drop(self.0.take()));
    }
}

impl<H> KeptCall<'_, H> {
    pub(super) fn typed(&self) -> Typed<'_, H> {
        let part = |members| Part::new(members, self.source);
        let view = View { list: &self.list, part: self.members.as_ref().map(part) };
        Typed { view, hook: PhantomData }
    }
}

/// What a call of the hook `H` runs.
pub(super) struct Typed<'a, H> {
    pub(super) view: View<'a>,
    hook: PhantomData<fn(H) -> H>,
}

impl<H> Clone for Typed<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Typed<'_, H> {}

impl<'a, H: Functions> Typed<'a, H> {
    /// The implementation at a place among the members.
    pub(super) fn member(self, at: usize) -> Option<Implementation<'a, H>> {
        let bound = self.view.implementation(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Implementation::new(bound) })
    }

    /// The wrapper at a place among the members.
    #[inline]
    pub(super) fn wrapper(self, at: usize) -> Option<Wrapper<'a, H>> {
        let entry = self.view.wrapper(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Wrapper::new(entry) })
    }
}

/// Forgets the type of arguments, which are in a `ManuallyDrop` and stay there until what
/// has them now has come to its end. It is a macro, since a function would be compiled for
/// each hook.
macro_rules! passed {
    ($args:ident, $type:ty) => {{
        #[allow(clippy::ptr_as_ptr, reason = "`cast` would be compiled for each hook, too")]
        let place = (&raw mut $args) as *mut Unknown;
        Passed::new(place, &const { Handling::of::<$type>() })
    }};
}

impl<H: Hook, S: Source> HookCaller<H, S> {
    /// Calls the hook; for the generated methods. No name that somebody guesses is
    /// like this one: rustc would suggest it.
    #[doc(hidden)]
    #[inline]
    pub fn __pass<A: SyncArguments<Hook = H>>(&self, args: A) -> Answer<A> {
        let mut args = ManuallyDrop::new(args);
        // SAFETY: the source is that of `H`, and these are arguments of `H`, which nobody
        // else has.
        call::run(unsafe { Call::new(&self.source.source, passed!(args, A)) })
    }
}

impl<V: ListSource> Callers<'_, V> {
    /// A typed caller of the hook `H`.
    pub fn hook<H: Hook>(&mut self) -> HookCaller<H, V> {
        let historic = const { Historic::of(H::SPEC) };
        let source = self.next(HookId::new(TypeId::of::<H>(), H::SPEC, historic));
        let source = of_hook(source, TypeId::of::<H>);
        HookCaller { source: Checked { source, hook: PhantomData } }
    }
}

/// Everything inside a wrapper, to be run once, or [`again`](Next::again).
#[repr(transparent)]
pub struct Next<'a, H> {
    inside: Inside<'a>,
    hook: PhantomData<fn(H) -> H>,
}

impl<H: Hook> Next<'_, H> {
    /// The same, for a wrapper that runs what is inside more than once.
    #[must_use]
    pub fn again(&self) -> Self {
        Next { ..*self }
    }

    /// Runs what is inside with the wrapper's arguments.
    pub fn run<A: SyncArguments<Hook = H>>(self, args: A) -> Output<A> {
        let mut args = ManuallyDrop::new(args);
        // SAFETY: what is inside is of `H`, and these are arguments of `H`, as in `__pass`.
        run_inside(unsafe { Call::new(self.inside, passed!(args, A)) })
    }
}
