//! The name of a hook, as a value: where what a plugin gives takes its types from.

use std::marker::PhantomData;

use super::code::Code;
use super::marker::{DeclaredAsync, DeclaredPlain, Hook, Wrappable};
use super::record::{Function, FunctionOf};
use crate::facts::imp::ImplFacts;

/// The name of a hook, as a value: what `dyn Trait` leads the plugin's half to,
/// which infers all types from it.
pub struct Anchor<H>(PhantomData<fn(H) -> H>);

impl<H> Clone for Anchor<H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Anchor<H> {}

impl<H> Anchor<H> {
    /// The anchor of the hook `H`.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "a default anchor would be any hook's")]
    pub const fn new() -> Self {
        Anchor(PhantomData)
    }
}

impl<H: Hook> Anchor<H> {
    /// An implementation of the hook, by plugins of the type `P`.
    #[must_use]
    pub const fn implement<P: 'static>(
        self,
        facts: &'static ImplFacts,
        function: H::Implementation<P>,
    ) -> FunctionOf<P> {
        let hook = Some((H::SPEC, Code::implementation::<H, P>(function)));
        FunctionOf::new(Function::new(hook, facts))
    }

    /// A wrapper of the hook, by plugins of the type `P`.
    #[must_use]
    pub const fn wrap<P: 'static>(
        self,
        facts: &'static ImplFacts,
        function: H::Wrapper<P>,
    ) -> FunctionOf<P>
    where
        H: Hook<Declared: DeclaredPlain, Calls: Wrappable>,
    {
        let hook = Some((H::SPEC, Code::wrapper::<H, P>(function)));
        FunctionOf::new(Function::new(hook, facts))
    }

    /// An async implementation of the hook, by plugins of the type `P`.
    #[must_use]
    pub const fn implement_async<P: 'static>(
        self,
        facts: &'static ImplFacts,
        function: H::Async<P>,
    ) -> FunctionOf<P>
    where
        H: Hook<Declared: DeclaredAsync>,
    {
        let hook = Some((H::SPEC, Code::async_implementation::<H, P>(function)));
        FunctionOf::new(Function::new(hook, facts))
    }

    /// An async wrapper of the hook, by plugins of the type `P`.
    #[must_use]
    pub const fn wrap_async<P: 'static>(
        self,
        facts: &'static ImplFacts,
        function: H::AsyncWrapper<P>,
    ) -> FunctionOf<P>
    where
        H: Hook<Declared: DeclaredAsync>,
    {
        let hook = Some((H::SPEC, Code::async_wrapper::<H, P>(function)));
        FunctionOf::new(Function::new(hook, facts))
    }
}
