//! How plugins get onto the roster and onto the lists of the hooks.
//!
//! A name is reserved before anything runs, a plugin is admitted under the
//! manager's lock, and its entries are published hook by hook without it. Who
//! unregisters a plugin marks it as gone first, so that whoever is still
//! publishing its entries adds none.

use std::any::TypeId;
use std::collections::HashMap;
use std::panic::{RefUnwindSafe, resume_unwind};
use std::sync::Arc;

use super::error::{PluginError, PluginErrorKind};
use super::registration::Registration;
use super::{Admission, Arrivals, Refusal, Roster};
use crate::facts::hook::HookKind;
use crate::facts::name;
use crate::facts::panic::{Payload, panic_message};
use crate::facts::plugin::PluginInfo;
use crate::hook::record::{Record, Ticket};
use crate::monitor::{Monitor, Watcher, Watchers};
use crate::plugin::boxed::BoxPlugin;
use crate::sync::{Lock, Old};

/// A plugin that did not stay.
pub(crate) struct Failure {
    pub(crate) info: PluginInfo,
    /// What went wrong, or a panic.
    pub(crate) reason: Result<PluginErrorKind, Payload>,
}

/// What became of a plugin's name.
enum Reserved {
    Ready(Arc<Record>),
    /// There is nothing to install.
    Answered(Result<Registration, PluginError>),
}

/// The error of a plugin that did not stay, which is given back.
fn refused(record: &Record, kind: PluginErrorKind) -> PluginError {
    PluginError::new(record.info.clone(), kind).returning(Arc::clone(&record.value))
}

/// What a manager shares with its hooks, which register closures with it.
#[derive(Default)]
pub(crate) struct Registrar {
    pub(crate) roster: Lock<Roster>,
}

impl Registrar {
    /// Registers one plugin.
    ///
    /// # Panics
    ///
    /// When it does at a historic call.
    pub(crate) fn register(
        &self,
        name: String,
        plugin: BoxPlugin,
    ) -> Result<Registration, PluginError> {
        let record = match self.reserve(name, plugin) {
            Reserved::Ready(record) => record,
            Reserved::Answered(answer) => return answer,
        };
        match self.install(vec![Arc::clone(&record)]).pop().map(|failure| failure.reason) {
            Some(Err(payload)) => {
                drop(record);
                resume_unwind(payload)
            }
            Some(Ok(kind)) => Err(refused(&record, kind)),
            None => Ok(Registration::Registered(record.name().to_owned())),
        }
    }

    /// Registers several, and publishes each list once. Answers what became of each.
    pub(crate) fn register_all(
        &self,
        plugins: impl Iterator<Item = BoxPlugin>,
    ) -> Vec<Result<Registration, PluginError>> {
        let plugins = plugins.map(|plugin| self.reserve(plugin.name(), plugin));
        let reserved: Vec<Reserved> = plugins.collect();
        let ready = reserved.iter().filter_map(|reserved| match reserved {
            Reserved::Ready(record) => Some(Arc::clone(record)),
            Reserved::Answered(_) => None,
        });
        let failures = self.install(ready.collect()).into_iter();
        let failures = failures.map(|Failure { info, reason }| {
            let panicked = |payload| PluginErrorKind::ReplayPanicked(panic_message(payload));
            (info.name().to_owned(), reason.unwrap_or_else(panicked))
        });
        let mut failures: HashMap<String, PluginErrorKind> = failures.collect();
        let answers = reserved.into_iter().map(|reserved| match reserved {
            Reserved::Answered(answer) => answer,
            Reserved::Ready(record) => match failures.remove(record.name()) {
                Some(kind) => Err(refused(&record, kind)),
                None => Ok(Registration::Registered(record.name().to_owned())),
            },
        });
        answers.collect()
    }

