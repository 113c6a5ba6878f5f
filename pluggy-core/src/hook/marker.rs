//! A hook as a type: what `#[hookspec]` says of it, and what may be asked of it.

use super::code::Functions;
use crate::facts::hook::HookSpec;

/// One hook of a spec, as a type. `#[hookspec]` implements it.
pub trait Hook: Functions + Sized {
    /// How it is declared: a [`PlainHook`], or an [`AsyncHook`].
    type Declared;

    /// What becomes of a call: [`EndingCall`], or [`HistoricCall`].
    type Calls;

    /// What the spec says of the hook.
    const SPEC: &'static HookSpec;
}

/// `fn f(…)`.
pub struct PlainHook;

/// `async fn f(…)`.
pub struct AsyncHook;

/// Of a hook whose calls end.
pub struct EndingCall;

/// Of a hook whose calls are told to those who come later.
pub struct HistoricCall;

/// A hook that wrappers may go around: any but a historic one.
///
/// It is asked of what stands for that, as the others are, and not of the hook, of which
/// rustc would say which other hooks there are.
#[diagnostic::on_unimplemented(
    message = "a historic hook takes no wrapper",
    label = "this hook is historic",
    note = "a historic call has no end to go around: implement the hook without `wrapper`"
)]
pub trait Wrappable {}

#[diagnostic::do_not_recommend]
impl Wrappable for EndingCall {}

/// A hook that is an `async fn`.
#[diagnostic::on_unimplemented(
    message = "this function is async, and the hook that it implements is not",
    label = "the spec says `fn`",
    note = "remove `async`; in a wrapper, `next` is `impl FnOnce(…) -> …`"
)]
pub trait DeclaredAsync {}

#[diagnostic::do_not_recommend]
impl DeclaredAsync for AsyncHook {}

/// A hook that is a plain `fn`.
#[diagnostic::on_unimplemented(
    message = "this wrapper is not async, and the hook that it goes around is",
    label = "the spec says `async fn`",
    note = "write `async fn`, and `next: impl AsyncFnOnce(…) -> …`, which is awaited"
)]
pub trait DeclaredPlain {}

#[diagnostic::do_not_recommend]
impl DeclaredPlain for PlainHook {}

/// Never implemented: a spec's methods can't be called on a plugin's type, `P`.
///
/// It is asked of the spec: of a type's parameter, rustc would suggest this as a bound.
#[diagnostic::on_unimplemented(
    message = "a hook is called for all plugins, not on one of them",
    label = "called on a plugin",
    note = "call `hooks.name.call_all(…)`, where `hooks` is what `add_hookspecs` returned"
)]
pub trait CalledThroughItsHook<P> {
    /// What a method that can't be called returns.
    fn never<T>() -> T;
}

/// What names the methods of a spec's trait, of which none is dead code then.
pub trait Used<P> {
    /// Names them; it is never called.
    fn used();
}
