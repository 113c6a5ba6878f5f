//! Marks that no order keeps: whose mistake that is, and what to say of it.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Placed;
use super::marks::{Graph, Meanings};
use super::solve::is_solvable;
use crate::facts::imp::Band;
use crate::facts::map::Map;
use crate::facts::mark::{Mark, OrderMark, Side};
use crate::facts::pattern::Pattern;
use crate::facts::plugin::PluginInfo;
use crate::hook::record::Ticket;

/// Why a plugin can't join a list.
#[derive(Debug)]
pub(crate) enum Conflict {
    /// It asks to come before or after itself.
    Itself(Box<OrderMark>),
    /// A mark is against the bands of two plugins: of the one that has it, and of
    /// another.
    Bands { mark: Box<OrderMark>, band: Band, other: PluginInfo, other_band: Band },
    /// Marks lead round in a circle.
    Circle(Vec<OrderMark>),
}

/// The newcomers that can't join some lists, which have all others.
///
/// The newcomers are in the order of their names: of those in a circle, the last
/// can't join.
pub(super) fn conflicts(
    mut lists: Vec<Vec<Placed<'_>>>,
    newcomers: &[Ticket],
) -> Map<Ticket, Conflict> {
    let mut found = HashMap::new();
    let mut out: HashSet<Ticket> = newcomers.iter().copied().collect();
    for list in &lists {
        impossible(list, &out, &mut found);
    }
    for list in &mut lists {
        list.retain(|function| !found.contains_key(&function.ticket));
    }
    let circular: Vec<Circular<'_>> = lists.iter().filter_map(|list| Circular::of(list)).collect();
    for newcomer in newcomers {
        out.remove(newcomer);
        if let Some(circle) = circular.iter().find_map(|list| list.circle(*newcomer, &out)) {
            found.insert(*newcomer, Conflict::Circle(circle));
            out.insert(*newcomer);
        }
    }
    found.into_iter().collect()
}

/// Marks that can't be kept by themselves: of a newcomer, or of another about it.
fn impossible(
    list: &[Placed<'_>],
    newcomers: &HashSet<Ticket>,
    found: &mut HashMap<Ticket, Conflict>,
) {
    let meanings = Meanings::of(list);
    for function in list {
        let is_new = newcomers.contains(&function.ticket);
        for mark in function.marks() {
            if is_new && mark.name == function.plugin.name() {
                let conflict = || Conflict::Itself(Box::new(told(function, mark)));
                found.entry(function.ticket).or_insert_with(conflict);
            }
            let against = meanings.get(mark.name).against(mark.side, function.facts.said.band);
            let others = against.map(|at| &list[at]);
            let mut others = others.filter(|other| other.ticket != function.ticket);
            let mut blame = |ticket, other: &Placed<'_>| {
                found.entry(ticket).or_insert_with(|| Conflict::Bands {
                    mark: Box::new(told(function, mark)),
                    band: function.facts.said.band,
                    other: other.plugin.clone(),
                    other_band: other.facts.said.band,
                });
            };
            if is_new {
                others.next().into_iter().for_each(|other| blame(function.ticket, other));
            } else {
                others.for_each(|other| blame(other.ticket, other));
            }
        }
    }
}

fn told(function: &Placed<'_>, mark: Mark) -> OrderMark {
    OrderMark {
        mark: mark.to_string(),
        plugin: function.plugin.clone(),
        hook: function.facts.hook,
        location: function.facts.location(),
    }
}

/// A list whose marks lead round in circles.
struct Circular<'a> {
    list: &'a [Placed<'a>],
    graph: Graph,
    places: HashMap<Ticket, Vec<usize>>,
}

impl<'a> Circular<'a> {
    /// None where they do not.
    fn of(list: &'a [Placed<'a>]) -> Option<Self> {
        let graph = Graph::of(list, &Meanings::of(list));
        if is_solvable(&graph) {
            return None;
        }
        let mut places: HashMap<Ticket, Vec<usize>> = HashMap::new();
        for (at, function) in list.iter().enumerate() {
            places.entry(function.ticket).or_default().push(at);
        }
        Some(Circular { list, graph, places })
    }

    /// The marks of a circle that a plugin closes, some others being out.
    fn circle(&self, plugin: Ticket, out: &HashSet<Ticket>) -> Option<Vec<OrderMark>> {
        let mut places = self.places.get(&plugin)?.iter();
        let circle = places.find_map(|place| self.way_back(*place, out))?;
        let marks = circle.iter().zip(circle.iter().cycle().skip(1));
        Some(
            marks
                .filter_map(|(one, other)| between(&self.list[*one], &self.list[*other]))
                .collect(),
        )
    }

    /// The functions on a way from one that ends where it began.
    fn way_back(&self, start: usize, out: &HashSet<Ticket>) -> Option<Vec<usize>> {
        let is_out = |node: usize| self.list.get(node).is_some_and(|f| out.contains(&f.ticket));
        let mut from: HashMap<usize, usize> = HashMap::new();
        let mut ahead = VecDeque::from([start]);
        while let Some(node) = ahead.pop_front() {
            for &next in self.graph.next[node].iter().filter(|next| !is_out(**next)) {
                if next == start {
                    let way = std::iter::successors(Some(node), |node| from.get(node).copied());
                    let mut way: Vec<_> = way.filter(|node| *node < self.list.len()).collect();
                    way.reverse();
                    return Some(way);
                }
                from.entry(next).or_insert_with(|| {
                    ahead.push_back(next);
                    node
                });
            }
        }
        None
    }
}

/// The mark by which one comes before another.
fn between(one: &Placed<'_>, other: &Placed<'_>) -> Option<OrderMark> {
    let of = |function: &Placed<'_>, side, meant: &Placed<'_>| {
        let is_it = |mark: &Mark| mark.side == side && Pattern::of(mark.name).is_of(meant.plugin);
        Some(told(function, function.marks().find(is_it)?))
    };
    of(one, Side::Before, other).or_else(|| of(other, Side::After, one))
}
