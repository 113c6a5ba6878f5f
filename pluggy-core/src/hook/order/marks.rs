//! What marks ask of a list, as a graph: an edge from what comes before.
//!
//! A name may mean thousands, and thousands may say it. So the functions that a
//! name means in a band are the ends of two chains of further nodes, which are no
//! functions: one leads from each to all up to it, one to all from it on. Who
//! says the name and is itself meant has an edge to each of the chains, beside
//! its own place. So there are as many edges as names and functions.

use std::collections::HashMap;

use super::Placed;
use crate::facts::imp::Band;
use crate::facts::mark::{Mark, Side};
use crate::facts::pattern::Pattern;
use crate::facts::sort::sort_by;

/// How many have edges of their own.
const FEW: usize = 4;

/// The functions that each name means which somebody says, by their bands.
pub(super) struct Meanings(HashMap<&'static str, Meaning>);

/// The places of functions in a list, for each band those of it, in the order
/// of registration.
#[derive(Default)]
pub(super) struct Meaning([Vec<usize>; 3]);

impl Meanings {
    /// Of what is said in a list.
    pub(super) fn of(list: &[Placed<'_>]) -> Self {
        let names = Names::of(list);
        let mut meanings = HashMap::new();
        for mark in list.iter().flat_map(Placed::marks) {
            meanings.entry(mark.name).or_insert_with(|| Meaning::of(mark.name, list, &names));
        }
        Meanings(meanings)
    }

    /// What a name means that somebody in the list says.
    pub(super) fn get(&self, name: &str) -> &Meaning {
        &self.0[name]
    }
}

/// The places of functions in a list, by the names of their plugins.
struct Names<'a> {
    places: HashMap<&'a str, Vec<usize>>,
    /// The names, each once.
    sorted: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(list: &[Placed<'a>]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, function) in list.iter().enumerate() {
            for name in function.plugin.names() {
                places.entry(name).or_default().push(at);
            }
        }
        let mut sorted: Vec<&str> = places.keys().copied().collect();
        sort_by(&mut sorted, Ord::cmp);
        Names { places, sorted }
    }

    /// Those that begin so.
    fn beginning(&self, prefix: &str) -> impl Iterator<Item = &'a str> {
        let from = self.sorted.partition_point(|name| *name < prefix);
        self.sorted[from..].iter().copied().take_while(move |name| name.starts_with(prefix))
    }
}

impl Meaning {
    fn of(name: &str, list: &[Placed<'_>], names: &Names<'_>) -> Self {
        let pattern = Pattern::of(name);
        let mut places: Vec<usize> = Vec::new();
        match pattern.prefix() {
            Some(prefix) => {
                for name in names.beginning(prefix).filter(|name| pattern.matches(name)) {
                    places.extend(&names.places[name]);
                }
            }
            None => places.extend(names.places.get(name).into_iter().flatten()),
        }
        sort_by(&mut places, |a, b| (list[*a].ticket, a).cmp(&(list[*b].ticket, b)));
        places.dedup();
        let mut meaning = Meaning::default();
        for at in places {
            meaning.0[list[at].facts.said.band as usize].push(at);
        }
        meaning
    }

    pub(super) fn in_band(&self, band: Band) -> &[usize] {
        &self.0[band as usize]
    }

    /// Those of the bands that make a mark impossible for one in this band.
    pub(super) fn against(&self, side: Side, band: Band) -> impl Iterator<Item = usize> {
        let (earlier, from) = self.0.split_at(band as usize);
        let bands = match side {
            Side::Before => earlier,
            Side::After => &from[1..],
        };
        bands.iter().flatten().copied()
    }

    /// All of them.
    #[cfg(any(feature = "report", feature = "select"))]
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flatten().copied()
    }
}

/// What must come before what.
pub(super) struct Graph {
    /// How many of the nodes are functions: the first.
    pub(super) functions: usize,
    /// What each node leads to.
    pub(super) next: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn of(list: &[Placed<'_>], meanings: &Meanings) -> Self {
        let mut graph = Graph { functions: list.len(), next: vec![Vec::new(); list.len()] };
        let mut chains = HashMap::new();
        for (at, function) in list.iter().enumerate() {
            for Mark { side, name } in function.marks() {
                let band = function.facts.said.band;
                let meant = meanings.get(name).in_band(band);
                let ticket = |at: &usize| list[*at].ticket;
                let own = meant.partition_point(|other| ticket(other) < function.ticket)
                    ..meant.partition_point(|other| ticket(other) <= function.ticket);
                if meant.len() <= FEW {
                    let others = meant[..own.start].iter().chain(&meant[own.end..]);
                    others.for_each(|other| graph.edge(side, at, *other));
                    continue;
                }
                let chain = chains.entry((side.option(), name, band));
                let chain = chain.or_insert_with(|| graph.chain(side, meant));
                if let Some(first) = own.start.checked_sub(1) {
                    graph.edge(side, at, chain.up_to(first));
                }
                if own.end < meant.len() {
                    graph.edge(side, at, chain.from(own.end));
                }
            }
        }
        graph
    }

    /// An edge to what a node comes before, or from what it comes after.
    fn edge(&mut self, side: Side, at: usize, other: usize) {
        match side {
            Side::Before => self.next[at].push(other),
            Side::After => self.next[other].push(at),
        }
    }

    fn chain(&mut self, side: Side, meant: &[usize]) -> Chain {
        let chain = Chain { start: self.next.len(), len: meant.len() };
        self.next.resize(chain.start + 2 * chain.len, Vec::new());
        for (i, function) in meant.iter().enumerate() {
            self.edge(side, chain.up_to(i), *function);
            self.edge(side, chain.from(i), *function);
            if i > 0 {
                self.edge(side, chain.up_to(i), chain.up_to(i - 1));
                self.edge(side, chain.from(i - 1), chain.from(i));
            }
        }
        chain
    }
}

/// The nodes for what a name means in a band.
struct Chain {
    start: usize,
    len: usize,
}

impl Chain {
    /// The node of all up to one.
    fn up_to(&self, i: usize) -> usize {
        self.start + i
    }

    /// The node of all from one on.
    fn from(&self, i: usize) -> usize {
        self.start + self.len + i
    }
}
