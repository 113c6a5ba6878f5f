//! A hook's list with the arguments of a call, their types set aside.

use std::slice;

use super::call::Kind;
use super::entry::Entry;
use super::hop::{SyncArguments, Unknown};
use super::list::List;
use super::view::View;

/// The implementations of a list, and the arguments to call them with: of one hook that is
/// not async, of which nothing more is known than the kind `K`.
///
/// So what runs them is compiled once for a kind, not for each hook.
pub struct Given<'a, K: Kind> {
    list: &'a List,
    /// Those that have not run.
    entries: slice::Iter<'a, Entry>,
    /// Borrowed for `'a`.
    args: *mut Unknown,
    hands: Option<Hands<K>>,
}

impl<'a, K: Kind> Given<'a, K> {
    /// Those of a list.
    ///
    /// # Safety
    ///
    /// The list is that of the arguments' hook.
    #[inline]
    pub(super) unsafe fn of<A>(list: &'a List, args: &'a mut A) -> Self
    where
        A: SyncArguments<Kind = K>,
    {
        let hands = if K::IS_HANDED { Some(Hands::of::<A>()) } else { None };
        Given::new(list, (&raw mut *args).cast(), hands)
    }

    #[inline]
    fn new(list: &'a List, args: *mut Unknown, hands: Option<Hands<K>>) -> Self {
        Given { list, entries: list.implementations().iter(), args, hands }
    }

    #[inline]
    pub(super) fn view(&self) -> View<'a> {
        View { list: self.list, part: None }
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Runs the next.
    #[inline]
    pub(super) fn next(&mut self) -> Option<K::Return> {
        let bound = self.entries.next()?.bound();
        // SAFETY: the list and the arguments are of one hook, by `of`; it alone has the
        // arguments.
        Some(unsafe { bound.call(self.args) })
    }

    /// Runs all, and answers what they return.
    #[inline]
    pub(super) fn collect(&mut self) -> Vec<K::Return> {
        let mut all: Vec<K::Return> = Vec::with_capacity(self.len());
        while let Some(result) = self.next() {
            // SAFETY: there is room for the whole list.
            unsafe {
                all.as_mut_ptr().add(all.len()).write(result);
                all.set_len(all.len() + 1);
            }
        }
        all
    }

    /// Gives back what a result says, for the next.
    #[inline]
    pub(super) fn hand_back(&mut self, value: K::Handed) {
        if let Some(hands) = &self.hands {
            // SAFETY: the arguments are those of `Hands::of`, and are here alone.
            unsafe { (hands.hand_back)(self.args, value) }
        }
    }

    /// What was given back last.
    ///
    /// # Panics
    ///
    /// When the kind gives nothing back.
    #[inline]
    pub(super) fn handed(&mut self) -> K::Handed {
        let hands = self.hands.as_ref().expect("a kind that gives something back");
        // SAFETY: as in `hand_back`.
        unsafe { (hands.handed)(self.args) }
    }
}

/// How results are given back to arguments whose type is forgotten.
struct Hands<K: Kind> {
    hand_back: unsafe fn(*mut Unknown, K::Handed),
    handed: unsafe fn(*mut Unknown) -> K::Handed,
}

impl<K: Kind> Hands<K> {
    /// Those of arguments of the type `A`.
    #[inline]
    fn of<A: SyncArguments<Kind = K>>() -> Self {
        Hands {
            // SAFETY: who calls these has arguments of the type `A`.
            hand_back: |args, value| unsafe { &mut *args.cast::<A>() }.hand_back(value),
            // SAFETY: as above.
            handed: |args| unsafe { &mut *args.cast::<A>() }.handed(),
        }
    }
}
