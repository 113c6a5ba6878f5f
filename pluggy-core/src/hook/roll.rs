//! All entries of a hook, by the age of their plugins: what its list is laid out from.
//!
//! It is a tree, of which a copy shares all that neither of the two changes. So one
//! plugin joins or leaves thousands at what it costs beside a few.

use std::sync::Arc;

use super::record::{Index, Ticket};

/// How many there are in a node at most.
const FULL: usize = 16;

/// When a function was registered, among those of its hook.
pub(super) type Age = (Ticket, Index);

/// What has an age, which nothing else in its roll has.
pub(super) trait Aged: Clone {
    fn age(&self) -> Age;
}

/// What has an age, in the order of that.
#[derive(Clone)]
pub(super) struct Roll<T>(Node<T>);

enum Node<T> {
    Leaves(Vec<T>),
    /// Each with an age that nothing in it is below.
    Nodes(Vec<(Age, Arc<Node<T>>)>),
}

impl<T> Default for Roll<T> {
    fn default() -> Self {
        Roll(Node::Leaves(Vec::new()))
    }
}

/// With room for what a copy is made for.
impl<T: Clone> Clone for Node<T> {
    fn clone(&self) -> Self {
        fn copy<T: Clone>(items: &[T]) -> Vec<T> {
            let mut copy = Vec::with_capacity(items.len() + 1);
            copy.extend_from_slice(items);
            copy
        }
        match self {
            Node::Leaves(items) => Node::Leaves(copy(items)),
            Node::Nodes(nodes) => Node::Nodes(copy(nodes)),
        }
    }
}

impl<T: Aged> Roll<T> {
    pub(super) fn add(&mut self, item: T) {
        if let Some(younger) = self.0.add(item) {
            let older = std::mem::replace(&mut self.0, Node::Nodes(Vec::new()));
            self.0 = Node::Nodes([older, younger].map(Node::child).into());
        }
    }

    /// Takes away what a plugin has.
    pub(super) fn remove(&mut self, plugin: Ticket) {
        self.0.remove(plugin);
        if self.0.is_empty() {
            *self = Roll::default();
        }
    }

    /// What a plugin has.
    pub(super) fn of(&self, plugin: Ticket) -> Vec<&T> {
        let mut found = Vec::new();
        self.0.find(plugin, &mut found);
        found
    }

    /// All, the oldest first.
    pub(super) fn all(&self) -> Vec<&T> {
        let mut all = Vec::new();
        self.0.collect(&mut all);
        all
    }
}

impl<T: Aged> Node<T> {
    fn child(self) -> (Age, Arc<Self>) {
        let first = match &self {
            Node::Leaves(items) => items[0].age(),
            Node::Nodes(nodes) => nodes[0].0,
        };
        (first, Arc::new(self))
    }

    /// Adds one. Where there is no place, answers the younger part, which is taken out.
    fn add(&mut self, item: T) -> Option<Self> {
        let age = item.age();
        match self {
            Node::Leaves(items) => {
                let at = items.partition_point(|other| other.age() < age);
                insert(items, at, item).map(Node::Leaves)
            }
            Node::Nodes(nodes) => {
                let at = nodes.partition_point(|(first, _)| *first <= age).saturating_sub(1);
                let (first, node) = &mut nodes[at];
                *first = age.min(*first);
                let younger = Arc::make_mut(node).add(item)?;
                insert(nodes, at + 1, younger.child()).map(Node::Nodes)
            }
        }
    }

    fn remove(&mut self, plugin: Ticket) {
        match self {
            Node::Leaves(items) => items.retain(|item| item.age().0 != plugin),
            Node::Nodes(nodes) => {
                let those = those_of(nodes, plugin);
                for (_, node) in &mut nodes[those] {
                    Arc::make_mut(node).remove(plugin);
                }
                nodes.retain(|(_, node)| !node.is_empty());
            }
        }
    }

