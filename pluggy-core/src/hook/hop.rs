//! One hop from a hook's list to a plugin.
//!
//! A hook's list holds plugins of many types, each with a function that takes
//! its own plugin's type. Behind `Arc<dyn Fn>` a call goes through two
//! pointers, behind `&dyn Any` through a type check; both lose to a
//! hand-written loop over `Box<dyn Trait>`, measured in `benches/`. So a
//! [`Hop`] forgets both types and keeps two pointers side by side. Four rules
//! make that sound:
//!
//! 1. [`Code`] knows which hook and which type of plugin its pointer was made
//!    for; only its two typed constructors make one.
//! 2. A hop pairs code with a plugin of just that type, and whoever has a hop
//!    keeps the plugin alive: an entry of a list owns it, a caller's extra is
//!    borrowed ([`Bound`]).
//! 3. A list has hops of one hook alone, each in its role, and shows them with
//!    their types only to that hook: `list.rs`.
//! 4. All that says which hook it is of ([`Implementation`], [`Wrapper`]) is
//!    invariant in it: `Tag<for<'a> fn(&'a u8)>` and `Tag<fn(&'static u8)>` are
//!    two hooks, though one is a subtype of the other.

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;

use super::list::Entry;
use super::record::{Index, Record};
use crate::facts::imp::{HookImpl, ImplFacts};

/// A plugin's value, its type forgotten.
pub(crate) type AnyPlugin = Arc<dyn Any + Send + Sync>;

/// The function pointers that a hook's plugins of type `P` provide.
///
/// # Safety
///
/// `Implementation<P>` and `Wrapper<P>` are pointers to safe functions whose
/// first parameter is `Ref<'_, P>`, for every lifetime, and `P` occurs nowhere
/// else in them. `hook_functions!`, the only implementor, writes them so.
pub unsafe trait Functions: 'static {
    /// The function of an implementation.
    type Implementation<P>: Copy;
    /// The function of a wrapper.
    type Wrapper<P>: Copy;
}

/// A plugin, its type known (`P`) or forgotten (`Unknown`).
#[repr(transparent)]
pub struct Ref<'a, P> {
    plugin: NonNull<P>,
    borrow: PhantomData<&'a P>,
}

/// In place of the type of a plugin that is forgotten.
#[derive(Debug)]
pub struct Unknown(());

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

/// A function that a plugin gives to a hook, with its types set aside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pointer: fn(),
    hook: fn() -> TypeId,
    plugin: fn() -> TypeId,
    is_wrapper: bool,
}

impl Code {
    pub(crate) const fn implementation<H: Functions, P: 'static>(f: H::Implementation<P>) -> Self {
        // SAFETY: it is a function pointer, by the contract of `Functions`.
        Code::new::<H, P>(unsafe { erase(f) }, false)
    }

    pub(crate) const fn wrapper<H: Functions, P: 'static>(f: H::Wrapper<P>) -> Self {
        // SAFETY: as above.
        Code::new::<H, P>(unsafe { erase(f) }, true)
    }

    const fn new<H: Functions, P: 'static>(pointer: fn(), is_wrapper: bool) -> Self {
        Code { pointer, hook: TypeId::of::<H>, plugin: TypeId::of::<P>, is_wrapper }
    }

    /// The hook that the function is for.
    pub(crate) fn hook(&self) -> TypeId {
        (self.hook)()
    }

    pub(crate) fn is_wrapper(&self) -> bool {
        self.is_wrapper
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

    /// A caller's extra implementation, told of by `record`.
    pub(super) fn extra<H: Functions, F>(
        extra: &'a F,
        function: H::Implementation<F>,
        record: &'a Record,
    ) -> Self {
        // SAFETY: it is a function pointer, by the contract of `Functions`.
        let code = unsafe { erase(function) };
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
    pub(super) fn is_extra(&self) -> bool {
        self.record.is_extra()
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
        (function, Ref { plugin: self.hop.plugin, borrow: PhantomData })
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

    /// The function, and the plugin to call it with.
    ///
    /// # Safety
    ///
    /// The function is called with this plugin and no other.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub unsafe fn parts(&self) -> (H::Implementation<Unknown>, Ref<'a, Unknown>) {
        // SAFETY: it is an implementation of `H`.
        unsafe { self.bound.parts() }
    }

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
    #[inline]
    #[must_use]
    pub unsafe fn parts(self) -> (H::Wrapper<Unknown>, Ref<'a, Unknown>) {
        // SAFETY: it is a wrapper of `H`.
        unsafe { self.bound().parts() }
    }

    #[inline]
    pub(crate) fn bound(self) -> Bound<'a> {
        self.entry.bound()
    }
}

