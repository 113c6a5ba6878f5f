//! A list, shown or held with its hook's types.
//!
//! A list has entries of its hook alone. So a caller that has once made sure that
//! its source is of the hook `H` ([`Checked`]) calls functions of `H` without
//! asking again.

use std::any::TypeId;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use super::each::Single;
use super::entry::Entry;
use super::hop::{Functions, Implementation, Wrapper};
use super::list::List;
use super::source::{ListOf, ListRef, Sealed, Shown, Source};
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
        check(source.hook(), TypeId::of::<H>());
        Checked { source, hook: PhantomData }
    }

    /// What shows the list of this moment, where a loop over its implementations is
    /// all that there is to a call.
    #[inline]
    pub(super) fn plain(&self) -> Option<Plain<H, impl Shown>> {
        Some(Plain { list: self.source.plain()?, hook: PhantomData })
    }

    /// Shows the list of this moment.
    pub(super) fn with<R>(&self, look: impl FnOnce(Typed<'_, H>) -> R) -> R {
        if S::IS_WHOLE {
            return self.source.with_list(|ListRef(list)| look(Typed::new(list, None)));
        }
        self.source.with_list(|ListRef(list)| {
            let members = self.source.members(list);
            let part = members.as_ref().map(|members| Part::new(members, &self.source));
            look(Typed::new(list, part))
        })
    }
}

impl<H: Functions, S: Source + Sync> Checked<H, S> {
    /// Keeps the list of this moment.
    pub(super) fn hold(&self) -> KeptCall<'_, H> {
        let ListOf(list) = self.source.list();
        let members = self.source.members(&list);
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

pub(super) fn check(source: TypeId, hook: TypeId) {
    assert!(source == hook, "a source of another hook");
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

/// A list of the hook `H` that is no more than its implementations.
pub(super) struct Plain<H, L> {
    list: L,
    hook: PhantomData<fn(H) -> H>,
}

impl<H, L: Shown> Plain<H, L> {
    #[inline]
    pub(super) fn typed(&self) -> Typed<'_, H> {
        Typed::new(self.list.list().0, None)
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
        Typed::new(&self.list, self.members.as_ref().map(part))
    }
}

/// What a call of the hook `H` runs.
pub(super) struct Typed<'a, H> {
    view: View<'a>,
    hook: PhantomData<fn(H) -> H>,
}

impl<H> Clone for Typed<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Typed<'_, H> {}

impl<'a, H> Typed<'a, H> {
    #[inline]
    fn new(list: &'a List, part: Option<Part<'a>>) -> Self {
        Typed { view: View { list, part }, hook: PhantomData }
    }
}

impl<'a, H: Functions> Typed<'a, H> {
    #[inline]
    pub(super) fn view(self) -> View<'a> {
        self.view
    }

    /// The implementations of the whole list.
    #[inline]
    pub(super) fn implementations(self) -> impl ExactSizeIterator<Item = Implementation<'a, H>> {
        let entries = self.view.list.implementations().iter();
        // SAFETY: the list is that of `H`, by the contract of `Source`.
        entries.map(|entry| unsafe { Implementation::new(entry.bound()) })
    }

    /// The wrapper of the whole list that has so many outside it.
    #[inline]
    pub(super) fn wrapper(self, outside: usize) -> Option<Wrapper<'a, H>> {
        let entry = self.view.list.wrappers().get(outside)?;
        // SAFETY: the list is that of `H`, by the contract of `Source`.
        Some(unsafe { Wrapper::new(entry) })
    }

    /// The implementation at a place among the members.
    pub(super) fn member(self, at: usize) -> Option<Implementation<'a, H>> {
        let bound = self.view.implementation(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Implementation::new(bound) })
    }

    /// The wrapper at a place among the members.
    pub(super) fn member_wrapper(self, at: usize) -> Option<Wrapper<'a, H>> {
        let entry = self.view.wrapper(at)?;
        // SAFETY: the members are those of `H`, by the contract of `Source`.
        Some(unsafe { Wrapper::new(entry) })
    }
}
