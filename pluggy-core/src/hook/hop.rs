//! One hop from a hook's list to a plugin: the crate's only `unsafe` code.
//!
//! A hook's list holds plugins of many types, each with a function that takes
//! its own plugin's type. Behind `Arc<dyn Fn>` a call goes through two
//! pointers, behind `&dyn Any` through a type check; both lose to a
//! hand-written loop over `Box<dyn Trait>`, measured in `benches/`. So an
//! [`Entry`] forgets both types and keeps two pointers side by side. Three
//! rules make that sound, and all three are enforced in this file:
//!
//! 1. A [`Function`] knows which hook and which type of plugin its pointer was
//!    made for; only its two typed constructors make one.
//! 2. An [`Entry`] pairs a function with a plugin of just that type, and owns
//!    the plugin as long as it lives.
//! 3. [`Calls`] takes entries of one hook alone, each on the list of its role,
//!    and shows them with their types only to that hook ([`Typed`]).

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;

use crate::hook::imp::Imp;
use crate::monitor::Watchers;

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
        // SAFETY: the pointer is an entry's, which keeps the plugin alive for
        // the borrow. `P` is the plugin's type, since safe code meets a `Ref`
        // only as the argument of a function made for `P` (rule 2), or else
        // `Unknown`, which has no bytes.
        unsafe { self.plugin.as_ref() }
    }
}

/// A function that a plugin gives to a hook, with its types set aside.
#[derive(Clone, Copy)]
pub(crate) struct Function {
    code: fn(),
    hook: TypeId,
    plugin: TypeId,
    is_wrapper: bool,
}

impl Function {
    pub(crate) fn implementation<H: Functions, P: 'static>(f: H::Implementation<P>) -> Self {
        Function::new::<H, P>(erase(f), false)
    }

    pub(crate) fn wrapper<H: Functions, P: 'static>(f: H::Wrapper<P>) -> Self {
        Function::new::<H, P>(erase(f), true)
    }

    fn new<H: Functions, P: 'static>(code: fn(), is_wrapper: bool) -> Self {
        let (hook, plugin) = (TypeId::of::<H>(), TypeId::of::<P>());
        Function { code, hook, plugin, is_wrapper }
    }

    /// The hook that the function is for.
    pub(crate) fn hook(&self) -> TypeId {
        self.hook
    }
}

/// Forgets the type of a function pointer; `F` is one by the contract of
/// [`Functions`].
fn erase<F: Copy>(function: F) -> fn() {
    const { assert!(size_of::<F>() == size_of::<fn()>()) };
    // SAFETY: all function pointers have the size of `fn()`, and are not null.
    unsafe { mem::transmute_copy::<F, fn()>(&function) }
}

/// A function bound to its plugin: one element of a hook's list.
#[derive(Clone)]
pub(crate) struct Entry {
    code: fn(),
    plugin: NonNull<Unknown>,
    imp: Arc<Imp>,
}

// SAFETY: the pointer leads to a value that `imp` owns and that is
// `Send + Sync`; it gives out nothing but shared references.
unsafe impl Send for Entry {}
// SAFETY: as for `Send`.
unsafe impl Sync for Entry {}

impl Entry {
    /// Binds the function of `imp` to its plugin.
    ///
    /// # Panics
    ///
    /// When the plugin is of another type than the function is for, which
    /// would be a mistake in this crate.
    pub(crate) fn new(imp: Arc<Imp>) -> Self {
        let plugin: &(dyn Any + Send + Sync) = &*imp.plugin.value;
        let function = imp.function.filter(|function| function.plugin == plugin.type_id());
        let function = function.expect("a function for the plugin's type");
        Entry { code: function.code, plugin: NonNull::from(plugin).cast(), imp }
    }

    pub(crate) fn imp(&self) -> &Arc<Imp> {
        &self.imp
    }

    fn fits(&self, hook: TypeId, is_wrapper: bool) -> bool {
        let function = self.imp.function;
        function.is_some_and(|f| f.hook == hook && f.is_wrapper == is_wrapper)
    }
}

/// The entries of one hook, frozen: wrappers and implementations, each in
/// call order.
#[derive(Clone)]
pub(crate) struct Calls {
    hook: TypeId,
    /// Whether nothing but a loop over the implementations makes a call.
    is_plain: bool,
    watchers: Watchers,
    wrappers: Vec<Entry>,
    implementations: Vec<Entry>,
}

impl Calls {
    pub(crate) fn empty<H: Functions>() -> Self {
        Calls {
            hook: TypeId::of::<H>(),
            is_plain: true,
            watchers: Watchers::default(),
            wrappers: Vec::new(),
            implementations: Vec::new(),
        }
    }

