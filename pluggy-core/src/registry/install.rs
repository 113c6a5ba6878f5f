//! How plugins get from a manager's registry onto the lists of the hooks.
//!
//! A name is reserved before anything runs, a plugin is admitted under the
//! manager's lock, and its entries are published hook by hook without it. Who
//! unregisters a plugin marks it as gone first, so that whoever is still
//! publishing its entries adds none.

use std::any::TypeId;
use std::collections::HashMap;
use std::panic::{RefUnwindSafe, resume_unwind};
use std::sync::Arc;

use crate::facts::plugin::PluginInfo;
use crate::hook::cell::HookCell;
use crate::hook::historic::Payload;
use crate::hook::hop::{Calls, Entry};
use crate::hook::spec::HookKind;
use crate::monitor::{Monitor, Watcher, Watchers};
use crate::plugin::plan::Planned;
use crate::plugin::{AnyPlugin, PluginParts, Record};
use crate::registry::error::{PluginError, PluginErrorKind};
use crate::registry::registration::Registration;
use crate::registry::{Arrivals, Refusal, Registry, Ticket};
use crate::sync::Lock;

/// A plugin with a reserved name, about to be registered.
pub(crate) struct Built {
    pub(crate) ticket: Ticket,
    pub(crate) info: PluginInfo,
    pub(crate) value: AnyPlugin,
    pub(crate) planned: Vec<Planned>,
}

/// A plugin that did not stay: it panicked, or somebody unregistered it.
pub(crate) struct Failure {
    pub(crate) info: PluginInfo,
    pub(crate) panic: Option<Payload>,
}

/// What a manager shares with its hooks, which register closures with it.
#[derive(Default)]
pub(crate) struct Roster {
    pub(crate) registry: Lock<Registry>,
}

impl Roster {
    /// Registers one plugin.
    pub(crate) fn register_parts(
        &self,
        name: String,
        parts: PluginParts,
    ) -> Result<Registration, PluginError> {
        let info = PluginInfo::new(name.as_str(), parts.block);
        if name.is_empty() {
            return Err(PluginError::new(info, PluginErrorKind::EmptyName));
        }
        let mut registry = self.registry.lock();
        if !registry.is_blocked(&name) && registry.deselection(&info).is_some() {
            registry.turn_away(info);
            return Ok(Registration::NotSelected(name));
        }
        let reserved = registry.reserve(info.clone());
        drop(registry);
        match reserved {
            Ok(ticket) => {
                let built = Built { ticket, info, value: parts.value, planned: parts.functions };
                match self.install(vec![built]).pop() {
                    Some(Failure { panic: Some(payload), .. }) => resume_unwind(payload),
                    Some(Failure { info, panic: None }) => {
                        Err(PluginError::new(info, PluginErrorKind::Unregistered))
                    }
                    None => Ok(Registration::Registered(name)),
                }
            }
            Err(Refusal::Blocked) => {
                self.registry.lock().turn_away(info);
                Ok(Registration::Blocked(name))
            }
            Err(Refusal::Closed) => Err(PluginError::new(info, PluginErrorKind::ManagerDropped)),
            Err(Refusal::Taken(holder)) => {
                Err(PluginError::new(info, PluginErrorKind::NameTaken { holder }))
            }
        }
    }

    pub(crate) fn has_hookspecs(&self, specs: TypeId) -> bool {
        self.registry.lock().has_specs(specs)
    }

    /// Frees a name, and takes its plugin off all lists; answers the plugin.
    pub(crate) fn expel(&self, ticket: Ticket) -> Option<Arc<Record>> {
        let removed = self.registry.lock().remove(ticket);
        let (slot, cells) = removed?;
        let record = slot.record?;
        for cell in &cells {
            cell.remove(|plugin| Arc::ptr_eq(plugin, &record));
        }
        Some(record)
    }

    /// Registers plugins, oldest first, and publishes each list once. Answers
    /// those that did not stay.
    ///
    /// Hooks that have no history list them before any replay starts, so that
    /// a replay can call them.
    pub(crate) fn install(&self, batch: Vec<Built>) -> Vec<Failure> {
        let mut arrivals: Arrivals = Vec::new();
        let mut admitted = Vec::new();
        for Built { ticket, info, value, planned } in batch {
            let record = Arc::new(Record::new(value, info));
            let entries = self.registry.lock().admit(ticket, &record, planned);
            match entries {
                Some(entries) => arrivals.extend(entries),
                None => record.leave(),
            }
            admitted.push((ticket, record));
        }
        let mut panicked: Vec<(Arc<Record>, Payload)> = Vec::new();
        let (historic, plain): (Vec<_>, Vec<_>) = by_hook(arrivals)
            .into_iter()
            .partition(|(cell, _)| cell.spec.kind() == HookKind::Historic);
        for (cell, entries) in plain {
            cell.add(&entries);
        }
        for (cell, entries) in historic {
            panicked.extend(cell.replay_and_add(&entries));
        }
        let mut failures = Vec::new();
        for (ticket, record) in admitted {
            // Nobody takes it out between the two.
            let registry = self.registry.lock();
            let is_here = !record.is_gone();
            if is_here {
                record.announce();
            }
            drop(registry);
            if is_here {
                self.tell(|monitor| monitor.plugin_registered(&record.info));
                continue;
            }
            self.expel(ticket);
            let at = panicked.iter().position(|(other, _)| Arc::ptr_eq(other, &record));
            let panic = at.map(|at| panicked.swap_remove(at).1);
            failures.push(Failure { info: record.info.clone(), panic });
        }
        failures
    }
}

/// Gathers the entries of each hook, in the order in which the hooks come up.
fn by_hook(arrivals: Arrivals) -> Vec<(Arc<HookCell>, Vec<Entry>)> {
    let mut places = HashMap::new();
    let mut hooks: Vec<(Arc<HookCell>, Vec<Entry>)> = Vec::new();
    for (cell, entry) in arrivals {
        let at = *places.entry(cell.hook).or_insert_with(|| {
            hooks.push((cell, Vec::new()));
            hooks.len() - 1
        });
        hooks[at].1.push(entry);
    }
    hooks
}

impl Roster {
    /// Changes who watches. Answers what may run foreign code when dropped.
    #[must_use]
    pub(crate) fn watch(
        &self,
        change: impl FnOnce(&mut Vec<Watcher>),
    ) -> (Watchers, Vec<Arc<Calls>>) {
        let mut registry = self.registry.lock();
        let mut watchers = Vec::clone(&registry.watchers().0);
        change(&mut watchers);
        registry.watch(Watchers(Arc::new(watchers)))
    }

    /// Tells the monitors of a plugin that came or left.
    pub(crate) fn tell(&self, tell: impl Fn(&dyn Monitor)) {
        let watchers = self.registry.lock().watchers().clone();
        watchers.end(tell);
    }

    /// Unregisters all, for good.
    pub(crate) fn close(&self) {
        let (records, cells) = self.registry.lock().close();
        for cell in cells {
            cell.remove(|_| true);
            cell.close_history();
        }
        for record in &records {
            self.tell_left(record);
        }
        drop(self.watch(Vec::clear));
    }

    /// Unregisters a plugin, and answers it.
    pub(crate) fn unregister(&self, ticket: Ticket) -> Option<Arc<Record>> {
        let record = self.expel(ticket)?;
        self.tell_left(&record);
        Some(record)
    }

    fn tell_left(&self, record: &Record) {
        if record.was_announced() {
            self.tell(|monitor| monitor.plugin_unregistered(&record.info));
        }
    }
}

// The registry is consistent whenever its lock is free.
impl RefUnwindSafe for Roster {}
