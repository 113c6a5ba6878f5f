//! Where a caller finds its list: live or frozen, whole, in part or with more.
//!
//! A source is a caller's second type parameter. [`Live`] and [`Frozen`] hold a
//! list; [`Subset`] and [`WithExtra`] stand around another source and lay
//! themselves over what it shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::hook::cell::HookCell;
use crate::hook::hop::{Calls, Functions, Implementation, Typed, Wrapper};
use crate::hook::imp::Imp;
use crate::hook::order::Band;
use crate::hook::spec::Hook;
use crate::monitor::Watchers;

/// The list as it is when a call begins: that of a relay's callers.
#[derive(Clone)]
pub struct Live {
    pub(crate) cell: Arc<HookCell>,
}

/// The list as it was when the snapshot was taken:
/// [`HookCaller::snapshot`](crate::HookCaller::snapshot).
#[derive(Clone)]
pub struct Frozen {
    pub(crate) calls: Arc<Calls>,
}

/// Some plugins of another source, by their names:
/// [`HookCaller::without`](crate::HookCaller::without) and
/// [`only`](crate::HookCaller::only).
#[derive(Clone)]
pub struct Subset<S> {
    pub(crate) source: S,
    pub(crate) selection: Arc<Selection>,
}

/// Another source with one implementation more: a caller's `with_extra`, of
/// which [`HookCaller`](crate::HookCaller) has an example.
pub struct WithExtra<H: Functions, S, F> {
    pub(crate) source: S,
    pub(crate) extra: Arc<F>,
    pub(crate) function: H::Implementation<F>,
    pub(crate) imp: Arc<Imp>,
}

/// Which plugins a [`Subset`] has.
pub(crate) enum Selection {
    Only(BTreeSet<String>),
    Without(BTreeSet<String>),
}

impl Selection {
    pub(crate) fn has(&self, imp: &Imp) -> bool {
        match self {
            Selection::Only(names) => names.contains(imp.plugin.name()),
            Selection::Without(names) => !names.contains(imp.plugin.name()),
        }
    }
}

/// Where a caller finds the list of its hook.
///
/// It is the bound of a caller's methods; nobody else implements it.
pub trait Source<H: Hook> {
    /// Shows the list, which stays as it is until `look` ends.
    #[doc(hidden)]
    fn with<R>(&self, look: impl FnOnce(View<'_, H>) -> R) -> R;
}

/// A source that follows its hook: what historic calls and snapshots need.
///
/// [`Live`] is one, and a [`Subset`] of one.
pub trait LiveSource<H: Hook>: Source<H> + Clone {
    /// The hook.
    #[doc(hidden)]
    fn live(&self) -> &Live;

    /// Whether the source has a plugin's implementation.
    #[doc(hidden)]
    fn has(&self, imp: &Imp) -> bool;
}

/// A list, and what is laid over it.
pub struct View<'a, H> {
    calls: Typed<'a, H>,
    layer: Option<&'a Layer<'a, H>>,
}

/// What one source lays over another's list.
struct Layer<'a, H> {
    below: Option<&'a Layer<'a, H>>,
    change: Change<'a, H>,
}

