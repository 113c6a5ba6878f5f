//! What `#[hookimpl]` says, function by function, before anything is bound.
//!
//! Generated code calls `implement` or `wrap` on an [`Anchor`] for each
//! function; the anchor's type says what the function must look like. Where
//! the host's version of a spec lacks an optional hook, an [`AbsentHook`]
//! stands in: it takes any function, and plans it without its code.

use std::any::{TypeId, type_name};
use std::marker::PhantomData;

use crate::hook::hop::Function;
use crate::hook::imp::ImplParts;
use crate::hook::spec::{Anchor, Hook, HookSpec, Wrappable};

/// The functions of one `#[hookimpl]`, gathered for registration.
pub struct Plan<P> {
    specs: SpecsId,
    pub(crate) functions: Vec<Planned>,
    plugin: PhantomData<P>,
}

/// The type of a spec, and its path for messages.
#[derive(Clone, Copy)]
pub(crate) struct SpecsId {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
}

impl SpecsId {
    pub(crate) fn of<S: ?Sized + 'static>() -> Self {
        SpecsId { id: TypeId::of::<S>(), name: type_name::<S>() }
    }
}

/// One function of a plugin, before it is bound.
#[derive(Clone, Copy)]
pub(crate) struct Planned {
    /// None for a closure, which knows its hook alone.
    pub(crate) specs: Option<SpecsId>,
    /// None where the host's version of the spec lacks the hook.
    pub(crate) function: Option<Function>,
    /// What the spec says of the hook, where there is one.
    pub(crate) hook: Option<&'static HookSpec>,
    pub(crate) parts: ImplParts,
}

impl<P: 'static> Plan<P> {
    pub(crate) fn new(specs: SpecsId) -> Self {
        Plan { specs, functions: Vec::new(), plugin: PhantomData }
    }

    fn push(&mut self, hook: Option<(&'static HookSpec, Function)>, parts: &'static ImplParts) {
        let (hook, function) = hook.unzip();
        self.functions.push(Planned { specs: Some(self.specs), function, hook, parts: *parts });
    }
}

impl<H: Hook> Anchor<H> {
    /// Plans an implementation of the hook.
    pub fn implement<P: 'static>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        function: H::Implementation<P>,
    ) {
        plan.push(Some((H::SPEC, Function::implementation::<H, P>(function))), parts);
    }

    /// Plans a wrapper of the hook.
    pub fn wrap<P: 'static>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        function: H::Wrapper<P>,
    ) where
        H: Wrappable,
    {
        plan.push(Some((H::SPEC, Function::wrapper::<H, P>(function))), parts);
    }
}

/// In place of an [`Anchor`] where the spec lacks an optional hook: `A` is a
/// struct with a field for each argument that the function names.
pub struct AbsentHook<A>(PhantomData<A>);

impl<A> AbsentHook<A> {
    /// The anchor of a hook that is not there.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it stands beside `Anchor::new`")]
    pub const fn new() -> Self {
        AbsentHook(PhantomData)
    }

    /// Plans an implementation that waits for its hook.
    pub fn implement<P: 'static, R>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        _: fn(&P, &mut A) -> R,
    ) {
        plan.push(None, parts);
    }

    /// Plans a wrapper that waits for its hook.
    pub fn wrap<P: 'static, R>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        _: fn(&P, A, AbsentNext) -> R,
    ) {
        plan.push(None, parts);
    }
}

/// In place of an argument of a hook that is not there.
pub enum Absent {}

impl Absent {
    /// The argument, if there were one.
    #[must_use]
    pub fn __get<T>(&self) -> T {
        match *self {}
    }

    /// The argument, if there were one.
    #[must_use]
    pub fn __share<T>(&self) -> T {
        match *self {}
    }

    /// The argument, if there were one.
    #[must_use]
    pub fn __take<T>(&self) -> T {
        match *self {}
    }
}

/// In place of what is inside a wrapper of a hook that is not there.
pub enum AbsentNext {}

impl AbsentNext {
    /// What is inside, if there were anything.
    #[must_use]
    pub fn run<A, R>(self, _: A) -> R {
        match self {}
    }
}