    /// The same hook's calls with other entries.
    ///
    /// # Panics
    ///
    /// When an entry is another hook's or on the wrong list, which would be a
    /// mistake in this crate.
    pub(crate) fn with(&self, wrappers: Vec<Entry>, implementations: Vec<Entry>) -> Self {
        let fits = |entries: &[Entry], is_wrapper| {
            entries.iter().all(|entry| entry.fits(self.hook, is_wrapper))
        };
        assert!(fits(&wrappers, true) && fits(&implementations, false), "an entry off its list");
        let mut calls = Calls { wrappers, implementations, ..self.bare() };
        calls.is_plain = calls.wrappers.is_empty() && calls.watchers.is_empty();
        calls
    }

    /// The same calls, watched by others.
    pub(crate) fn watched(&self, watchers: Watchers) -> Self {
        let bare = Calls { watchers, ..self.bare() };
        bare.with(self.wrappers.clone(), self.implementations.clone())
    }

    fn bare(&self) -> Self {
        let (wrappers, implementations) = (Vec::new(), Vec::new());
        let watchers = self.watchers.clone();
        Calls { hook: self.hook, is_plain: false, watchers, wrappers, implementations }
    }

    pub(crate) fn watchers(&self) -> &Watchers {
        &self.watchers
    }

    /// Those that `has` keeps, unless it keeps all.
    pub(crate) fn filtered(&self, has: impl Fn(&Imp) -> bool) -> Option<Self> {
        let keep = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|entry| has(&entry.imp)).cloned().collect()
        };
        let (wrappers, implementations) = (keep(&self.wrappers), keep(&self.implementations));
        let kept = wrappers.len() + implementations.len();
        let all = self.wrappers.len() + self.implementations.len();
        (kept < all).then(|| self.with(wrappers, implementations))
    }

    pub(crate) fn wrappers(&self) -> &[Entry] {
        &self.wrappers
    }

    pub(crate) fn implementations(&self) -> &[Entry] {
        &self.implementations
    }

    /// The same, for the hook to call.
    ///
    /// # Panics
    ///
    /// When `H` is another hook, which would be a mistake in this crate.
    #[inline]
    pub(crate) fn typed<H: Functions>(&self) -> Typed<'_, H> {
        assert!(self.hook == TypeId::of::<H>(), "the calls of another hook");
        Typed {
            is_plain: self.is_plain,
            watchers: &self.watchers,
            wrappers: &self.wrappers,
            implementations: &self.implementations,
            hook: PhantomData,
        }
    }
}

/// The calls of the hook `H`.
pub(crate) struct Typed<'a, H> {
    is_plain: bool,
    watchers: &'a Watchers,
    wrappers: &'a [Entry],
    implementations: &'a [Entry],
    hook: PhantomData<H>,
}

impl<H> Clone for Typed<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Typed<'_, H> {}

impl<'a, H: Functions> Typed<'a, H> {
    /// Whether nothing but a loop over the implementations makes a call.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.is_plain
    }

    /// Who watches the calls.
    #[inline]
    pub(crate) fn watchers(self) -> &'a Watchers {
        self.watchers
    }

    /// The implementations, in call order.
    #[inline]
    pub(crate) fn implementations(
        self,
    ) -> impl ExactSizeIterator<Item = Implementation<'a, H>> + 'a {
        self.implementations.iter().map(|entry| Implementation(Bound::new(entry)))
    }

    /// The wrapper that has so many outside it.
    #[inline]
    pub(crate) fn wrapper(self, outside: usize) -> Option<Wrapper<'a, H>> {
        self.wrappers.get(outside).map(|entry| Wrapper(Bound::new(entry)))
    }

    /// The wrappers, in call order.
    #[inline]
    pub(crate) fn wrappers(self) -> impl ExactSizeIterator<Item = Wrapper<'a, H>> + 'a {
        self.wrappers.iter().map(|entry| Wrapper(Bound::new(entry)))
    }
}

/// An entry with the hook whose list it came from.
struct Bound<'a, H> {
    code: fn(),
    plugin: NonNull<Unknown>,
    imp: &'a Imp,
    hook: PhantomData<H>,
}

impl<'a, H> Bound<'a, H> {
    #[inline]
    fn new(entry: &'a Entry) -> Self {
        let Entry { code, plugin, ref imp } = *entry;
        Bound { code, plugin, imp, hook: PhantomData }
    }