enum Change<'a, H> {
    Select(&'a Selection),
    Add(Implementation<'a, H>),
}

impl<H: Hook> Source<H> for Live {
    #[inline]
    fn with<R>(&self, look: impl FnOnce(View<'_, H>) -> R) -> R {
        look(View { calls: self.cell.load().typed(), layer: None })
    }
}

impl<H: Hook> Source<H> for Frozen {
    #[inline]
    fn with<R>(&self, look: impl FnOnce(View<'_, H>) -> R) -> R {
        look(View { calls: self.calls.typed(), layer: None })
    }
}

impl<H: Hook, S: Source<H>> Source<H> for Subset<S> {
    fn with<R>(&self, look: impl FnOnce(View<'_, H>) -> R) -> R {
        self.source.with(|view| view.under(Change::Select(&self.selection), look))
    }
}

impl<H: Hook, S: Source<H>, F> Source<H> for WithExtra<H, S, F> {
    fn with<R>(&self, look: impl FnOnce(View<'_, H>) -> R) -> R {
        let extra = Implementation::extra(&*self.extra, self.function, &self.imp);
        self.source.with(|view| view.under(Change::Add(extra), look))
    }
}

impl<H: Hook> LiveSource<H> for Live {
    fn live(&self) -> &Live {
        self
    }

    fn has(&self, _: &Imp) -> bool {
        true
    }
}

impl<H: Hook, S: LiveSource<H>> LiveSource<H> for Subset<S> {
    fn live(&self) -> &Live {
        self.source.live()
    }

    fn has(&self, imp: &Imp) -> bool {
        self.selection.has(imp) && self.source.has(imp)
    }
}

impl<H: Functions, S: Clone, F> Clone for WithExtra<H, S, F> {
    fn clone(&self) -> Self {
        WithExtra {
            source: self.source.clone(),
            extra: Arc::clone(&self.extra),
            function: self.function,
            imp: Arc::clone(&self.imp),
        }
    }
}

impl<'a, H: Hook> View<'a, H> {
    /// The list, where a loop over its implementations is all that there is to
    /// a call.
    #[inline]
    pub(crate) fn plain(&self) -> Option<Typed<'a, H>> {
        (self.layer.is_none() && self.calls.is_plain()).then_some(self.calls)
    }

    /// Whether nothing is laid over the list and nobody watches.
    #[inline]
    pub(crate) fn is_whole(&self) -> bool {
        self.layer.is_none() && self.calls.watchers().is_empty()
    }

    /// The list, with nothing laid over it.
    #[inline]
    pub(crate) fn calls(&self) -> Typed<'a, H> {
        self.calls
    }

    /// Who watches.
    pub(crate) fn watchers(&self) -> &'a Watchers {
        self.calls.watchers()
    }

    /// What is called, with all layers applied.
    pub(crate) fn members(&self) -> Members<'a, H> {
        let mut members = Members {
            wrappers: self.calls.wrappers().collect(),
            implementations: self.calls.implementations().collect(),
        };
        if let Some(layer) = self.layer {
            layer.apply(&mut members);
        }
        members
    }

    /// Whether there is no implementation.
    pub(crate) fn is_empty(&self) -> bool {
        match self.layer {
            None => self.calls.implementations().len() == 0,
            Some(_) => self.members().implementations.is_empty(),
        }
    }

    fn under<R>(self, change: Change<'_, H>, look: impl FnOnce(View<'_, H>) -> R) -> R {
        let layer = Layer { below: self.layer, change };
        look(View { calls: self.calls, layer: Some(&layer) })
    }
}

/// What one call runs: both lists in call order.
pub(crate) struct Members<'a, H> {
    pub(crate) wrappers: Vec<Wrapper<'a, H>>,
    pub(crate) implementations: Vec<Implementation<'a, H>>,
}

impl<'a, H: Hook> Members<'a, H> {
    /// Wrappers and implementations, in the order in which a call starts them.
    pub(crate) fn imps(&self) -> impl Iterator<Item = &'a Imp> {
        let wrappers = self.wrappers.iter().map(Wrapper::imp);
        wrappers.chain(self.implementations.iter().map(Implementation::imp))
    }
}

impl<'a, H: Hook> Layer<'a, H> {
    /// Changes what is below, which changed what is below it.
    fn apply(&self, members: &mut Members<'a, H>) {
        if let Some(below) = self.below {
            below.apply(members);
        }
        match &self.change {
            Change::Select(selection) => {
                members.wrappers.retain(|wrapper| selection.has(wrapper.imp()));
                members.implementations.retain(|implementation| {
                    implementation.imp().is_extra() || selection.has(implementation.imp())
                });
            }
            Change::Add(extra) => {
                let is_early = |implementation: &Implementation<'_, H>| {
                    implementation.imp().parts.band == Band::TryFirst
                };
                let at = members.implementations.iter().take_while(|i| is_early(i)).count();
                members.implementations.insert(at, *extra);
            }
        }
    }
}
