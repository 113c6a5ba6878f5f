//! One hop from a hook's list to a plugin.
//!
//! A hook's list holds plugins of many types, each with a function that takes
//! its own plugin's type. Behind `Arc<dyn Fn>` a call goes through two
//! pointers, behind `&dyn Any` through a type check; both lose to a
//! hand-written loop over `Box<dyn Trait>`, measured in `benches/`. So a
//! [`Hop`] forgets both types and keeps two pointers side by side. Five rules
//! make that sound:
//!
//! 1. [`Code`] knows which hook and which type of plugin its pointer was made
//!    for; only its typed constructors make one: `code.rs`.
//! 2. A hop pairs code with a plugin of just that type, and whoever has a hop
//!    keeps the plugin alive: an entry of a list owns it, a caller's extra is
//!    borrowed ([`Bound`]).
//! 3. A list has hops of one hook alone, each in its role, and shows them with
//!    their types only to that hook: `typed.rs`.
//! 4. All that says which hook it is of ([`Implementation`], [`Wrapper`]) is
//!    invariant in it: `Tag<for<'a> fn(&'a u8)>` and `Tag<fn(&'static u8)>` are
//!    two hooks, though one is a subtype of the other.
//! 5. A call forgets the type of its arguments, too, once they are beside what is of their
//!    hook: `erased.rs`, `passed.rs`.

use std::marker::PhantomData;
use std::mem;
use std::ptr::NonNull;

use super::call::{AsyncNext, BoxFuture, Inside, Output, Return, Started};
use super::code::{AnyPlugin, AsyncArguments, Code, Functions, SyncArguments, erase};
use super::entry::Entry;
use super::record::{Index, Record};
use crate::facts::imp::{HookImpl, ImplFacts};

/// In place of a type that is forgotten, and of which nobody knows whether it may be sent.
#[derive(Debug)]
pub(super) struct Unknown(PhantomData<*const ()>);

/// A plugin, its type forgotten, as functions take it: for calls it is what a `&P` is. A
/// reference would be one to no bytes.
#[repr(transparent)]
struct Plugin<'a>(NonNull<Unknown>, PhantomData<&'a Unknown>);

/// A function and the plugin to call it with.
#[derive(Clone, Copy)]
struct Hop {
    code: fn(),
    plugin: NonNull<Unknown>,
}

/// A hop to a registered plugin.
#[derive(Clone, Copy)]
pub(super) struct PluginHop(Hop);

// SAFETY: the pointer leads to a value that is `Send + Sync`, an `AnyPlugin`,
// and nothing but shared references are made of it.
unsafe impl Send for PluginHop {}
// SAFETY: as for `Send`.
unsafe impl Sync for PluginHop {}

/// A hop whose plugin is alive for `'a`, and whose function it is.
///
/// It is not `Send`: what a caller has extra need not be.
#[derive(Clone, Copy)]
pub struct Bound<'a> {
    hop: Hop,
    record: &'a Record,
    index: Index,
}

impl PluginHop {
    /// The hop by a function to a plugin that it takes.
    pub(super) fn new(code: &Code, plugin: &AnyPlugin) -> Option<Self> {
        let hop = Hop { code: code.pointer(), plugin: NonNull::from(&**plugin).cast() };
        code.takes(plugin).then_some(PluginHop(hop))
    }
}

impl<'a> Bound<'a> {
    /// # Safety
    ///
    /// The hop is to the plugin that `record` owns, by the function at `index`.
    #[inline]
    pub(super) unsafe fn new(hop: &'a PluginHop, record: &'a Record, index: Index) -> Self {
        Bound { hop: hop.0, record, index }
    }

    fn extra<F>(extra: &'a F, code: fn(), record: &'a Record) -> Self {
        let hop = Hop { code, plugin: NonNull::from(extra).cast() };
        Bound { hop, record, index: Index::FIRST }
    }

    pub(super) fn record(&self) -> &'a Record {
        self.record
    }

    pub(super) fn facts(&self) -> ImplFacts {
        self.record.function(self.index).facts()
    }

    /// What can be told of it.
    pub(super) fn hook_impl(&self) -> HookImpl {
        self.record.hook_impl(self.index)
    }

    /// Whether it is a caller's, and on no list.
    #[inline]
    pub(super) fn is_extra(&self) -> bool {
        self.record.is_extra()
    }

    #[inline]
    fn is_async(&self) -> bool {
        let code = self.record.function(self.index).code();
        code.is_some_and(Code::is_async)
    }

    /// Calls it.
    ///
    /// # Safety
    ///
    /// It is an implementation, and not async. `args` leads to its hook's arguments, as
    /// [`SyncArguments`] or [`AsyncArguments`] has them, which nobody else uses meanwhile,
    /// and `R` is what is returned for them.
    #[inline]
    pub(super) unsafe fn call<R>(&self, args: *mut Unknown) -> R {
        // SAFETY: the code was made of this very type (rules 1 and 3), but for the plugin's
        // and that of the arguments, which are behind pointers without metadata in both: so
        // the two are compatible for calls ("ABI compatibility", at `fn` in std's docs).
        let function: fn(Plugin<'a>, *mut Unknown) -> R = unsafe { mem::transmute(self.hop.code) };
        function(self.plugin(), args)
    }

    /// Calls it, with what is inside it.
    ///
    /// # Safety
    ///
    /// It is a wrapper of a hook that is not async, of which is what is inside, too. `args`
    /// leads to that hook's arguments, which are the wrapper's from now on, and `R` is what
    /// comes of it for them.
    #[inline]
    pub(super) unsafe fn wrap<R>(&self, args: *mut Unknown, inside: Inside<'_>) -> R {
        // SAFETY: as in `call`; a `Placed` is a pointer, and a `Next` what is inside.
        let function: for<'n> fn(Plugin<'a>, *mut Unknown, Inside<'n>) -> R =
            unsafe { mem::transmute(self.hop.code) };
        function(self.plugin(), args, inside)
    }

    #[inline]
    fn plugin(&self) -> Plugin<'a> {
        Plugin(self.hop.plugin, PhantomData)
    }
}

