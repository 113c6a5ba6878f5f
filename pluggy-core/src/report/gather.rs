//! What a report has, asked of the roster and of what the linker brought.
//!
//! What may run foreign code is taken out of the roster's lock: lists, which
//! may hold the last of a plugin, and errors, which print as a plugin likes.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{HookReport, ImplReport, MarkEffect, MarkReport, PluginReport, PluginStatus, Report};
use crate::choice::Choice;
use crate::discover::backend::HAS_REGISTRY;
use crate::discover::linked::{self, Group};
use crate::discover::listing::specs;
use crate::discover::{Discovered, NO_REGISTRY, vain};
use crate::facts::mark::Mark;
use crate::facts::pattern::Pattern;
use crate::facts::plugin::PluginInfo;
use crate::hook::cell::HookCell;
use crate::hook::order::told::Effect;
use crate::hook::record::Record;
use crate::registry::Roster;
use crate::registry::error::PluginError;
use crate::registry::registrar::Registrar;

/// What there is with a manager of this name.
pub(crate) fn gather(host: &str, registrar: &Registrar, discovered: &Discovered) -> Report {
    let roster = registrar.roster.lock();
    let linked = linked::groups(&roster);
    let registered: Vec<Arc<Record>> = roster.records().cloned().collect();
    let found: Vec<_> = linked.iter().map(|group| find(&roster, group)).collect();
    let others = others(&roster);
    let cells = roster.cells().to_vec();
    let choice = roster.choice.clone();
    let mut vain = Vec::new();
    vain::problems(&roster, &linked, &mut |problem| vain.push(problem));
    drop(roster);

    let mut plugins: Vec<PluginReport> = registered
        .iter()
        .map(|record| {
            let hooks = record.functions().map(|(_, function)| function.facts().hook);
            plugin(&choice, &record.info, PluginStatus::Registered, hooks)
        })
        .collect();
    plugins.extend(linked.iter().zip(found).filter_map(|(group, found)| {
        let status = with_failure(found?, group.info(), &discovered.failed);
        let hooks = group.functions().map(|(_, function)| function.facts().hook);
        Some(plugin(&choice, group.info(), status, hooks))
    }));
    let mut names: HashSet<String> = plugins.iter().map(|plugin| plugin.name.clone()).collect();
    for (info, status) in others {
        if names.insert(info.name().to_owned()) {
            plugins.push(plugin(&choice, &info, status, [].into_iter()));
        }
    }
    plugins.sort_by(|a, b| {
        let key = |plugin: &PluginReport| (plugin.package, plugin.module, plugin.location);
        a.name.cmp(&b.name).then_with(|| key(a).cmp(&key(b)))
    });
    let hooks = cells.iter().map(|cell| hook(cell, &registered)).collect();
    let registry = (!HAS_REGISTRY).then(|| NO_REGISTRY.to_owned());
    let problems = registry.into_iter().chain(discovered.problems(vain)).collect();
    Report { host: host.to_owned(), plugins, hooks, problems }
}

/// What the roster knows of a linked plugin; none where it is registered, and has
/// a row.
fn find(roster: &Roster, group: &Group) -> Option<PluginStatus> {
    let info = group.info();
    let holder = roster.record(info.name()).map(|record| &record.info);
    if holder.is_some_and(|holder| group.has(holder)) {
        return None;
    }
    if !group.is_for(roster) {
        return Some(PluginStatus::NoSpec { specs: specs(group) });
    }
    let replaced =
        |holder| PluginStatus::Replaced { reason: format!("the name is taken by {holder}") };
    let status = turned_away(roster, info).or(holder.map(replaced));
    Some(status.unwrap_or(PluginStatus::NotDiscovered))
}

/// Why a plugin would not be let in.
fn turned_away(roster: &Roster, info: &PluginInfo) -> Option<PluginStatus> {
    if roster.is_blocked(info.name()) {
        return Some(PluginStatus::Blocked);
    }
    roster.deselection(info).map(|reason| PluginStatus::NotSelected { reason })
}

/// Plugins of the host's that were not let in, and blocked names.
fn others(roster: &Roster) -> Vec<(PluginInfo, PluginStatus)> {
    let turned_away =
        roster.turned_away().filter_map(|info| Some((info.clone(), turned_away(roster, info)?)));
    let blocked = roster.blocked().into_iter();
    let blocked = blocked.map(|name| (PluginInfo::new(name, None), PluginStatus::Blocked));
    turned_away.chain(blocked).collect()
}

/// The same, and where the last discovery failed to register it, what went wrong.
fn with_failure(status: PluginStatus, info: &PluginInfo, failures: &[PluginError]) -> PluginStatus {
    let may_have_failed =
        matches!(status, PluginStatus::Replaced { .. } | PluginStatus::NotDiscovered);
    match failures.iter().find(|error| may_have_failed && error.info() == info) {
        Some(error) => PluginStatus::Failed { reason: format!("{:#}", error.kind()) },
        None => status,
    }
}

fn plugin(
    choice: &Choice,
    info: &PluginInfo,
    status: PluginStatus,
    hooks: impl Iterator<Item = &'static str>,
) -> PluginReport {
    let mut seen = BTreeSet::new();
    let hooks = hooks.filter(|hook| seen.insert(*hook)).collect();
    PluginReport {
        name: info.name().to_owned(),
        status,
        is_essential: choice.selection.is_essential(info),
        overruled: choice.selection.overruled(info),
        package: info.package(),
        version: info.version(),
        description: description(info),
        module: info.module(),
        location: info.location(),
        hooks,
    }
}

/// The first paragraph of the documentation, on one line; else what the package
/// says.
fn description(info: &PluginInfo) -> String {
    let docs = info.docs();
    let paragraph = docs.lines().take_while(|line| !line.trim().is_empty());
    let words: Vec<&str> = paragraph.flat_map(str::split_whitespace).collect();
    if words.is_empty() {
        info.description().unwrap_or_default().to_owned()
    } else {
        words.join(" ")
    }
}

fn hook(cell: &HookCell, registered: &[Arc<Record>]) -> HookReport {
    let list = cell.load_full();
    let impls = list.entries().zip(list.told()).map(|(entry, told)| {
        let marks = told.marks.iter().map(|(mark, effect)| self::mark(*mark, *effect, registered));
        let marks = marks.collect();
        ImplReport::new(&entry.hook_impl(), marks, told.is_band_overruled)
    });
    HookReport::new(cell.spec, impls.collect())
}

fn mark(mark: Mark, effect: Effect, registered: &[Arc<Record>]) -> MarkReport {
    let is_there = || {
        let pattern = Pattern::of(mark.name);
        registered.iter().any(|record| pattern.is_of(&record.info))
    };
    let effect = match effect {
        Effect::Moved => MarkEffect::Moved,
        Effect::Kept => MarkEffect::Kept,
        Effect::Overruled => MarkEffect::Overruled,
        Effect::Nobody if is_there() => MarkEffect::NotOnHook,
        Effect::Nobody => MarkEffect::NotRegistered,
    };
    MarkReport { mark: mark.side.option(), name: mark.name, effect }
}
