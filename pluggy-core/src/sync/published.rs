//! A value that readers see whole and never wait for: hazard pointers, asymmetric [`fences`].
//!
//! A reader *holds* a value: it writes the address into a slot of its thread, then looks whether
//! that still is what is published. At its end it clears the slot. A writer publishes another
//! value, looks at the slots of all threads, and *leaves* the old one in a slot that holds it. The
//! reader finds it there once it has cleared the slot, and leaves it in the next that holds it, or
//! drops it. So the last who held a value drops it, and a thread in no call keeps nothing.
//!
//! 1. **What is held lives.** Reader: write the slot, light fence, look at what is published.
//!    Writer: publish, heavy fence, look at the slots. So the writer sees the slot, or the reader
//!    that the value has gone. The second look's pointer counts: an address may be used again.
//! 2. **A drop comes last.** Each store to a slot releases, each look at one acquires.
//! 3. **What is left is found.** Leaver: swap it into the slot, look at the slot, take back where
//!    that is cleared. Reader: clear the slot, swap what is left out. Who swaps second sees what
//!    the other did before. A reader whose value still is published after it cleared the slot and
//!    passed a light fence need not: that fence was before the heavy one, so the writer, and all
//!    who get the value from it, see the slot cleared.
//! 4. **One has it.** It moves by swaps; who has it looks at all slots. By 1, nobody holds it anew.
//!
//! Nobody waits: there is no lock, and what is tried again somebody else has done. So a value can
//! be loaded in a destructor, also of thread-local variables and of what is dropped here, and after
//! a `fork`, where what other threads held stays, as does what a forgotten guard holds. A signal
//! handler must not call a hook: the end of a call may allocate, and drop what is somebody else's.

use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

use super::primitives::{Arc, AtomicBool, AtomicPtr, SLOTS};
use super::primitives::{fences, global, isolated, thread_local};

/// The pointer of an `Arc` and its count.
pub(crate) struct Published<T>(AtomicPtr<T>);

impl<T: Send + Sync + 'static> Published<T> {
    pub(crate) fn new(value: T) -> Self {
        fences::prepare();
        Published(AtomicPtr::new(Arc::into_raw(Arc::new(value)).cast_mut()))
    }

    /// The value of this moment, kept alive by the guard.
    #[inline]
    pub(crate) fn load(&self) -> Guard<'_, T> {
        match MINE.with(Cell::get) {
            Some(slot) if slot.is_free() => slot.hold(&self.0),
            _ => self.load_slowly(),
        }
    }

    /// Publishes a value. Answers the old one, and what nobody holds, to drop where others may run.
    #[must_use]
    pub(crate) fn replace(&self, value: impl Into<Arc<T>>) -> Vec<Old> {
        let new = Arc::into_raw(value.into()).cast_mut();
        // SAFETY: the count was `self`'s, and was swapped out once.
        let old = unsafe { Arc::from_raw(self.0.swap(new, AcqRel)) };
        if !fences::heavy() {
            // Nobody can know any more who holds what.
            std::mem::forget(Arc::clone(&old));
        }
        let address = Arc::as_ptr(&old).addr();
        let [old, last] = [Arc::clone(&old), old].map(|arc| Old { address, _arc: Box::new(arc) });
        hand_on(last).into_iter().chain([old]).collect()
    }

    /// On a thread that has no free slot: not yet, not so many, or no more.
    #[cold]
    fn load_slowly(&self) -> Guard<'_, T> {
        if let Ok(own) = LEASE.try_with(|lease| lease.0)
            && let Some(slot) = own.slots.iter().find(|slot| slot.is_free())
        {
            MINE.with(|mine| mine.set(Some(&own.slots[0])));
            return slot.hold(&self.0);
        }
        let other = Lease(PerThread::acquire());
        let value = other.0.slots[0].hold(&self.0).to_arc();
        Guard { published: &self.0, value: Arc::into_raw(value).cast_mut(), slot: None }
    }
}

impl<T> Drop for Published<T> {
    fn drop(&mut self) {
        // SAFETY: the count is `self`'s, which no guard borrows any more.
        drop(unsafe { Arc::from_raw(self.0.load(Relaxed)) });
    }
}

/// Keeps a value alive, on the thread that loaded it.
pub(crate) struct Guard<'a, T> {
    published: &'a AtomicPtr<T>,
    value: *mut T,
    /// Which holds it; none where the guard owns a count.
    slot: Option<&'static Slot>,
}

