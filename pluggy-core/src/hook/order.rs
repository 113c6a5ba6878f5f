//! Where implementations stand in a hook's list: the rules of the call order.
//!
//! A list holds three bands: `tryfirst`, newest first; plain, newest first;
//! `trylast`, **oldest first**. Wrappers and implementations are two lists,
//! each with its bands. This is pluggy's order (B092 to B101 of its
//! behaviours; its documentation says otherwise of `trylast`, its code does
//! not). It is that of one key, so it can't matter who published first.

use std::cmp::Ordering;

use super::record::{Index, Ticket};
use crate::facts::imp::Band;

/// What a place in a list depends on, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key {
    pub(crate) band: Band,
    /// Of the registration.
    pub(crate) ticket: Ticket,
    /// Among the functions of the plugin.
    pub(crate) index: Index,
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    /// The order of a call.
    fn cmp(&self, other: &Self) -> Ordering {
        let age = (self.ticket, self.index).cmp(&(other.ticket, other.index));
        self.band.cmp(&other.band).then(match self.band {
            Band::TryFirst | Band::Plain => age.reverse(),
            Band::TryLast => age,
        })
    }
}

/// The list in call order after `newcomers` have joined it.
///
/// Cost: one pass over the list, and sorting the newcomers.
pub(crate) fn join<T: Clone>(list: &[T], mut newcomers: Vec<T>, key: impl Fn(&T) -> Key) -> Vec<T> {
    newcomers.sort_by_key(&key);
    let mut joined = Vec::with_capacity(list.len() + newcomers.len());
    let mut rest = list;
    for newcomer in newcomers {
        let before = rest.partition_point(|item| key(item) < key(&newcomer));
        let (first, others) = rest.split_at(before);
        joined.extend_from_slice(first);
        joined.push(newcomer);
        rest = others;
    }
    joined.extend_from_slice(rest);
    joined
}

#[cfg(test)]
mod tests {
    use super::{Index, Key, join};
    use crate::facts::imp::Band;

    type Item = (&'static str, Key);

    fn names(list: &[Item]) -> Vec<&'static str> {
        list.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn bands_are_newest_first_but_trylast_is_oldest_first() {
        let steps: [(&'static str, Band, &[&str]); 9] = [
            ("a", Band::Plain, &["a"]),
            ("b", Band::Plain, &["b", "a"]),
            ("c", Band::TryLast, &["b", "a", "c"]),
            ("d", Band::TryFirst, &["d", "b", "a", "c"]),
            ("e", Band::Plain, &["d", "e", "b", "a", "c"]),
            ("f", Band::TryLast, &["d", "e", "b", "a", "c", "f"]),
            ("g", Band::TryFirst, &["g", "d", "e", "b", "a", "c", "f"]),
            ("h", Band::Plain, &["g", "d", "h", "e", "b", "a", "c", "f"]),
            ("i", Band::TryLast, &["g", "d", "h", "e", "b", "a", "c", "f", "i"]),
        ];
        let items: Vec<Item> = (1..)
            .zip(&steps)
            .map(|(ticket, (name, band, _))| {
                (*name, Key { band: *band, ticket, index: Index::FIRST })
            })
            .collect();
        let key = |item: &Item| item.1;
        let mut one_by_one = Vec::new();
        for (item, (_, _, expected)) in items.iter().zip(&steps) {
            one_by_one = join(&one_by_one, vec![*item], key);
            assert_eq!(names(&one_by_one), *expected);
        }
        for split in 0..=items.len() {
            let (late, early) = items.split_at(split);
            let joined = join(&join(&[], early.to_vec(), key), late.to_vec(), key);
            assert_eq!(joined, one_by_one, "the first {split} last");
        }
    }
}
