//! Who is registered with a manager: names, plugins, specs, blocked names.
//!
//! The [`Roster`] is the list of them, under the manager's lock; the
//! [`Registrar`](registrar::Registrar) puts plugins on it and on the lists of
//! the hooks. Nothing of the roster runs, clones or drops what is a plugin's:
//! what leaves is answered, to be dropped when the lock no longer is held.

mod admission;
mod closures;
pub(crate) mod error;
mod for_a_while;
pub(crate) mod pending;
mod refusal;
pub(crate) mod registrar;
pub(crate) mod registration;
mod seats;
mod telling;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use crate::choice::Choice;
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::map::{Map, Set};
use crate::facts::plugin::PluginInfo;
use crate::hook::cell::HookCell;
use crate::hook::code::Code;
use crate::hook::entry::Entry;
use crate::hook::order::{Conflict, Marked, Newcomers};
use crate::hook::record::{Record, Ticket};
use crate::hook::relay::SharedRelay;
use crate::monitor::Watchers;
use crate::sync::Old;
use pending::Pending;
use seats::{Seat, Seats};
use telling::Telling;

/// The state of a manager.
#[derive(Default)]
pub(crate) struct Roster {
    seats: Seats,
    names: HashMap<Arc<str>, Ticket>,
    blocked: Set<Arc<str>>,
    /// The hooks, in the order of their declaration.
    hooks: Vec<Arc<HookCell>>,
    /// The same, by their types.
    cells: Map<TypeId, Arc<HookCell>>,
    /// The relays, by the types of their specs.
    relays: Map<TypeId, SharedRelay>,
    watchers: Watchers,
    /// Plugins that monitors are being told of.
    telling: Map<Ticket, Telling>,
    marked: Marked,
    /// What the user wants.
    pub(crate) choice: Choice,
    /// Plugins of the host's that were blocked or not selected, by their names.
    turned_away: Map<Arc<str>, PluginInfo>,
    tickets: Ticket,
    is_closed: bool,
}

/// Why a name can't be had.
pub(crate) enum Refusal {
    /// The manager is gone.
    Closed,
    Blocked,
    Taken(PluginInfo),
}

/// A hook and entries for it.
pub(crate) type Arrivals = (Arc<HookCell>, Vec<Entry>);

/// What became of plugins that were to be put under their names.
pub(crate) struct Admission {
    /// The entries of those that were, for the hooks that are there, in the order in
    /// which the hooks come up.
    pub(crate) arrivals: Vec<Arrivals>,
    /// Those whose marks can't be kept.
    pub(crate) conflicts: Map<Ticket, Conflict>,
}

impl Roster {
    /// Takes a name for a plugin that is yet to be built.
    pub(crate) fn reserve(&mut self, info: PluginInfo) -> Result<Ticket, Refusal> {
        if self.is_closed {
            return Err(Refusal::Closed);
        }
        if self.is_blocked(info.name()) {
            return Err(Refusal::Blocked);
        }
        if let Some(holder) = self.holder(info.name()) {
            return Err(Refusal::Taken(holder.clone()));
        }
        self.tickets += 1;
        if self.turned_away.get(info.name()).is_some_and(|other| other.facts() == info.facts()) {
            self.turned_away.remove(info.name());
        }
        self.names.insert(Arc::clone(info.shared_name()), self.tickets);
        self.seats.add(self.tickets, info);
        Ok(self.tickets)
    }

    /// Draws the ticket of a discovery, of so many plugins.
    pub(crate) fn begin_batch(&mut self, plugins: usize) -> Ticket {
        self.names.reserve(plugins);
        self.tickets += 1;
        self.tickets
    }

    /// Puts plugins under their names. Those whose marks can't be kept have left,
    /// and those whose names were freed meanwhile.
    pub(crate) fn admit(&mut self, batch: &[Arc<Record>]) -> Admission {
        let Roster { seats, marked, .. } = self;
        let are_most = 2 * batch.len() > seats.len();
        let others = || seats.all().filter_map(|seat| seat.record.as_deref()).collect();
        let conflicts = marked.conflicts(Newcomers { records: batch, are_most, others: &others });
        let (mut arrivals, mut places) = (Vec::<Arrivals>::new(), Map::default());
        for record in batch {
            let seat = self.seats.get_mut(record.ticket);
            let Some(seat) = seat.filter(|_| !conflicts.has(&record.ticket)) else {
                record.leave();
                self.marked.remove(record);
                continue;
            };
            seat.record = Some(Arc::clone(record));
            for (entry, hook) in Entry::all_of(record) {
                let Some(cell) = self.cells.get(&hook) else { continue };
                let place = *places.get_or_insert_with(hook, || arrivals.len());
                match arrivals.get_mut(place) {
                    Some((_, entries)) => entries.push(entry),
                    None => arrivals.push((Arc::clone(cell), vec![entry])),
                }
            }
        }
        Admission { arrivals, conflicts }
    }

    /// Frees a name. Its plugin, if there is one, has left from now on; the hooks
    /// that may list it are answered with it.
    pub(crate) fn remove(&mut self, ticket: Ticket) -> Option<(Arc<Record>, Vec<Arc<HookCell>>)> {
        let seat = self.seats.remove(ticket)?;
        self.names.remove(seat.info.shared_name());
        let record = seat.record?;
        self.marked.remove(&record);
        record.leave();
        let cells = self.cells_of(&record);
        Some((record, cells))
    }

    /// The hooks of this manager that a plugin gives something to.
    fn cells_of(&self, record: &Record) -> Vec<Arc<HookCell>> {
        let (mut seen, mut cells) = (Set::default(), Vec::new());
        for (_, function) in record.functions() {
            let Some(hook) = function.code().map(Code::hook) else { continue };
            if seen.insert(hook, ()).is_none() {
                cells.extend(self.cells.get(&hook).cloned());
            }
        }
        cells
    }

