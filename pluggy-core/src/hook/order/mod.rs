//! Where implementations stand in a hook's list: the rules of the call order.
//!
//! A list holds three bands: `tryfirst`, newest first; plain, newest first;
//! `trylast`, **oldest first**. Wrappers and implementations are two lists,
//! each with its bands. This is pluggy's order (B092 to B101 of its
//! behaviours; its documentation says otherwise of `trylast`, its code does
//! not). A hook that is `oldestfirst` has the oldest first in every band. It is
//! the order of one key, so it can't matter who published first.
//!
//! What plugins ask of each other changes it: `before` and `after` inside a
//! band ([`marks`], [`solve`]; [`conflict`] says what can't be). The user has
//! the last word ([`UserOrder`]). Both are asked anew on the whole list whenever
//! that changes, and not at all where nobody has said anything. Whether newcomers can join
//! is asked of those whom marks put beside them ([`marked`], [`neighbours`]).

mod conflict;
mod marked;
mod marks;
mod neighbours;
mod solve;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "report", feature = "select"))]
pub(crate) mod told;
mod user;

use super::record::{Index, Ticket};
use crate::facts::imp::{Band, ImplFacts};
use crate::facts::map::Map;
use crate::facts::mark::Mark;
use crate::facts::plugin::PluginInfo;
use crate::facts::sort::reorder;

pub(crate) use conflict::Conflict;
pub(crate) use marked::{Marked, Newcomers};
pub(crate) use user::UserOrder;

use marked::{Compare, Lists};

/// What a place in a list depends on where nobody has a mark, and nothing else:
/// in the order of a call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Key {
    band: Band,
    age: (Ticket, Ticket, Index),
}

/// When a function was registered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Age {
    /// Of the registration, or of the discovery that it is a part of.
    pub(crate) batch: Ticket,
    /// Of the registration.
    pub(crate) ticket: Ticket,
    /// Among the functions of the plugin.
    pub(crate) index: Index,
}

impl Key {
    /// The key in the list of a hook, which may be `oldestfirst`.
    pub(crate) fn new(band: Band, age: Age, is_oldest_first: bool) -> Self {
        let Age { batch, ticket, index } = age;
        let age = match band {
            // A discovery registers from the last name to the first.
            _ if is_oldest_first => (batch, !ticket, index),
            Band::TryFirst | Band::Plain => (0, !ticket, index.reversed()),
            Band::TryLast => (0, ticket, index),
        };
        Key { band, age }
    }
}

/// A function in a list, as far as its order goes.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) plugin: &'a PluginInfo,
    pub(crate) ticket: Ticket,
    pub(crate) facts: ImplFacts,
}

impl Placed<'_> {
    /// What it asks of others.
    fn marks(&self) -> impl Iterator<Item = Mark> + use<> {
        Mark::of(self.facts.said.before, self.facts.said.after)
    }
}

/// What keeps marks. It is found by those who have some, so that it is no part of a program
/// in which nobody has.
#[derive(Debug)]
pub(crate) struct Keeper {
    /// What compares the newcomers of a manager.
    compare: fn() -> Box<dyn Compare>,
    conflicts: Conflicts,
    /// The places of a list's functions in call order.
    order: fn(&[Placed<'_>]) -> Vec<usize>,
}

/// The newcomers that can't join some lists, which have all others.
type Conflicts = fn(Vec<Vec<Placed<'_>>>, &[Ticket]) -> Map<Ticket, Conflict>;

impl Keeper {
    pub(crate) const OF_MARKS: &Keeper = &Keeper {
        compare: || Box::new(Lists::default()),
        conflicts: conflict::conflicts,
        order: |list| solve::solve(list).order,
    };

    /// Why a newcomer can't join some lists, which have all others.
    pub(super) fn conflict(
        &self,
        lists: Vec<Vec<Placed<'_>>>,
        newcomer: Ticket,
    ) -> Option<Conflict> {
        (self.conflicts)(lists, &[newcomer]).remove(&newcomer)
    }

    /// A list that is in the order of its keys, in call order, where somebody has a mark, or
    /// the user has a word.
    ///
    /// Cost: for each mark a look at its name, for each glob a look at the names that
    /// begin as it does.
    pub(crate) fn arrange<T>(
        &self,
        list: &mut [T],
        placed: impl Fn(&T) -> Placed<'_>,
        user: &UserOrder,
    ) {
        let functions: Vec<Placed<'_>> = list.iter().map(placed).collect();
        let order = user.applied((self.order)(&functions), &functions);
        reorder(list, order);
    }
}
