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
//! Where there is no heavy fence for the light one, or no free slot, a reader takes a *count*: it
//! holds the value, by a real fence, until it has one.
//!
//! Nobody waits: there is no lock, and what is tried again somebody else has done. So a value can
//! be loaded in a destructor, also of thread-local variables and of what is dropped here, and after
//! a `fork`, where what other threads held stays, as does what was held and forgotten. A signal
//! handler must not call a hook: the end of a call may allocate, and drop what is somebody else's.

use std::cell::Cell;
use std::mem::ManuallyDrop;
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

    /// The value of this moment, held; none without a free slot or light fences, or as it changes.
    #[inline]
    pub(crate) fn try_load(&self) -> Option<Held<'_, T>> {
        let slot = MINE.with(Cell::get).filter(|slot| slot.is_free()).or_else(PerThread::other)?;
        slot.hold(&self.0, fences::light)
    }

    /// The same, to keep.
    pub(crate) fn load(&self) -> Arc<T> {
        let Some(slot) = PerThread::own() else {
            return Lease(PerThread::acquire()).0.slots[0].count(&self.0);
        };
        slot.count(&self.0)
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
}

impl<T> Drop for Published<T> {
    fn drop(&mut self) {
        // SAFETY: the count is `self`'s, which no guard borrows any more.
        drop(unsafe { Arc::from_raw(self.0.load(Relaxed)) });
    }
}

/// Keeps a value alive, on the thread that loaded it.
pub(crate) struct Held<'a, T> {
    published: &'a AtomicPtr<T>,
    value: *mut T,
    slot: &'static Slot,
}

impl<T> std::ops::Deref for Held<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: it is of `into_raw`, and by 1 what is published has a count.
        unsafe { &*self.value }
    }
}

impl<T> Drop for Held<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.slot.held.store(null_mut(), Release);
        fences::light();
        if self.published.load(Relaxed) != self.value {
            self.slot.settle();
        }
    }
}

/// Where a reader holds a value, and finds what was left to it.
#[derive(Default)]
struct Slot {
    held: AtomicPtr<()>,
    left: AtomicPtr<Old>,
}

impl Slot {
    /// Holds what is published; none where that changes now.
    #[inline]
    fn hold<'a, T>(&'static self, published: &'a AtomicPtr<T>, fence: fn()) -> Option<Held<'a, T>> {
        let seen = published.load(Relaxed);
        self.held.store(seen.cast(), Release);
        fence();
        let value = published.load(Acquire);
        if value == seen {
            return Some(Held { published, value, slot: self });
        }
        self.settle();
        None
    }

    /// A count of what is published.
    fn count<T>(&'static self, published: &AtomicPtr<T>) -> Arc<T> {
        loop {
            let Some(held) = self.hold(published, fences::real) else { continue };
            // SAFETY: the pointer is of `into_raw`, and by 1 there is a count.
            unsafe { Arc::increment_strong_count(held.value) };
            self.settle();
            // SAFETY: this is the count.
            return unsafe { Arc::from_raw(ManuallyDrop::new(held).value) };
        }
    }

    #[inline]
    fn is_free(&self) -> bool {
        self.held.load(Relaxed).is_null()
    }

    /// Clears the slot, and sees to what was left here until then. That the drop of a value
    /// panics is not the business of who held it last.
    #[cold]
    fn settle(&self) {
        self.held.store(null_mut(), Release);
        isolated(|| drop(self.swap(None).map(hand_on)));
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
    /// The slot at hand: one of `LEASE`'s, while that is there; to be read without a check.
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
    /// A free slot of this thread, unless that is about to end.
    fn own() -> Option<&'static Slot> {
        LEASE.try_with(|lease| lease.0.slots.iter().find(|slot| slot.is_free())).ok()?
    }

    /// The same in place of the one at hand, where a light fence will do.
    #[cold]
    fn other() -> Option<&'static Slot> {
        let slot = PerThread::own().filter(|_| fences::is_light_enough());
        slot.inspect(|slot| MINE.with(|mine| mine.set(Some(slot))))
    }

    fn all() -> impl Iterator<Item = &'static PerThread> {
        // SAFETY: what was added stays.
        let at = |place: &AtomicPtr<PerThread>| unsafe { place.load(Acquire).as_ref() };
        std::iter::successors(at(&THREADS), move |slots| at(&slots.next))
    }

    /// One that nobody else uses.
    fn acquire() -> &'static PerThread {
        let is_free = |r: &&PerThread| !r.is_used.load(Relaxed) && !r.is_used.swap(true, Acquire);
        PerThread::all().find(is_free).unwrap_or_else(|| {
            let own = PerThread { is_used: AtomicBool::new(true), ..PerThread::default() };
            let own: &PerThread = Box::leak(Box::new(own));
            _ = THREADS.fetch_update(AcqRel, Acquire, |first| {
                own.next.store(first, Relaxed);
                Some((&raw const *own).cast_mut())
            });
            own
        })
    }
}