    fn find<'a>(&'a self, plugin: Ticket, found: &mut Vec<&'a T>) {
        match self {
            Node::Leaves(items) => found.extend(items.iter().filter(|item| item.age().0 == plugin)),
            Node::Nodes(nodes) => {
                nodes[those_of(nodes, plugin)]
                    .iter()
                    .for_each(|(_, node)| node.find(plugin, found));
            }
        }
    }

    fn collect<'a>(&'a self, all: &mut Vec<&'a T>) {
        match self {
            Node::Leaves(items) => all.extend(items),
            Node::Nodes(nodes) => nodes.iter().for_each(|(_, node)| node.collect(all)),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Node::Leaves(items) => items.is_empty(),
            Node::Nodes(nodes) => nodes.is_empty(),
        }
    }
}

/// Inserts an item. Where the node is full, answers the younger part: the item alone,
/// where it is the youngest, as it is of plugins that come one after another.
fn insert<T>(items: &mut Vec<T>, at: usize, item: T) -> Option<Vec<T>> {
    let younger = match items.len() {
        FULL if at == FULL => return Some(vec![item]),
        FULL => Some(items.split_off(FULL / 2)),
        _ => None,
    };
    match younger {
        Some(mut younger) if at > FULL / 2 => {
            younger.insert(at - FULL / 2, item);
            Some(younger)
        }
        younger => {
            items.insert(at, item);
            younger
        }
    }
}

/// The nodes that may have something of a plugin.
fn those_of<T>(nodes: &[(Age, Arc<Node<T>>)], plugin: Ticket) -> std::ops::Range<usize> {
    let from = nodes.partition_point(|((first, _), _)| *first < plugin).saturating_sub(1);
    from..nodes.partition_point(|((first, _), _)| *first <= plugin)
}

#[cfg(test)]
mod tests {
    use super::{Age, Aged, Roll};
    use crate::hook::record::{Index, Ticket};

    impl Aged for Age {
        fn age(&self) -> Age {
            *self
        }
    }

    /// Numbers that look as if by chance, the same each time.
    fn numbers() -> impl FnMut(u64) -> u64 {
        let mut state = 1_u64;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        }
    }

    #[test]
    fn all_leave_and_others_come() {
        let mut roll = Roll::default();
        for plugins in [1, 20, 300, 5_000] {
            (0..plugins).for_each(|plugin| roll.add((plugin, Index::FIRST)));
            assert_eq!(roll.all().len(), usize::try_from(plugins).unwrap());
            (0..plugins).for_each(|plugin| roll.remove(plugin));
            assert!(roll.all().is_empty());
        }
    }

    #[test]
    fn a_roll_has_what_a_sorted_list_has() {
        let mut number = numbers();
        let (mut roll, mut list) = (Roll::default(), Vec::<Age>::new());
        let mut copies = Vec::new();
        for step in 0..4_000 {
            let plugin: Ticket = if number(4) == 0 { number(5_000) } else { step };
            if number(3) == 0 || list.iter().any(|(ticket, _)| *ticket == plugin) {
                list.retain(|(ticket, _)| *ticket != plugin);
                roll.remove(plugin);
            } else {
                for index in (0..=u32::try_from(number(3)).unwrap()).map(Index::of_first) {
                    list.push((plugin, index));
                    roll.add((plugin, index));
                }
            }
            if step % 500 == 0 {
                copies.push((roll.clone(), list.clone()));
            }
        }
        // What comes later is not seen by who has a copy.
        for (roll, mut list) in copies.into_iter().chain([(roll, list)]) {
            list.sort_unstable();
            assert_eq!(roll.all(), list.iter().collect::<Vec<_>>());
            for plugin in 0..5_000 {
                let own: Vec<_> = list.iter().filter(|(ticket, _)| *ticket == plugin).collect();
                assert_eq!(roll.of(plugin), own);
            }
        }
    }
}
