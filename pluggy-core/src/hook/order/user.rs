//! What the end user wants of the order.

use std::sync::Arc;

use super::Placed;
use crate::facts::patterns::Patterns;
use crate::facts::sort::sort_by;

/// Lists of plugins, each in the order that the user wants, of which a later one
/// has the last word; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct UserOrder(Arc<Vec<Patterns>>);

impl UserOrder {
    #[cfg(feature = "select")]
    pub(crate) fn new(lists: Vec<Patterns>) -> Self {
        UserOrder(Arc::new(lists))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
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