    /// Reserves a name for a plugin of the host's, where it may be registered.
    fn reserve(&self, name: String, plugin: BoxPlugin) -> Reserved {
        let info = plugin.info(&name);
        let refused = |kind| {
            let error = PluginError::new(info.clone(), kind).returning(Arc::clone(&plugin.value));
            Reserved::Answered(Err(error))
        };
        if name.is_empty() {
            return refused(PluginErrorKind::EmptyName);
        }
        if let Some(mistake) = name::mistake(&name) {
            return refused(PluginErrorKind::UnfitName { mistake });
        }
        let mut roster = self.roster.lock();
        if !roster.is_blocked(&name) && roster.deselection(&info).is_some() {
            roster.turn_away(info);
            return Reserved::Answered(Ok(Registration::NotSelected(name)));
        }
        let reserved = roster.reserve(info.clone());
        if let Err(Refusal::Blocked) = reserved {
            roster.turn_away(info.clone());
        }
        drop(roster);
        match reserved {
            Ok(ticket) => {
                let record = Record::new(ticket, info, plugin.value, plugin.given);
                Reserved::Ready(Arc::new(record))
            }
            Err(Refusal::Blocked) => Reserved::Answered(Ok(Registration::Blocked(name))),
            Err(Refusal::Closed) => refused(PluginErrorKind::ManagerDropped),
            Err(Refusal::Taken(holder)) => refused(PluginErrorKind::NameTaken { holder }),
        }
    }

    pub(crate) fn has_hookspecs(&self, specs: TypeId) -> bool {
        self.roster.lock().has_specs(specs)
    }

    /// Frees a name, and takes its plugin off all lists; answers the plugin.
    pub(crate) fn expel(&self, ticket: Ticket) -> Option<Arc<Record>> {
        let removed = self.roster.lock().remove(ticket);
        let (record, cells) = removed?;
        for cell in &cells {
            cell.remove(ticket);
        }
        Some(record)
    }

    /// Puts plugins that have a ticket onto the lists, and publishes each list
    /// once. Answers those that did not stay.
    ///
    /// Hooks that have no history list them before any replay starts, so that
    /// a replay can call them.
    pub(crate) fn install(&self, batch: Vec<Arc<Record>>) -> Vec<Failure> {
        let Admission { arrivals, mut conflicts } = self.roster.lock().admit(&batch);
        let mut panicked: Vec<(Arc<Record>, Payload)> = Vec::new();
        let (historic, plain): (Vec<Arrivals>, Vec<Arrivals>) =
            arrivals.into_iter().partition(|(cell, _)| cell.spec.kind() == HookKind::Historic);
        for (cell, entries) in plain {
            drop(cell.add(&entries));
        }
        for (cell, entries) in historic {
            panicked.extend(cell.replay_and_add(&entries));
        }
        let failures = batch.into_iter().filter(|record| !self.has_stayed(record));
        let failures = failures.map(|record| {
            let at = panicked.iter().position(|(other, _)| Arc::ptr_eq(other, &record));
            let conflict = conflicts.remove(&record.ticket).map(PluginErrorKind::from);
            let reason = match at {
                Some(at) => Err(panicked.swap_remove(at).1),
                None => Ok(conflict.unwrap_or(PluginErrorKind::Unregistered)),
            };
            Failure { info: record.info.clone(), reason }
        });
        failures.collect()
    }

    /// Whether a plugin that was put onto the lists is still there; then
    /// monitors are told, else what is left of it goes.
    fn has_stayed(&self, record: &Record) -> bool {
        // Nobody takes it out between the two.
        let roster = self.roster.lock();
        let is_here = !record.is_gone();
        if is_here {
            record.announce();
        }
        drop(roster);
        if is_here {
            self.tell(|monitor| monitor.plugin_registered(&record.info));
        } else {
            self.expel(record.ticket);
        }
        is_here
    }
}

impl Registrar {
    /// Changes who watches. Answers what may run foreign code when dropped.
    #[must_use]
    pub(crate) fn watch(&self, change: impl FnOnce(&mut Vec<Watcher>)) -> (Watchers, Vec<Old>) {
        let mut roster = self.roster.lock();
        let mut watchers = Vec::clone(&roster.watchers().0);
        change(&mut watchers);
        roster.watch(Watchers(Arc::new(watchers)))
    }

    /// Tells the monitors of a plugin that came or left.
    pub(crate) fn tell(&self, tell: impl Fn(&dyn Monitor)) {
        let watchers = self.roster.lock().watchers().clone();
        watchers.end(tell);
    }

    /// Unregisters all, for good.
    pub(crate) fn close(&self) {
        let (records, cells) = self.roster.lock().close();
        for cell in cells {
            cell.clear();
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

// The roster is consistent whenever its lock is free.
impl RefUnwindSafe for Registrar {}