    /// # Safety
    ///
    /// `F` is the hook's function type for the entry's role, with `Unknown`
    /// for the plugin.
    #[inline]
    unsafe fn parts<F: Copy>(&self) -> (F, Ref<'a, Unknown>) {
        // SAFETY: the code was made of this very type but for the plugin's
        // (rules 1 and 3). The two differ in one parameter, which is a pointer
        // without metadata in both, so they are compatible for calls.
        let function = unsafe { mem::transmute_copy::<fn(), F>(&self.code) };
        (function, Ref { plugin: self.plugin, borrow: PhantomData })
    }
}

impl<H> Clone for Bound<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Bound<'_, H> {}

/// An implementation of the hook `H`, bound to its plugin.
pub struct Implementation<'a, H>(Bound<'a, H>);

impl<H> Clone for Implementation<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Implementation<'_, H> {}

impl<'a, H: Functions> Implementation<'a, H> {
    /// Takes an entry off any list.
    ///
    /// # Panics
    ///
    /// When it is no implementation of `H`, which would be a mistake in this
    /// crate.
    pub(crate) fn of(entry: &'a Entry) -> Self {
        assert!(entry.fits(TypeId::of::<H>(), false), "an entry of another list");
        Implementation(Bound::new(entry))
    }

    /// An implementation that is on no list and owns nothing.
    pub(crate) fn extra<F>(extra: &'a F, function: H::Implementation<F>, imp: &'a Imp) -> Self {
        let (code, plugin) = (erase(function), NonNull::from(extra).cast());
        Implementation(Bound { code, plugin, imp, hook: PhantomData })
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
        // SAFETY: the entry was on the list of the implementations, or the
        // function is an implementation's by its type.
        unsafe { self.0.parts() }
    }

    #[inline]
    pub(crate) fn imp(&self) -> &'a Imp {
        self.0.imp
    }
}

/// A wrapper of the hook `H`, bound to its plugin.
pub struct Wrapper<'a, H>(Bound<'a, H>);

impl<H> Clone for Wrapper<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Wrapper<'_, H> {}

impl<'a, H: Functions> Wrapper<'a, H> {
    /// The function, and the plugin to call it with.
    ///
    /// # Safety
    ///
    /// The function is called with this plugin and no other.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub unsafe fn parts(&self) -> (H::Wrapper<Unknown>, Ref<'a, Unknown>) {
        // SAFETY: the entry was on the list of the wrappers.
        unsafe { self.0.parts() }
    }

    #[inline]
    pub(crate) fn imp(&self) -> &'a Imp {
        self.0.imp
    }
}

/// Writes the function types of a hook, and the two calls of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __hook_functions {
    ($hook:ty, [$($lt:lifetime),*], $arguments:ty, $kind:ty) => {
        // SAFETY: both are pointers to functions that take a `Ref<'_, P>`
        // first and do not mention `__P` again: no type of the user's is
        // called so.
        unsafe impl $crate::__private::Functions for $hook {
            type Implementation<__P> = for<'plugin, 'call, $($lt),*> fn(
                $crate::__private::Ref<'plugin, __P>,
                &'call mut $arguments,
            ) -> $crate::__private::Return<$kind>;
            type Wrapper<__P> = for<'plugin, 'call, $($lt),*> fn(
                $crate::__private::Ref<'plugin, __P>,
                $arguments,
                $crate::__private::Next<'call, $hook>,
            ) -> $crate::__private::Output<$kind>;
        }

        impl<$($lt),*> $crate::__private::Arguments for $arguments {
            type Hook = $hook;
            type Kind = $kind;

            #[inline]
            fn call(
                &mut self,
                implementation: $crate::__private::Implementation<'_, $hook>,
            ) -> $crate::__private::Return<$kind> {
                // SAFETY: the function is called with its plugin.
                let (function, plugin) = unsafe { implementation.parts() };
                function(plugin, self)
            }

            #[inline]
            fn wrap(
                self,
                wrapper: $crate::__private::Wrapper<'_, $hook>,
                next: $crate::__private::Next<'_, $hook>,
            ) -> $crate::__private::Output<$kind> {
                // SAFETY: the function is called with its plugin.
                let (function, plugin) = unsafe { wrapper.parts() };
                function(plugin, self, next)
            }

            fn show_return<'shown>(
                result: &'shown $crate::__private::Return<$kind>,
            ) -> ::core::option::Option<&'shown dyn ::core::fmt::Debug> {
                use $crate::__private::Unshown as _;
                $crate::__private::Probe(result).debug()
            }

            fn show_output<'shown>(
                output: &'shown $crate::__private::Output<$kind>,
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