    pub(crate) fn ticket(&self, name: &str) -> Option<Ticket> {
        self.names.get(name).copied()
    }

    fn seat(&self, name: &str) -> Option<&Seat> {
        self.seats.get(self.ticket(name)?)
    }

    /// Who has a name, or is about to have it.
    pub(crate) fn holder(&self, name: &str) -> Option<&PluginInfo> {
        Some(&self.seat(name)?.info)
    }

    /// The plugin of a name.
    pub(crate) fn record(&self, name: &str) -> Option<&Arc<Record>> {
        self.seat(name)?.record.as_ref()
    }

    /// The plugins, in the order of registration.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.seats.all().filter_map(|seat| seat.record.as_ref())
    }

    /// Takes no more plugins. Answers those that there were, which have left
    /// from now on, and all hooks.
    pub(crate) fn close(&mut self) -> (Vec<Arc<Record>>, Vec<Arc<HookCell>>) {
        self.is_closed = true;
        self.names.clear();
        self.marked = Marked::default();
        let mut records = Vec::new();
        for record in self.records() {
            record.leave();
            records.push(Arc::clone(record));
        }
        self.seats = Seats::default();
        (records, self.hooks.clone())
    }

    /// Whether the manager is gone.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// What a plugin gives, in the order of its source.
    pub(crate) fn impls(&self, name: &str) -> Option<Vec<HookImpl>> {
        let record = self.record(name)?;
        Some(record.functions().map(|(index, _)| record.hook_impl(index)).collect())
    }

    /// What no hook of this manager takes, and is not optional.
    pub(crate) fn pending(&self) -> Vec<Pending> {
        let given = self.records().flat_map(|record| {
            record.given().iter().filter_map(move |given| Some((record, given, given.specs?)))
        });
        let waiting = given.filter(|(_, _, specs)| !self.has_specs(specs.id));
        let pending = waiting.flat_map(|(record, given, specs)| {
            let functions = given.functions.iter().filter(|f| !f.facts().said.is_optional);
            functions.map(move |function| Pending {
                imp: function.hook_impl(&record.info),
                specs: specs.name,
            })
        });
        pending.collect()
    }

    /// What the specs say of the hooks, in the order of their declaration.
    pub(crate) fn hooks(&self) -> Vec<&'static HookSpec> {
        self.hooks.iter().map(|cell| cell.spec).collect()
    }

    /// The hooks, in the order of their declaration.
    #[cfg(any(feature = "report", feature = "select"))]
    pub(crate) fn cells(&self) -> &[Arc<HookCell>] {
        &self.hooks
    }

    pub(crate) fn watchers(&self) -> &Watchers {
        &self.watchers
    }

    /// Changes who watches, on all lists. Answers what is to be dropped.
    pub(crate) fn watch(&mut self, watchers: Watchers) -> (Watchers, Vec<Old>) {
        let lists = change(&self.hooks, &|cell| cell.watch(watchers.clone()));
        (std::mem::replace(&mut self.watchers, watchers), lists)
    }

    /// Brings all lists into the order that the user wants. Answers what is to be
    /// dropped.
    #[cfg(feature = "select")]
    #[must_use]
    pub(crate) fn reorder(&self) -> Vec<Old> {
        let order = self.choice.selection.order_of_plugins();
        change(&self.hooks, &|cell| cell.order(order.clone()))
    }

    /// Whether any spec was added.
    pub(crate) fn has_any_specs(&self) -> bool {
        !self.relays.is_empty()
    }

    pub(crate) fn has_specs(&self, specs: TypeId) -> bool {
        self.relays.has(&specs)
    }

    /// The relay of a spec that was added.
    pub(crate) fn relay(&self, specs: TypeId) -> Option<&SharedRelay> {
        self.relays.get(&specs)
    }

    /// The hook of a type.
    pub(crate) fn cell(&self, hook: TypeId) -> Option<Arc<HookCell>> {
        self.cells.get(&hook).cloned()
    }

    /// Whether each of the hooks is the one of its type, or new.
    pub(crate) fn may_add(&self, cells: &[Arc<HookCell>]) -> bool {
        let known = |cell: &HookCell| self.cells.get(&cell.hook);
        cells.iter().all(|cell| known(cell).is_none_or(|known| Arc::ptr_eq(known, cell)))
    }

    /// Adds a spec, and gives its hooks what waiting plugins have for them.
    /// Answers what is to be dropped.
    #[must_use]
    pub(crate) fn add_specs(
        &mut self,
        specs: TypeId,
        relay: SharedRelay,
        cells: Vec<Arc<HookCell>>,
    ) -> Vec<Old> {
        let mut old = Vec::new();
        self.relays.insert(specs, relay);
        for cell in cells {
            if self.cells.has(&cell.hook) {
                continue;
            }
            let mut waiting = Vec::new();
            for record in self.records() {
                for (entry, _) in Entry::all_of(record).filter(|(_, hook)| *hook == cell.hook) {
                    waiting.push(entry);
                }
            }
            old.append(&mut cell.open(
                self.watchers.clone(),
                self.choice.selection.order_of_plugins(),
                &waiting,
            ));
            self.cells.insert(cell.hook, Arc::clone(&cell));
            self.hooks.push(cell);
        }
        old
    }
}

/// Changes the lists of some hooks. Answers what is to be dropped.
fn change(cells: &[Arc<HookCell>], change: &dyn Fn(&HookCell) -> Vec<Old>) -> Vec<Old> {
    let mut old = Vec::new();
    for cell in cells {
        old.append(&mut change(cell));
    }
    old
}
