//! Asymmetric fences: where two threads each write, pass a fence and look, the one
//! whose fence is second sees what the other wrote, unless both fences are light.
//!
//! A light fence binds the compiler alone. A heavy one is `membarrier(2)`: the
//! kernel lets all threads of the process pass a real one before it returns. On other
//! systems both are real. Old kernels and some sandboxes refuse it: there a light one
//! is not enough, and who would pass it must pass a real one. (A sandbox that kills for
//! a forbidden call has to allow this one. Where one closes later, after `prepare`, what
//! is replaced from then on is never dropped.)

use std::ffi::c_int;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicU8, compiler_fence, fence};

/// Of `linux/membarrier.h`.
const PRIVATE_EXPEDITED: c_int = 1 << 3;
const REGISTER_PRIVATE_EXPEDITED: c_int = 1 << 4;

const UNKNOWN: u8 = 0;
const ASYMMETRIC: u8 = 1;
const REAL: u8 = 2;

static FENCES: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Decides, once for the process, what the fences are. It may take its time, so
/// it comes before the first of them.
pub(crate) fn prepare() {
    if FENCES.load(Relaxed) == UNKNOWN {
        let fences = if membarrier(REGISTER_PRIVATE_EXPEDITED) { ASYMMETRIC } else { REAL };
        _ = FENCES.compare_exchange(UNKNOWN, fences, Relaxed, Relaxed);
    }
}

#[inline]
pub(crate) fn light() {
    if HAS_MEMBARRIER { compiler_fence(SeqCst) } else { fence(SeqCst) }
}

/// Whether a light fence does what it should beside a heavy one.
pub(crate) fn is_light_enough() -> bool {
    !HAS_MEMBARRIER || FENCES.load(Relaxed) == ASYMMETRIC
}

pub(crate) fn real() {
    fence(SeqCst);
}

/// Answers whether it was passed: a sandbox may close after `prepare`.
#[must_use]
pub(crate) fn heavy() -> bool {
    fence(SeqCst);
    FENCES.load(Relaxed) != ASYMMETRIC
        || membarrier(PRIVATE_EXPEDITED)
        // The child of a fork may have to register anew.
        || membarrier(REGISTER_PRIVATE_EXPEDITED) && membarrier(PRIVATE_EXPEDITED)
}

/// Whether the system can have a heavy fence that is more than a real one.
const HAS_MEMBARRIER: bool = cfg!(all(
    target_os = "linux",
    target_pointer_width = "64",
    any(target_arch = "x86_64", target_arch = "aarch64"),
    not(miri)
));

#[cfg(all(target_os = "linux", target_pointer_width = "64", not(miri)))]
#[allow(unsafe_code, reason = "one call of the kernel")]
fn membarrier(command: c_int) -> bool {
    use std::ffi::c_long;

    unsafe extern "C" {
        fn syscall(number: c_long, ...) -> c_long;
    }
    let number: c_long = if cfg!(target_arch = "x86_64") { 324 } else { 283 };
    // SAFETY: it is the C library's, and the call touches no memory.
    HAS_MEMBARRIER && unsafe { syscall(number, command, 0 as c_int, 0 as c_int) == 0 }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64", not(miri))))]
fn membarrier(_: c_int) -> bool {
    false
}
