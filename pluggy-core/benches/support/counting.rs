//! An allocator that counts, for each thread.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

pub(crate) struct Counting;

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The bytes that this thread has allocated, less those that it has freed.
#[allow(dead_code, reason = "a test counts one of the two")]
pub(crate) fn bytes() -> usize {
    BYTES.get()
}

/// How often this thread has allocated.
#[allow(dead_code, reason = "as above")]
pub(crate) fn allocations() -> usize {
    ALLOCATIONS.get()
}

// SAFETY: it is the system's; the count allocates nothing and can't panic.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.set(BYTES.get().wrapping_add(layout.size()));
        ALLOCATIONS.set(ALLOCATIONS.get().wrapping_add(1));
        // SAFETY: as our caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get().wrapping_sub(layout.size()));
        // SAFETY: as our caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;
