//! What the end user wants of the order.

#[cfg(feature = "select")]
use std::sync::Arc;

use super::{Keeper, Placed};
#[cfg(feature = "select")]
use crate::facts::patterns::Patterns;
#[cfg(feature = "select")]
use crate::facts::sort::sort_by;

/// Lists of plugins, each in the order that the user wants, of which a later one
/// has the last word; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct UserOrder(#[cfg(feature = "select")] Arc<Vec<Patterns>>);

#[cfg(not(feature = "select"))]
impl UserOrder {
    /// Nobody asked for anything.
    #[allow(clippy::unused_self, reason = "with the feature it is asked")]
    pub(in crate::hook) fn keeper(&self) -> Option<&'static Keeper> {
        None
    }

    #[allow(clippy::unused_self, reason = "as above")]
    pub(super) fn applied(&self, order: Vec<usize>, _: &[Placed<'_>]) -> Vec<usize> {
        order
    }
}

#[cfg(feature = "select")]
impl UserOrder {
    pub(crate) fn new(lists: Vec<Patterns>) -> Self {
        UserOrder(Arc::new(lists))
    }

    /// What keeps it, if there is any.
    pub(in crate::hook) fn keeper(&self) -> Option<&'static Keeper> {
        (!self.0.is_empty()).then_some(Keeper::OF_MARKS)
    }

    /// The order where the functions of those listed have, among themselves, that
    /// of the list, in the places that they have together.
    pub(super) fn applied(&self, mut order: Vec<usize>, functions: &[Placed<'_>]) -> Vec<usize> {
        for list in &*self.0 {
            let rank = |at: usize| list.of(functions[at].plugin).min();
            let ranks: Vec<Option<usize>> = order.iter().map(|at| rank(*at)).collect();
            let places = || (0..order.len()).filter(|place| ranks[*place].is_some());
            let mut listed: Vec<usize> = places().collect();
            // What one name means stays as it was.
            sort_by(&mut listed, |a, b| ranks[*a].cmp(&ranks[*b]));
            let listed: Vec<usize> = listed.iter().map(|place| order[*place]).collect();
            let places: Vec<usize> = places().collect();
            for (place, at) in places.into_iter().zip(listed) {
                order[place] = at;
            }
        }
        order
    }
}
