//! The order that keeps all marks and otherwise stays as it was.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Placed;
use super::marks::{Graph, Meanings};

/// The places of a list's functions in call order.
pub(super) struct Solved {
    pub(super) order: Vec<usize>,
    /// Whether all marks are kept. They are not for the moment in which a plugin
    /// has left and is not yet off the list, and a newcomer is at odds with it.
    pub(super) is_kept: bool,
}

/// Of those that are ready, the one that stood first comes first.
pub(super) fn solve(list: &[Placed<'_>]) -> Solved {
    if list.iter().any(|function| function.facts.has_marks()) {
        Solver::new(&Graph::of(list, &Meanings::of(list))).solve()
    } else {
        Solved { order: (0..list.len()).collect(), is_kept: true }
    }
}

/// The same, of a graph.
pub(super) fn is_solvable(graph: &Graph) -> bool {
    Solver::new(graph).solve().is_kept
}

struct Solver<'a> {
    graph: &'a Graph,
    /// For how many others each node waits.
    waits: Vec<usize>,
    ready: BinaryHeap<Reverse<usize>>,
    is_placed: Vec<bool>,
    order: Vec<usize>,
}

impl<'a> Solver<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut waits = vec![0; graph.next.len()];
        graph.next.iter().flatten().for_each(|next| waits[*next] += 1);
        let mut solver = Solver {
            graph,
            ready: BinaryHeap::new(),
            is_placed: vec![false; graph.functions],
            order: Vec::with_capacity(graph.functions),
            waits,
        };
        let is_free = |node: &usize| solver.waits[*node] == 0;
        let free: Vec<usize> = (0..graph.next.len()).filter(is_free).collect();
        for node in free {
            solver.free(node);
        }
        solver
    }

    fn solve(mut self) -> Solved {
        let mut is_kept = true;
        let mut first = 0;
        while self.order.len() < self.graph.functions {
            let at = self.ready.pop().map_or_else(
                || {
                    is_kept = false;
                    while self.is_placed[first] {
                        first += 1;
                    }
                    first
                },
                |Reverse(at)| at,
            );
            if !std::mem::replace(&mut self.is_placed[at], true) {
                self.order.push(at);
                self.pass(at);
            }
        }
        Solved { order: self.order, is_kept }
    }

    /// Nothing that a node waits for is left.
    fn free(&mut self, node: usize) {
        if node < self.graph.functions {
            self.ready.push(Reverse(node));
        } else {
            self.pass(node);
        }
    }

    /// Nobody waits for a node any more.
    fn pass(&mut self, node: usize) {
        let mut passed = vec![node];
        while let Some(node) = passed.pop() {
            for &next in &self.graph.next[node] {
                self.waits[next] -= 1;
                match self.waits[next] {
                    0 if next < self.graph.functions => self.ready.push(Reverse(next)),
                    0 => passed.push(next),
                    _ => {}
                }
            }
        }
    }
}
