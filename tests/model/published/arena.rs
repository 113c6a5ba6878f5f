//! Memory for what is published, which is given out again as soon as it is free,
//! and alike in each run: loom must find the same addresses in the same places.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

/// Of what is published, and of nothing else.
const ALIGN: usize = 64;
const SIZE: usize = 256;
const COUNT: usize = 64;

struct Arena;

#[global_allocator]
static ARENA: Arena = Arena;

thread_local! {
    static START: Cell<*mut u8> = const { Cell::new(null_mut()) };
    static USED: Cell<u64> = const { Cell::new(0) };
}

/// Forgets what an earlier run has leaked.
pub(crate) fn clear() {
    USED.set(0);
}

fn start() -> *mut u8 {
    if START.get().is_null() {
        let layout = Layout::from_size_align(SIZE * COUNT, SIZE).unwrap();
        // SAFETY: the size is not zero.
        START.set(unsafe { System.alloc(layout) });
    }
    START.get()
}

// SAFETY: a bit of `USED` stands for a block, which is given to one at a time.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() != ALIGN {
            // SAFETY: the caller's.
            return unsafe { System.alloc(layout) };
        }
        assert!(layout.size() <= SIZE);
        let block = USED.get().trailing_ones() as usize;
        assert!(block < COUNT);
        USED.set(USED.get() | 1 << block);
        start().wrapping_add(block * SIZE)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if layout.align() != ALIGN {
            // SAFETY: the caller's.
            return unsafe { System.dealloc(pointer, layout) };
        }
        let block = (pointer.addr() - start().addr()) / SIZE;
        USED.set(USED.get() & !(1 << block));
    }
}
