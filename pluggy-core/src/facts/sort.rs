//! Sorting, compiled once: a sort of its own for each type is 8 KB of a program.

use std::cmp::Ordering;
use std::mem;

/// Sorts a list; what compares as equal stays as it stood.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(list.len(), &|a, b| compare(&list[a], &list[b]));
    let mut unsorted: Vec<Option<T>> = mem::take(list).into_iter().map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| unsorted[at].take()));
}

/// The places of so many things, sorted.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    #[test]
    fn it_is_stable_and_loses_nothing() {
        let mut list: Vec<(u32, u32)> = (0..1_000).map(|at| (at * 7919 % 13, at)).collect();
        let mut expected = list.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by(&mut list, |(a, _), (b, _)| a.cmp(b));
        assert_eq!(list, expected);
    }
}
