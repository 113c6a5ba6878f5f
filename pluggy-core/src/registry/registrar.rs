//! How plugins get onto the roster and onto the lists of the hooks.
//!
//! A name is reserved before anything runs, a plugin is admitted under the
//! manager's lock, and its entries are published hook by hook without it. Who
//! unregisters a plugin marks it as gone first, so that whoever is still
//! publishing its entries adds none.

use std::any::TypeId;
use std::panic::{RefUnwindSafe, resume_unwind};
use std::sync::{Arc, Weak};

use super::error::{PluginError, PluginErrorKind};
use super::registration::Registration;
use super::telling::Untold;
use super::{Admission, Refusal, Roster, change};
use crate::facts::dropped_here::DroppedHere;
use crate::facts::name;
use crate::facts::panic::{Payload, drop_each, isolated, panic_message};
use crate::facts::plugin::PluginInfo;
use crate::hook::cell::{HookCell, Owner};
use crate::hook::historic::Panicked;
use crate::hook::record::{Record, Ticket};
use crate::hook::relay::{KnownHooks, SharedRelay};
use crate::monitor::{Watcher, Watchers};
use crate::plugin::boxed::BoxPlugin;
use crate::sync::{Lock, Old};

/// Makes a relay, with new hooks but for those that are known.
type MakeRelay<'a> = dyn Fn(&Owner, &KnownHooks<'_>) -> (SharedRelay, Vec<Arc<HookCell>>) + 'a;

/// A plugin that did not stay.
pub(crate) struct Failure {
    /// It may panic at its drop, which is to come last.
    pub(crate) record: Arc<Record>,
    /// What went wrong, or a panic.
    pub(crate) reason: Result<PluginErrorKind, Payload>,
}

