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
//!    for; only its two typed constructors make one.
//! 2. A hop pairs code with a plugin of just that type, and whoever has a hop
//!    keeps the plugin alive: an entry of a list owns it, a caller's extra is
//!    borrowed ([`Bound`]).
//! 3. A list has hops of one hook alone, each in its role, and shows them with
//!    their types only to that hook: `typed.rs`.
//! 4. All that says which hook it is of ([`Implementation`], [`Wrapper`]) is
//!    invariant in it: `Tag<for<'a> fn(&'a u8)>` and `Tag<fn(&'static u8)>` are
//!    two hooks, though one is a subtype of the other.
//! 5. A call of a hook that is not async forgets the type of its arguments, too,
//!    once they are beside what is of their hook: `given.rs`, `passed.rs`.

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;

use super::call::{Arguments, Inside, Return};
use super::entry::Entry;
use super::record::{Index, Record};
use crate::facts::imp::{HookImpl, ImplFacts};

/// A plugin's value, its type forgotten.
pub(crate) type AnyPlugin = Arc<dyn Any + Send + Sync>;

/// The function pointers that a hook's plugins of type `P` provide.
///
/// # Safety
///
/// The four types are pointers to safe functions whose first parameter is
/// `Ref<'_, P>`, for every lifetime, and `P` occurs nowhere else in them.
/// `Calls<S>` is a transparent struct around a `HookCaller<Self, S>`.
/// `hook_functions!`, the only implementor, writes them so.
pub unsafe trait Functions: 'static {
    /// The calls of a caller.
    type Calls<S>;
    /// The function of an implementation.
    type Implementation<P>: Copy;
    /// The function of an async implementation.
    type Async<P>: Copy;
    /// The function of a wrapper.
    type Wrapper<P>: Copy;
    /// The function of an async wrapper.
    type AsyncWrapper<P>: Copy;
    /// Whether the hook is async: it may have async implementations then, and its
    /// wrappers and closures are all async.
    const IS_ASYNC: bool = false;
}

/// The arguments of a hook that is not async.
///
/// # Safety
///
/// The [`Functions`] of the hook are, in all lifetimes,
/// `fn(Ref<'_, P>, &mut Self) -> Return<Self>` for an implementation, and
/// `fn(Ref<'_, P>, Placed<'_, Self>, Next<'_, Self::Hook>) -> Output<Self>` for a wrapper.
/// `hook_functions!`, the only implementor, writes them together.
pub unsafe trait SyncArguments: Arguments {}

/// What a function is to its hook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Implementation,
    /// Of an async hook.
    Async,
    /// An async one in an async hook.
    Wrapper,
}

/// A plugin, its type known (`P`) or forgotten (`Unknown`).
#[repr(transparent)]
pub struct Ref<'a, P> {
    plugin: NonNull<P>,
    borrow: PhantomData<&'a P>,
}

/// In place of the type of a plugin that is forgotten, and of which nobody knows
/// whether it may be sent.
#[derive(Debug)]
pub struct Unknown(PhantomData<*const ()>);

// SAFETY: it is what a `&P` is.
unsafe impl<P: Sync> Send for Ref<'_, P> {}
// SAFETY: as for `Send`.
unsafe impl<P: Sync> Sync for Ref<'_, P> {}

impl<P> Deref for Ref<'_, P> {
    type Target = P;

    #[inline]
    fn deref(&self) -> &P {
        // SAFETY: the pointer is a hop's, whose plugin is alive for the borrow.
        // `P` is the plugin's type, since safe code meets a `Ref` only as the
        // argument of a function made for `P` (rule 2), or else `Unknown`,
        // which has no bytes.
        unsafe { self.plugin.as_ref() }
    }
}

impl<'a, P> Ref<'a, P> {
    /// What it refers to, for as long as the hop lasts.
    #[must_use]
    pub fn borrowed(&self) -> &'a P {
        // SAFETY: as in `deref`.
        unsafe { self.plugin.as_ref() }
    }
}

/// A function that a plugin gives to a hook, with its types set aside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pointer: fn(),
    hook: fn() -> TypeId,
    plugin: fn() -> TypeId,
    role: Role,
}

impl Code {
    pub(crate) const fn implementation<H: Functions, P: 'static>(f: H::Implementation<P>) -> Self {
        // SAFETY: it is a function pointer, by the contract of `Functions`.
        Code::new::<H, P>(unsafe { erase(f) }, Role::Implementation)
    }

    pub(crate) const fn async_implementation<H: Functions, P: 'static>(f: H::Async<P>) -> Self {
        const { assert!(H::IS_ASYNC, "an async implementation of an async hook") };
        // SAFETY: as above.
        Code::new::<H, P>(unsafe { erase(f) }, Role::Async)
    }

    pub(crate) const fn wrapper<H: Functions, P: 'static>(f: H::Wrapper<P>) -> Self {
        const { assert!(!H::IS_ASYNC, "a wrapper of a hook that is not async") };
        // SAFETY: as above.
        Code::new::<H, P>(unsafe { erase(f) }, Role::Wrapper)
    }

    pub(crate) const fn async_wrapper<H: Functions, P: 'static>(f: H::AsyncWrapper<P>) -> Self {
        const { assert!(H::IS_ASYNC, "an async wrapper of an async hook") };
        // SAFETY: as above.
        Code::new::<H, P>(unsafe { erase(f) }, Role::Wrapper)
    }

    const fn new<H: Functions, P: 'static>(pointer: fn(), role: Role) -> Self {
        Code { pointer, hook: TypeId::of::<H>, plugin: TypeId::of::<P>, role }
    }

    /// The hook that the function is for.
    pub(crate) fn hook(&self) -> TypeId {
        (self.hook)()
    }

    pub(crate) fn is_wrapper(&self) -> bool {
        self.role == Role::Wrapper
    }

    /// Whether the function is for plugins of this value's type.
    pub(crate) fn takes(&self, plugin: &AnyPlugin) -> bool {
        let plugin: &dyn Any = &**plugin;
        (self.plugin)() == plugin.type_id()
    }

    /// The hop to a plugin that the code takes.
    pub(super) fn hop(&self, plugin: &AnyPlugin) -> Option<PluginHop> {
        let hop = Hop { code: self.pointer, plugin: NonNull::from(&**plugin).cast() };
        self.takes(plugin).then_some(PluginHop(hop))
    }
}

