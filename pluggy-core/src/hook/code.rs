//! A function that a plugin gives to a hook, as a pointer without its types.
//!
//! [`Code`] knows which hook and which type of plugin its pointer was made for; only its
//! typed constructors make one. What the pointer is to a hook, its [`Functions`] say, and
//! [`SyncArguments`] or [`AsyncArguments`] say it of its arguments.

use std::any::{Any, TypeId};
use std::sync::Arc;

use super::call::{Arguments, Kind};

/// A plugin's value, its type forgotten.
pub(crate) type AnyPlugin = Arc<dyn Any + Send + Sync>;

/// The function pointers that a hook's plugins of type `P` provide.
///
/// # Safety
///
/// The four types are pointers to safe functions whose first parameter is
/// `&P`, for every lifetime, and `P` occurs nowhere else in them.
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
/// `fn(&P, &mut Self) -> Return<Self>` for an implementation, and
/// `fn(&P, Placed<'_, Self>, Next<'_, Self::Hook>) -> Output<Self>` for a wrapper.
/// `hook_functions!`, the only implementor, writes them together.
pub unsafe trait SyncArguments: Arguments {}

/// The arguments of an async hook.
///
/// # Safety
///
/// The [`Functions`] of the hook are, in all lifetimes,
/// `fn(&P, &mut Self) -> Return<Self>` for an implementation,
/// `fn(&'c P, &'c mut Self) -> BoxFuture<'c, Return<Self>>` for an async one, and
/// `fn(&'c P, Self, AsyncNext<'c, Self::Hook, Self>) -> BoxFuture<'c, Output<Self>>` for a
/// wrapper. `hook_functions!`, the only implementor, writes them together.
pub unsafe trait AsyncArguments:
    Arguments<Kind: Kind<Return: Send, State: Send>> + Send
{
    /// The same for another implementation at the same time, where all arguments
    /// can be shared.
    fn share(&mut self) -> Option<Self>;
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

    pub(super) fn pointer(&self) -> fn() {
        self.pointer
    }

    #[inline]
    pub(super) fn is_async(&self) -> bool {
        self.role == Role::Async
    }

    pub(crate) fn is_wrapper(&self) -> bool {
        self.role == Role::Wrapper
    }

    /// Whether the function is for plugins of this value's type.
    pub(crate) fn takes(&self, plugin: &AnyPlugin) -> bool {
        let plugin: &dyn Any = &**plugin;
        (self.plugin)() == plugin.type_id()
    }
}

/// Forgets the type of a function pointer.
///
/// # Safety
///
/// `F` is a function pointer.
pub(super) const unsafe fn erase<F: Copy>(function: F) -> fn() {
    const { assert!(size_of::<F>() == size_of::<fn()>()) };
    // SAFETY: all function pointers have the size of `fn()`, and are not null.
    unsafe { *(&raw const function).cast::<fn()>() }
}

/// What a function is to its hook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Implementation,
    /// Of an async hook.
    Async,
    /// An async one in an async hook.
    Wrapper,
}