impl Failure {
    /// What went wrong. A panic ends here, as does that of the plugin's drop.
    pub(crate) fn kind(self) -> PluginErrorKind {
        let Failure { record, reason } = self;
        isolated(|| drop(record));
        reason.unwrap_or_else(|payload| PluginErrorKind::ReplayPanicked(panic_message(payload)))
    }
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

/// Drops lists that nobody holds any more; that a plugin on one of them panics, which has
/// left before, is not the business of who changes the list.
fn discard(old: Vec<Old>) {
    for old in old {
        isolated(|| drop(old));
    }
}

/// Tells monitors of a plugin that left.
fn tell(untold: &Untold, plugin: &PluginInfo) {
    untold.came.end(&|monitor| monitor.plugin_registered(plugin));
    untold.left.end(&|monitor| monitor.plugin_unregistered(plugin));
}

/// What a manager shares with its hooks, which register closures with it.
#[derive(Default)]
pub(crate) struct Registrar {
    pub(crate) roster: Lock<DroppedHere<Roster>>,
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
        // All of them first: nothing is taken where the host's iterator panics.
        let plugins: Vec<BoxPlugin> = plugins.collect();
        let plugins = plugins.into_iter().map(|plugin| self.reserve(plugin.name(), plugin));
        let reserved: Vec<Reserved> = plugins.collect();
        let ready = reserved.iter().filter_map(|reserved| match reserved {
            Reserved::Ready(record) => Some(Arc::clone(record)),
            Reserved::Answered(_) => None,
        });
        let mut failures = self.install(ready.collect()).into_iter().peekable();
        let answers = reserved.into_iter().map(|reserved| match reserved {
            Reserved::Answered(answer) => answer,
            Reserved::Ready(record) => {
                match failures.next_if(|failure| Arc::ptr_eq(&failure.record, &record)) {
                    Some(failure) => Err(refused(&record, failure.kind())),
                    None => Ok(Registration::Registered(record.name().to_owned())),
                }
            }
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

    /// Adds a spec whose relay is made so, and answers the relay; the one that is there,
    /// where it was added before.
    pub(crate) fn add_specs(
        self: &Arc<Self>,
        specs: TypeId,
        make: &MakeRelay<'_>,
        is_of_specs: fn(&SharedRelay) -> bool,
    ) -> SharedRelay {
        let owner: Weak<Registrar> = Arc::downgrade(self);
        let owner = owner as Owner;
        loop {
            let known = self.roster.lock().relay(specs).cloned();
            if let Some(relay) = known.filter(is_of_specs) {
                return relay;
            }
            let (relay, cells) = make(&owner, &|hook| self.roster.lock().cell(hook));
            let mut roster = self.roster.lock();
            match roster.relay(specs) {
                // Written by hand, with the id of another: nobody implements its hooks.
                Some(known) if !is_of_specs(known) => return relay,
                None if roster.may_add(&cells) => {
                    let old = roster.add_specs(specs, Arc::clone(&relay), cells);
                    drop(roster);
                    drop(old);
                    return relay;
                }
                // Another thread has come before.
                _ => {}
            }
        }
    }

    pub(crate) fn has_hookspecs(&self, specs: TypeId) -> bool {
        self.roster.lock().has_specs(specs)
    }

    /// Frees a name, and takes its plugin off all lists; answers the plugin.
    pub(crate) fn expel(&self, ticket: Ticket) -> Option<Arc<Record>> {
        let removed = self.roster.lock().remove(ticket);
        let (record, cells) = removed?;
        discard(change(&cells, &|cell| cell.remove(ticket)));
        Some(record)
    }

    /// Puts plugins that have a ticket onto the lists, and publishes each list
    /// once. Answers those that did not stay.
    ///
    /// Hooks that have no history list them before any replay starts, so that
    /// a replay can call them.
    pub(crate) fn install(&self, batch: Vec<Arc<Record>>) -> Vec<Failure> {
        let Admission { arrivals, mut conflicts } = self.roster.lock().admit(&batch);
        let mut panicked: Vec<Panicked> = Vec::new();
        for (cell, entries) in arrivals.iter().filter(|(cell, _)| cell.historic.is_none()) {
            discard(cell.add(entries));
        }
        for (cell, entries) in &arrivals {
            if let Some(historic) = cell.historic {
                panicked.append(&mut (historic.replay_and_add)(cell, entries));
            }
        }
        drop(arrivals);
        let mut failures = Vec::new();
        for record in batch {
            if self.has_stayed(&record) {
                continue;
            }
            let at = panicked.iter().position(|(other, _)| Arc::ptr_eq(other, &record));
            let reason = match (at, conflicts.remove(&record.ticket)) {
                (Some(at), _) => Err(panicked.swap_remove(at).1),
                (None, Some(conflict)) => Ok(conflict.into()),
                (None, None) => Ok(self.why_gone()),
            };
            failures.push(Failure { record, reason });
        }
        failures
    }

    /// Why a plugin did not stay that was not at fault.
    fn why_gone(&self) -> PluginErrorKind {
        if self.roster.lock().is_closed() {
            PluginErrorKind::ManagerDropped
        } else {
            PluginErrorKind::Unregistered
        }
    }

    /// Whether a plugin that was put onto the lists is still there; then
    /// monitors are told, else what is left of it goes.
    fn has_stayed(&self, record: &Record) -> bool {
        // Nobody takes it out between the two.
        let mut roster = self.roster.lock();
        let is_here = !record.is_gone();
        if is_here {
            roster.begin_telling(record);
        }
        drop(roster);
        if is_here {
            while let Some(watcher) = self.next_to_tell(record) {
                watcher.tell(&|monitor| monitor.plugin_registered(&record.info));
            }
            let untold = self.roster.lock().end_telling(record);
            tell(&untold, &record.info);
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

    /// Unregisters all, for good.
    pub(crate) fn close(&self) {
        let (records, cells) = self.roster.lock().close();
        let old = change(&cells, &HookCell::clear);
        let mut remembered = Vec::new();
        for cell in &cells {
            if let Some(historic) = cell.historic {
                remembered.append(&mut (historic.close)(cell));
            }
        }
        discard(old);
        for record in &records {
            self.tell_left(record);
        }
        drop(self.watch(Vec::clear));
        drop_each(remembered);
    }

    /// Unregisters a plugin, and answers it.
    pub(crate) fn unregister(&self, ticket: Ticket) -> Option<Arc<Record>> {
        let record = self.expel(ticket)?;
        self.tell_left(&record);
        Some(record)
    }

    fn next_to_tell(&self, record: &Record) -> Option<Watcher> {
        self.roster.lock().next_to_tell(record)
    }

    fn tell_left(&self, record: &Record) {
        let untold = self.roster.lock().leave(record);
        tell(&untold, &record.info);
    }
}

// The roster is consistent whenever its lock is free.
impl RefUnwindSafe for Registrar {}