impl<T> Guard<'_, T> {
    /// The value, to keep.
    pub(crate) fn to_arc(&self) -> Arc<T> {
        // SAFETY: it is of `into_raw`; a count is the guard's, or by 1 that of what is published.
        unsafe {
            Arc::increment_strong_count(self.value);
            Arc::from_raw(self.value)
        }
    }
}

impl<T> std::ops::Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the same.
        unsafe { &*self.value }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let Some(slot) = self.slot else {
            // SAFETY: the count is the guard's.
            return release(unsafe { Arc::from_raw(self.value) });
        };
        slot.held.store(null_mut(), Release);
        fences::light();
        if self.published.load(Relaxed) != self.value {
            slot.settle();
        }
    }
}

/// Drops what a reader held last; that it panics is not the reader's business.
#[cold]
fn release<T>(value: T) {
    isolated(|| drop(value));
}

/// Where a reader holds a value, and finds what was left to it.
#[derive(Default)]
struct Slot {
    held: AtomicPtr<()>,
    left: AtomicPtr<Old>,
}

impl Slot {
    #[inline]
    fn hold<'a, T>(&'static self, published: &'a AtomicPtr<T>) -> Guard<'a, T> {
        loop {
            let seen = published.load(Relaxed);
            self.held.store(seen.cast(), Release);
            fences::light();
            let value = published.load(Acquire);
            if value == seen {
                return Guard { published, value, slot: Some(self) };
            }
            self.held.store(null_mut(), Release);
            self.settle();
        }
    }

    #[inline]
    fn is_free(&self) -> bool {
        self.held.load(Relaxed).is_null()
    }

    /// Sees to what was left here before the slot was cleared.
    #[cold]
    fn settle(&self) {
        release(self.swap(None).map(hand_on));
    }

    fn swap(&self, old: Option<Old>) -> Option<Old> {
        let old = old.map_or(null_mut(), |old| Box::into_raw(Box::new(old)));
        let other = self.left.swap(old, AcqRel);
        // SAFETY: it is of `into_raw`, and was swapped out once.
        (!other.is_null()).then(|| *unsafe { Box::from_raw(other) })
    }
}

/// The count of a value that was replaced, to be dropped when nobody holds it.
pub(crate) struct Old {
    address: usize,
    _arc: Box<dyn Send + Sync>,
}

/// Leaves a value to who holds it. Answers what nobody holds.
fn hand_on(old: Old) -> Vec<Old> {
    let (mut hand, mut free) = (vec![old], Vec::new());
    while let Some(old) = hand.pop() {
        let address = old.address;
        let holds = |slot: &&Slot| slot.held.load(Acquire).addr() == address;
        let Some(slot) = PerThread::all().flat_map(|thread| &thread.slots).find(holds) else {
            free.push(old);
            continue;
        };
        // Another that is there its owner was about to take back.
        hand.extend(slot.swap(Some(old)));
        if !holds(&slot) {
            hand.extend(slot.swap(None));
        }
    }
    free
}

/// The slots of a thread. It is never freed, but used by a later thread.
#[derive(Default)]
#[repr(align(128))]
struct PerThread {
    slots: [Slot; SLOTS],
    is_used: AtomicBool,
    next: AtomicPtr<PerThread>,
}

global! { static THREADS: AtomicPtr<PerThread> = AtomicPtr::new(null_mut()); }

thread_local! {
    /// What `LEASE` has, while it is there; to be read without a check.
    static MINE: Cell<Option<&'static Slot>> = const { Cell::new(None) };
    static LEASE: Lease = Lease(PerThread::acquire());
}

struct Lease(&'static PerThread);

impl Drop for Lease {
    fn drop(&mut self) {
        _ = MINE.try_with(Cell::take);
        // One with a forgotten guard is nobody's.
        self.0.is_used.store(!self.0.slots.iter().all(Slot::is_free), Release);
    }
}

impl PerThread {
    fn all() -> impl Iterator<Item = &'static PerThread> {
        // SAFETY: what was added stays.
        let at = |place: &AtomicPtr<PerThread>| unsafe { place.load(Acquire).as_ref() };
        std::iter::successors(at(&THREADS), move |slots| at(&slots.next))
    }

    /// One that nobody else uses.
    fn acquire() -> &'static PerThread {
        let is_free = |r: &&PerThread| !r.is_used.load(Relaxed) && !r.is_used.swap(true, Acquire);
        PerThread::all().find(is_free).unwrap_or_else(|| {
            let own: &PerThread = Box::leak(Box::default());
            own.is_used.store(true, Relaxed);
            _ = THREADS.fetch_update(AcqRel, Acquire, |first| {
                own.next.store(first, Relaxed);
                Some((&raw const *own).cast_mut())
            });
            own
        })
    }
}