/// Forgets the type of a function pointer.
///
/// # Safety
///
/// `F` is a function pointer.
const unsafe fn erase<F: Copy>(function: F) -> fn() {
    const { assert!(size_of::<F>() == size_of::<fn()>()) };
    // SAFETY: all function pointers have the size of `fn()`, and are not null.
    unsafe { *(&raw const function).cast::<fn()>() }
}

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
        code.is_some_and(|code| code.role == Role::Async)
    }

    /// # Safety
    ///
    /// `F` is the function type of the hop's hook and role, with `Unknown` for
    /// the plugin.
    #[inline]
    unsafe fn parts<F: Copy>(&self) -> (F, Ref<'a, Unknown>) {
        // SAFETY: the code was made of this very type but for the plugin's
        // (rules 1 and 3). The two differ in one parameter, which is a pointer
        // without metadata in both, so they are compatible for calls.
        let function = unsafe { *(&raw const self.hop.code).cast::<F>() };
        (function, self.plugin())
    }

    /// Calls it.
    ///
    /// # Safety
    ///
    /// It is an implementation of a hook that is not async. `args` leads to that hook's
    /// arguments, as [`SyncArguments`] has them, which nobody else uses meanwhile, and
    /// `R` is what is returned for them.
    #[inline]
    pub(super) unsafe fn call<R>(&self, args: *mut Unknown) -> R {
        // SAFETY: as in `parts`; the type of the arguments, which is forgotten too, is
        // behind a pointer as well.
        let function: fn(Ref<'a, Unknown>, *mut Unknown) -> R =
            unsafe { mem::transmute(self.hop.code) };
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
        let function: for<'n> fn(Ref<'a, Unknown>, *mut Unknown, Inside<'n>) -> R =
            unsafe { mem::transmute(self.hop.code) };
        function(self.plugin(), args, inside)
    }

    #[inline]
    fn plugin(&self) -> Ref<'a, Unknown> {
        Ref { plugin: self.hop.plugin, borrow: PhantomData }
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

    /// Whether it is an async one. What a caller of an async hook has extra is.
    #[doc(hidden)]
    #[must_use]
    pub fn is_async(&self) -> bool {
        H::IS_ASYNC && (self.bound.is_extra() || self.bound.is_async())
    }

    /// The function, and the plugin to call it with.
    ///
    /// # Safety
    ///
    /// It is not async, and the function is called with this plugin and no other.
    #[doc(hidden)]
    #[must_use]
    pub unsafe fn parts(&self) -> (H::Implementation<Unknown>, Ref<'a, Unknown>) {
        // SAFETY: it is an implementation of `H` that is not async.
        unsafe { self.bound.parts() }
    }

    /// Calls it, of a hook that is not async.
    #[inline]
    pub(super) fn call<A: SyncArguments<Hook = H>>(self, args: &mut A) -> Return<A> {
        // SAFETY: it is an implementation of `H`, and these are arguments of `H`.
        unsafe { self.bound.call((&raw mut *args).cast()) }
    }

    /// The function, and the plugin to call it with.
    ///
    /// # Safety
    ///
    /// It is async, and the function is called with this plugin and no other.
    #[doc(hidden)]
    #[must_use]
    pub unsafe fn async_parts(&self) -> (H::Async<Unknown>, Ref<'a, Unknown>) {
        // SAFETY: it is an async implementation of `H`.
        unsafe { self.bound.parts() }
    }
}

impl<'a, H> Implementation<'a, H> {
    #[inline]
    pub(crate) fn bound(&self) -> Bound<'a> {
        self.bound
    }
}

/// A wrapper of the hook `H`, bound to its plugin.
pub struct Wrapper<'a, H> {
    /// No caller has a wrapper extra.
    entry: &'a Entry,
    hook: PhantomData<fn(H) -> H>,
}

impl<H> Clone for Wrapper<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Wrapper<'_, H> {}

impl<'a, H: Functions> Wrapper<'a, H> {
    /// # Safety
    ///
    /// It is a wrapper of `H`.
    #[inline]
    pub(super) unsafe fn new(entry: &'a Entry) -> Self {
        Wrapper { entry, hook: PhantomData }
    }

    /// The function, and the plugin to call it with.
    ///
    /// # Safety
    ///
    /// The function is called with this plugin and no other.
    #[doc(hidden)]
    #[must_use]
    pub unsafe fn async_parts(self) -> (H::AsyncWrapper<Unknown>, Ref<'a, Unknown>) {
        const { assert!(H::IS_ASYNC, "a wrapper of an async hook") };
        // SAFETY: it is a wrapper of `H`, an async one: `Code::async_wrapper`.
        unsafe { self.bound().parts() }
    }

    #[inline]
    pub(crate) fn bound(self) -> Bound<'a> {
        self.entry.bound()
    }
}
