//! Who is registered with a manager: names, plugins, specs, blocked names.
//!
//! Everything here runs under the manager's lock, so nothing here runs, clones
//! or drops what is a plugin's: what leaves is answered, for the manager to
//! drop when it no longer holds the lock.

mod admission;
pub(crate) mod error;
pub(crate) mod install;
pub(crate) mod pending;
pub(crate) mod registration;

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::choice::Choice;
use crate::discover::Problem;
use crate::facts::plugin::PluginInfo;
use crate::hook::cell::HookCell;
use crate::hook::hop::{Calls, Entry};
use crate::hook::imp::{HookImpl, Imp};
use crate::hook::spec::HookSpec;
use crate::monitor::Watchers;
use crate::plugin::Record;
use crate::plugin::plan::Planned;
use crate::registry::error::PluginError;

/// The state of a manager.
#[derive(Default)]
pub(crate) struct Registry {
    /// In the order of registration.
    slots: BTreeMap<Ticket, Slot>,
    names: HashMap<Arc<str>, Ticket>,
    blocked: BTreeSet<Arc<str>>,
    /// The hooks, in the order of their declaration.
    hooks: Vec<Arc<HookCell>>,
    /// The same, by their types.
    cells: HashMap<TypeId, Arc<HookCell>>,
    /// The relays, by the types of their specs.
    relays: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    watchers: Watchers,
    /// What the user wants.
    pub(crate) choice: Choice,
    /// Plugins of the host's that were blocked or not selected, by their names.
    turned_away: BTreeMap<Arc<str>, PluginInfo>,
    /// What the last discovery found wrong.
    pub(crate) discovered: (Vec<PluginError>, Vec<Problem>),
    tickets: Ticket,
    is_closed: bool,
}

/// Names one registration; a later one has a higher number.
pub(crate) type Ticket = u64;

/// A name that is taken.
pub(crate) struct Slot {
    pub(crate) info: PluginInfo,
    /// None while its constructor runs.
    pub(crate) record: Option<Arc<Record>>,
    planned: Vec<Planned>,
}

/// Why a name can't be had.
pub(crate) enum Refusal {
    /// The manager is gone.
    Closed,
    Blocked,
    Taken(PluginInfo),
}

/// The entries of a plugin that arrives, each with its hook.
pub(crate) type Arrivals = Vec<(Arc<HookCell>, Entry)>;

impl Registry {
    /// Takes a name for a plugin that is yet to be built.
    pub(crate) fn reserve(&mut self, info: PluginInfo) -> Result<Ticket, Refusal> {
        if self.is_closed {
            return Err(Refusal::Closed);
        }
        if self.is_blocked(info.name()) {
            return Err(Refusal::Blocked);
        }
        if let Some(holder) = self.slot(info.name()) {
            return Err(Refusal::Taken(holder.info.clone()));
        }
        self.tickets += 1;
        self.names.insert(Arc::clone(info.shared_name()), self.tickets);
        self.slots.insert(self.tickets, Slot { info, record: None, planned: Vec::new() });
        Ok(self.tickets)
    }

    /// Puts a plugin under its name, and answers its entries for the hooks
    /// that are there. None when the name was freed meanwhile.
    pub(crate) fn admit(
        &mut self,
        ticket: Ticket,
        record: &Arc<Record>,
        planned: Vec<Planned>,
    ) -> Option<Arrivals> {
        let slot = self.slots.get_mut(&ticket)?;
        slot.record = Some(Arc::clone(record));
        let arrivals = planned.iter().filter_map(|planned| {
            let cell = self.cells.get(&planned.function?.hook())?;
            Some((Arc::clone(cell), bind(record, planned)?))
        });
        let arrivals = arrivals.collect();
        slot.planned = planned;
        Some(arrivals)
    }

    /// Frees a name. Its plugin has left from now on; the hooks that may list
    /// it are answered with it.
    pub(crate) fn remove(&mut self, ticket: Ticket) -> Option<(Slot, Vec<Arc<HookCell>>)> {
        let slot = self.slots.remove(&ticket)?;
        self.names.remove(slot.info.shared_name());
        if let Some(record) = &slot.record {
            record.leave();
        }
        let mut hooks: Vec<TypeId> =
            slot.planned.iter().filter_map(|planned| Some(planned.function?.hook())).collect();
        hooks.sort_unstable();
        hooks.dedup();
        let cells = hooks.iter().filter_map(|hook| self.cells.get(hook).cloned()).collect();
        Some((slot, cells))
    }

    pub(crate) fn ticket(&self, name: &str) -> Option<Ticket> {
        self.names.get(name).copied()
    }

    fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.get(&self.ticket(name)?)
    }

    /// The plugin of a name.
    pub(crate) fn record(&self, name: &str) -> Option<&Arc<Record>> {
        self.slot(name)?.record.as_ref()
    }

    /// The plugins, in the order of registration.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.slots.values().filter_map(|slot| slot.record.as_ref())
    }

    /// Takes no more plugins. Answers those that there were, which have left
    /// from now on, and all hooks.
    pub(crate) fn close(&mut self) -> (Vec<Arc<Record>>, Vec<Arc<HookCell>>) {
        self.is_closed = true;
        self.names.clear();
        let slots = std::mem::take(&mut self.slots).into_values();
        let records: Vec<_> = slots.filter_map(|slot| slot.record).collect();
        for record in &records {
            record.leave();
        }
        (records, self.hooks.clone())
    }

    /// What a plugin gives, in the order of its source.
    pub(crate) fn impls(&self, name: &str) -> Option<Vec<HookImpl>> {
        let slot = self.slot(name)?;
        let record = slot.record.as_ref()?;
        Some(slot.planned.iter().map(|planned| HookImpl::planned(record, planned)).collect())
    }

    /// What no hook of this manager takes, and is not optional; with the names
    /// of the specs.
    pub(crate) fn pending(&self) -> Vec<(PluginInfo, HookImpl, &'static str)> {
        let functions = self.slots.values().filter_map(|slot| {
            let record = slot.record.as_ref()?;
            Some(slot.planned.iter().map(move |planned| (record, planned)))
        });
        let pending = functions.flatten().filter_map(|(record, planned)| {
            let specs = planned.specs.filter(|specs| !self.has_specs(specs.id))?;
            let is_pending = !planned.parts.is_optional;
            is_pending
                .then(|| (record.info.clone(), HookImpl::planned(record, planned), specs.name))
        });
        pending.collect()
    }

    /// What the specs say of the hooks, in the order of their declaration.
    pub(crate) fn hooks(&self) -> Vec<&'static HookSpec> {
        self.hooks.iter().map(|cell| cell.spec).collect()
    }

    /// The plugins, in the order of registration, with the names of the hooks
    /// that they implement.
    #[cfg(feature = "report")]
    pub(crate) fn registered(&self) -> impl Iterator<Item = (PluginInfo, Vec<&'static str>)> {
        let slots = self.slots.values().filter(|slot| slot.record.is_some());
        slots.map(|slot| {
            let hooks = slot.planned.iter().map(|planned| planned.parts.hook);
            (slot.info.clone(), hooks.collect())
        })
    }

    /// The hooks, in the order of their declaration.
    #[cfg(feature = "report")]
    pub(crate) fn cells(&self) -> &[Arc<HookCell>] {
        &self.hooks
    }

    pub(crate) fn watchers(&self) -> &Watchers {
        &self.watchers
    }

    /// Changes who watches, on all lists. Answers what is to be dropped.
    pub(crate) fn watch(&mut self, watchers: Watchers) -> (Watchers, Vec<Arc<Calls>>) {
        let lists = self.hooks.iter().map(|cell| cell.watch(watchers.clone())).collect();
        (std::mem::replace(&mut self.watchers, watchers), lists)
    }

    /// The plugins that have a part in a hook of a package.
    pub(crate) fn plugins_for(&self, package: &str) -> Vec<PluginInfo> {
        let is_for =
            |planned: &Planned| planned.hook.is_some_and(|hook| hook.package() == Some(package));
        let slots = self.slots.values().filter(|slot| slot.planned.iter().any(is_for));
        slots.map(|slot| slot.info.clone()).collect()
    }

    pub(crate) fn has_specs(&self, specs: TypeId) -> bool {
        self.relays.contains_key(&specs)
    }

    /// The relay of a spec that was added.
    pub(crate) fn relay<R: Clone + 'static>(&self, specs: TypeId) -> Option<R> {
        self.relays.get(&specs)?.downcast_ref::<R>().cloned()
    }

    /// Adds a spec, and gives its hooks what waiting plugins have for them.
    pub(crate) fn add_specs(
        &mut self,
        specs: TypeId,
        relay: Box<dyn Any + Send + Sync>,
        cells: Vec<Arc<HookCell>>,
    ) {
        self.relays.insert(specs, relay);
        for cell in cells {
            drop(cell.watch(self.watchers.clone()));
            let waiting =
                self.slots.values().filter_map(|slot| Some((slot.record.as_ref()?, slot)));
            let entries: Vec<Entry> = waiting
                .flat_map(|(record, slot)| {
                    slot.planned.iter().map(move |planned| (record, planned))
                })
                .filter(|(_, planned)| planned.function.is_some_and(|f| f.hook() == cell.hook))
                .filter_map(|(record, planned)| bind(record, planned))
                .collect();
            cell.add(&entries);
            self.cells.insert(cell.hook, Arc::clone(&cell));
            self.hooks.push(cell);
        }
    }
}

fn bind(record: &Arc<Record>, planned: &Planned) -> Option<Entry> {
    let imp = Imp::new(Arc::clone(record), planned.function?, planned.parts);
    Some(Entry::new(Arc::new(imp)))
}