/// An implementation of the hook `H`, bound to its plugin.
pub struct Implementation<'a, H> {
    bound: Bound<'a>,
    hook: PhantomData<fn(H) -> H>,
}

impl<H> Clone for Implementation<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Implementation<'_, H> {}

impl<'a, H: Functions> Implementation<'a, H> {
    /// # Safety
    ///
    /// It is an implementation of `H`.
    #[inline]
    pub(super) unsafe fn new(bound: Bound<'a>) -> Self {
        Implementation { bound, hook: PhantomData }
    }

    /// A caller's extra one, told of by `record`: of a hook that is not async.
    pub(super) fn extra<F>(
        extra: &'a F,
        function: H::Implementation<F>,
        record: &'a Record,
    ) -> Self {
        const { assert!(!H::IS_ASYNC, "an extra implementation of a hook that is not async") };
        // SAFETY: it is a function pointer, by the contract of `Functions`.
        let code = unsafe { erase(function) };
        // SAFETY: it is an implementation of `H`.
        unsafe { Implementation::new(Bound::extra(extra, code, record)) }
    }

    /// A caller's extra one of an async hook.
    pub(super) fn async_extra<F>(extra: &'a F, function: H::Async<F>, record: &'a Record) -> Self {
        const { assert!(H::IS_ASYNC, "an extra implementation of an async hook") };
        // SAFETY: as above.
        let code = unsafe { erase(function) };
        // SAFETY: as above.
        unsafe { Implementation::new(Bound::extra(extra, code, record)) }
    }

    /// Calls it, of a hook that is not async.
    #[inline]
    pub(super) fn call<A: SyncArguments<Hook = H>>(self, args: &mut A) -> Return<A> {
        // SAFETY: it is an implementation of `H`, and these are arguments of `H`.
        unsafe { self.bound.call((&raw mut *args).cast()) }
    }

    /// Calls it, of an async hook, or begins to.
    pub(super) fn start<A>(self, args: &'a mut A) -> Started<'a, Return<A>>
    where
        A: AsyncArguments<Hook = H>,
    {
        if !self.is_async() {
            // SAFETY: it is an implementation of `H`, and these are arguments of `H`.
            return Started::Now(unsafe { self.bound.call((&raw mut *args).cast()) });
        }
        // SAFETY: it is an async implementation of `H`, and `AsyncArguments` says of which
        // type; but for the plugin's, as in `Bound::call`.
        let function: fn(Plugin<'a>, &'a mut A) -> BoxFuture<'a, Return<A>> =
            unsafe { mem::transmute(self.bound.hop.code) };
        Started::Later(function(self.bound.plugin(), args))
    }

    /// Whether it is an async one. What a caller of an async hook has extra is.
    fn is_async(&self) -> bool {
        self.bound.is_extra() || self.bound.is_async()
    }
}

impl<'a, H> Implementation<'a, H> {
    #[inline]
    pub(crate) fn bound(&self) -> Bound<'a> {
        self.bound
    }
}

/// What comes of an async wrapper.
type OutputLater<'a, A> = BoxFuture<'a, Output<A>>;

/// A wrapper of the hook `H`, bound to its plugin.
pub(super) struct Wrapper<'a, H> {
    /// No caller has a wrapper extra.
    entry: &'a Entry,
    hook: PhantomData<fn(H) -> H>,
}

impl<'a, H: Functions> Wrapper<'a, H> {
    /// # Safety
    ///
    /// It is a wrapper of `H`.
    #[inline]
    pub(super) unsafe fn new(entry: &'a Entry) -> Self {
        Wrapper { entry, hook: PhantomData }
    }

    /// Begins to call it, of an async hook.
    pub(super) fn start<A>(self, args: A, next: AsyncNext<'a, H, A>) -> OutputLater<'a, A>
    where
        A: AsyncArguments<Hook = H>,
    {
        let bound = self.entry.bound();
        // SAFETY: it is a wrapper of `H`, an async one (`Code::async_wrapper`), and
        // `AsyncArguments` says of which type; but for the plugin's, as in `Bound::call`.
        let function: fn(Plugin<'a>, A, AsyncNext<'a, H, A>) -> OutputLater<'a, A> =
            unsafe { mem::transmute(bound.hop.code) };
        function(bound.plugin(), args, next)
    }
}
