//! What became of each mark, for reports.

use super::Placed;
use super::marks::Meanings;
use crate::facts::imp::Band;
use crate::facts::mark::{Mark, Side};

/// What became of the marks of one function.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// `before` and `after`.
    pub(crate) marks: Vec<(Mark, Effect)>,
    /// Whether the user has overruled its `tryfirst` or `trylast`.
    pub(crate) is_band_overruled: bool,
}

/// What a mark did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// It moved one of the two.
    Moved,
    /// The order is so without it.
    Kept,
    /// The user's order is another.
    Overruled,
    /// Nobody whom it means is on the list.
    Nobody,
}

/// What became of the marks in a list, where each function's rank is its place
/// without any mark.
pub(crate) fn told(list: &[Placed<'_>], ranks: &[usize]) -> Vec<Told> {
    let meanings = Meanings::of(list);
    let told = list.iter().enumerate().map(|(at, function)| {
        let effect = |mark: Mark| {
            let others = || {
                let meant = meanings.get(mark.name).all();
                meant.filter(|other| list[*other].ticket != function.ticket)
            };
            let is_so = |place: &dyn Fn(usize) -> usize| {
                others().all(|other| match mark.side {
                    Side::Before => place(at) < place(other),
                    Side::After => place(other) < place(at),
                })
            };
            if others().next().is_none() {
                Effect::Nobody
            } else if !is_so(&|at| at) {
                Effect::Overruled
            } else if is_so(&|at| ranks[at]) {
                Effect::Kept
            } else {
                Effect::Moved
            }
        };
        let marks = function.marks().map(|mark| (mark, effect(mark))).collect();
        Told { marks, is_band_overruled: is_band_overruled(list, at) }
    });
    told.collect()
}

fn is_band_overruled(list: &[Placed<'_>], at: usize) -> bool {
    let band = |function: &Placed<'_>| function.facts.said.band;
    let own = band(&list[at]);
    match own {
        Band::TryFirst => list[..at].iter().any(|other| band(other) > own),
        Band::Plain => false,
        Band::TryLast => list[at + 1..].iter().any(|other| band(other) < own),
    }
}
