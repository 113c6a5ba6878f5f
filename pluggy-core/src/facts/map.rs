//! A map that is a sorted list. A tree of its own for each type is 6 KB of a program, and what is
//! kept here is little, or comes in order.

use std::borrow::Borrow;

use super::sort::sort_by;

/// Values by their keys. What comes in the order of the keys costs nothing to add, and
/// anything else a move of what is behind it.
#[derive(Clone, Debug)]
pub(crate) struct Map<K, V>(Vec<(K, V)>);

/// Keys.
pub(crate) type Set<K> = Map<K, ()>;

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    fn place<Q: ?Sized + Ord>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let is_last = |(last, _): &(K, V)| last.borrow() < key;
        if self.0.last().is_none_or(is_last) {
            return Err(self.0.len());
        }
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    pub(crate) fn get<Q: ?Sized + Ord>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(&self.0[at].1)
    }

    pub(crate) fn get_mut<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(&mut self.0[at].1)
    }

    pub(crate) fn has<Q: ?Sized + Ord>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// The value of a key; a new one, where it has none.
    pub(crate) fn get_or_insert_with(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, new()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Gives a key a value in place of the one that it has, which is answered.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    pub(crate) fn remove<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(self.0.remove(at).1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// In the order of the keys.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

/// In the order of the keys.
impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Of a key that comes more than once, the first value stays.
impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut all: Vec<(K, V)> = all.into_iter().collect();
        sort_by(&mut all, |(a, _), (b, _)| a.cmp(b));
        all.dedup_by(|(b, _), (a, _)| a == b);
        Map(all)
    }
}

#[cfg(test)]
mod tests {
    use super::Map;

    #[test]
    fn a_map_is_what_a_tree_is() {
        let (mut map, mut tree) = (Map::default(), std::collections::BTreeMap::new());
        for at in 0..2_000_u32 {
            let key = at * 7_919 % 331;
            if at % 3 == 0 {
                assert_eq!(map.remove(&key), tree.remove(&key));
            } else if at % 7 == 0 {
                *map.get_or_insert_with(key, || 0) += at;
                *tree.entry(key).or_insert(0) += at;
            } else {
                assert_eq!(map.insert(key, at), tree.insert(key, at));
            }
            assert_eq!((map.get(&key), map.has(&key)), (tree.get(&key), tree.contains_key(&key)));
            assert!(map.keys().eq(tree.keys()) && map.values().eq(tree.values()));
        }
        let (mut all, of_tree): (Map<_, _>, Vec<_>) =
            (tree.clone().into_iter().rev().collect(), tree.into_iter().collect());
        assert!(all.keys().copied().zip(all.values().copied()).eq(of_tree));
        *all.get_mut(&5).unwrap() = 1;
        assert_eq!(all.get(&5), Some(&1));
    }
}
