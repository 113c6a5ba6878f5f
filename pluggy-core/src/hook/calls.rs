//! What a caller leads to: the methods that are written with its hook's own arguments.
//!
//! They are those of a struct that `#[hookspec]` writes around the caller, since nobody
//! gives methods to a type of this crate. A field of a relay is the caller itself, so a
//! reference to it is read as one to the struct.
//!
//! All of them but the async ones come to `__pass`, behind which no more of the hook is
//! known than its kind: there a caller and its hook's own arguments become a [`Call`].

use std::mem::{self, ManuallyDrop};
use std::ops::Deref;

use super::call::{self, Answer};
use super::caller::HookCaller;
use super::code::{Functions, SyncArguments};
use super::given::Call;
use super::marker::Hook;
use super::source::Source;

impl<H: Functions, S> Deref for HookCaller<H, S> {
    type Target = H::Calls<S>;

    #[allow(clippy::transmute_ptr_to_ptr, reason = "a pointer would be checked, of each hook")]
    #[inline]
    fn deref(&self) -> &H::Calls<S> {
        // SAFETY: `Calls<S>` is a transparent struct around a `HookCaller<H, S>`, by the
        // contract of `Functions`.
        unsafe { mem::transmute(self) }
    }
}

impl<H: Hook, S: Source> HookCaller<H, S> {
    /// Calls the hook; for the generated methods. No name that somebody guesses is
    /// like this one: rustc would suggest it.
    #[doc(hidden)]
    #[inline]
    pub fn __pass<A: SyncArguments<Hook = H>>(&self, args: A) -> Answer<A> {
        let mut args = ManuallyDrop::new(args);
        // SAFETY: the source is that of `H`, and these are arguments of `H`.
        call::run(unsafe { Call::new(self.source.source(), &mut args) })
    }
}
