//! Sorting, compiled once: a sort of its own for each type is 8 KB of a program.

use std::cmp::Ordering;
use std::mem;

/// Sorts a list; what compares as equal stays as it stood.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(list.len(), &|a, b| compare(&list[a], &list[b]));
    reorder(list, order);
}

/// Brings a list into an order: that of the places at which its items stand.
pub(crate) fn reorder<T>(list: &mut [T], order: Vec<usize>) {
    for (one, other) in swaps(order) {
        list.swap(one, other);
    }
}

/// What is to be exchanged for that, one pair after another.
fn swaps(mut order: Vec<usize>) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

/// The places of so many things, sorted: runs that are twice as long each time.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        for pair in order.chunks_mut(2 * run).filter(|pair| pair.len() > run) {
            if compare(pair[run - 1], pair[run]).is_gt() {
                let left = pair[..run].to_vec();
                merge(&left, pair, compare);
            }
        }
        run *= 2;
    }
    order
}

/// Merges a run with the one that ends the list, whose beginning has room for it.
fn merge(left: &[usize], list: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    let (mut taken, mut right) = (0, left.len());
    for at in 0..list.len() {
        let Some(&first) = left.get(taken) else { break };
        if right < list.len() && compare(first, list[right]).is_gt() {
            list[at] = list[right];
            right += 1;
        } else {
            list[at] = first;
            taken += 1;
        }
    }
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
