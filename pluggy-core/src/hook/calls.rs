//! What a caller leads to: the methods that are written with its hook's own arguments.
//!
//! They are those of a struct that `#[hookspec]` writes around the caller, since nobody
//! gives methods to a type of this crate. A field of a relay is the caller itself, so a
//! reference to it is read as one to the struct.

use std::mem;
use std::ops::Deref;

use super::caller::HookCaller;
use super::code::Functions;

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