/// Writes the function types of a hook, and the two calls of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __hook_functions {
    ($hook:ty, [$($lt:lifetime),*], $arguments:ty, $kind:ty) => {
        const _: () = {
            // What was handed in stands here, where no `__P` is in scope.
            type __Hook = $hook;
            type __Arguments<$($lt),*> = $arguments;

            // SAFETY: both are pointers to functions that take a `Ref<'_, P>`
            // first. In the scope of `__P` stand names of this macro alone, so
            // it does not occur again.
            unsafe impl $crate::__private::Functions for __Hook {
                type Implementation<__P> = for<'plugin, 'call, $($lt),*> fn(
                    $crate::__private::Ref<'plugin, __P>,
                    &'call mut __Arguments<$($lt),*>,
                )
                    -> $crate::__private::Return<__Arguments<$($lt),*>>;
                type Wrapper<__P> = for<'plugin, 'call, $($lt),*> fn(
                    $crate::__private::Ref<'plugin, __P>,
                    __Arguments<$($lt),*>,
                    $crate::__private::Next<'call, __Hook>,
                )
                    -> $crate::__private::Output<__Arguments<$($lt),*>>;
            }
        };

        impl<$($lt),*> $crate::__private::Arguments for $arguments {
            type Hook = $hook;
            type Kind = $kind;

            #[inline]
            fn call_one(
                &mut self,
                implementation: $crate::__private::Implementation<'_, $hook>,
            ) -> $crate::__private::Return<Self> {
                // SAFETY: the function is called with its plugin.
                let (function, plugin) = unsafe { implementation.parts() };
                function(plugin, self)
            }

            #[inline]
            fn wrap(
                self,
                wrapper: $crate::__private::Wrapper<'_, $hook>,
                next: $crate::__private::Next<'_, $hook>,
            ) -> $crate::__private::Output<Self> {
                // SAFETY: the function is called with its plugin.
                let (function, plugin) = unsafe { wrapper.parts() };
                function(plugin, self, next)
            }

            #[inline]
            fn hand_back(&mut self, (): ()) {}

            #[inline]
            fn handed(self) {}

            fn show_return<'shown>(
                result: &'shown $crate::__private::Return<Self>,
            ) -> ::core::option::Option<&'shown dyn ::core::fmt::Debug> {
                use $crate::__private::Unshown as _;
                $crate::__private::Probe(result).debug()
            }

            fn show_output<'shown>(
                output: &'shown $crate::__private::Output<Self>,
            ) -> ::core::option::Option<&'shown dyn ::core::fmt::Debug> {
                use $crate::__private::Unshown as _;
                $crate::__private::Probe(output).debug()
            }

            fn show_error<'shown>(
                error: &'shown <$kind as $crate::__private::Kind>::Error,
            ) -> $crate::__private::ErrorText<'shown> {
                use $crate::__private::Unshown as _;
                let probe = $crate::__private::Probe(error);
                $crate::__private::ErrorText { display: probe.display(), debug: probe.debug() }
            }

            fn cause<'shown>(
                error: &'shown <$kind as $crate::__private::Kind>::Error,
            ) -> ::core::option::Option<&'shown (dyn ::core::error::Error + 'static)> {
                use $crate::__private::{CauseOfPointee as _, NoCause as _};
                (&$crate::__private::Probe(error)).cause()
            }
        }
    };
}
