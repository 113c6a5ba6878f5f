//! Where implementations stand in a hook's list: the rules of the call order.
//!
//! A list holds three bands: `tryfirst`, newest first; plain, newest first;
//! `trylast`, **oldest first**. Wrappers and implementations are two lists,
//! each with its bands. This is pluggy's order (B092 to B101 of its
//! behaviours; its documentation says otherwise of `trylast`, its code does
//! not).

/// The part of a list in which an implementation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Band {
    /// Before all others.
    TryFirst,
    /// Where nothing else is said.
    Plain,
    /// After all others.
    TryLast,
}

/// The list in call order after `newcomers`, oldest first, have joined it.
///
/// Joining together or one after another gives the same list. Cost: one pass
/// over both.
pub(crate) fn join<T>(
    list: impl IntoIterator<Item = T>,
    newcomers: Vec<T>,
    band: impl Fn(&T) -> Band,
) -> Vec<T> {
    let list = list.into_iter();
    let mut joined = Vec::with_capacity(list.size_hint().0 + newcomers.len());
    let [mut early, mut plain, mut late] = [(); 3].map(|()| Vec::new());
    for newcomer in newcomers {
        match band(&newcomer) {
            Band::TryFirst => early.push(newcomer),
            Band::Plain => plain.push(newcomer),
            Band::TryLast => late.push(newcomer),
        }
    }
    joined.extend(early.into_iter().rev());
    let mut plain = Some(plain);
    for item in list {
        if band(&item) != Band::TryFirst {
            joined.extend(plain.take().into_iter().flatten().rev());
        }
        joined.push(item);
    }
    joined.extend(plain.into_iter().flatten().rev());
    joined.extend(late);
    joined
}

#[cfg(test)]
mod tests {
    use super::{Band, join};

    type Item = (&'static str, Band);

    fn names(list: &[Item]) -> Vec<&'static str> {
        list.iter().map(|(name, _)| *name).collect()
    }

    fn band(item: &Item) -> Band {
        item.1
    }

    #[test]
    fn bands_are_newest_first_but_trylast_is_oldest_first() {
        let steps: [(Item, &[&str]); 9] = [
            (("a", Band::Plain), &["a"]),
            (("b", Band::Plain), &["b", "a"]),
            (("c", Band::TryLast), &["b", "a", "c"]),
            (("d", Band::TryFirst), &["d", "b", "a", "c"]),
            (("e", Band::Plain), &["d", "e", "b", "a", "c"]),
            (("f", Band::TryLast), &["d", "e", "b", "a", "c", "f"]),
            (("g", Band::TryFirst), &["g", "d", "e", "b", "a", "c", "f"]),
            (("h", Band::Plain), &["g", "d", "h", "e", "b", "a", "c", "f"]),
            (("i", Band::TryLast), &["g", "d", "h", "e", "b", "a", "c", "f", "i"]),
        ];
        let mut one_by_one = Vec::new();
        for (newcomer, expected) in steps {
            one_by_one = join(one_by_one, vec![newcomer], band);
            assert_eq!(names(&one_by_one), expected);
        }
        for split in 0..=steps.len() {
            let all = steps.map(|(item, _)| item);
            let old = join(Vec::new(), all[..split].to_vec(), band);
            let joined = join(old, all[split..].to_vec(), band);
            assert_eq!(joined, one_by_one, "split at {split}");
        }
    }
}
