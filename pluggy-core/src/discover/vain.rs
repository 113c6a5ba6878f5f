//! What was said and changes nothing: names that nobody has, hooks that no host
//! has, and what came too late.
//!
//! An optional hook may be of another version of the host, a blocked name of a
//! plugin that others link: such a one is told, and no error unless it is nearly
//! one that is there.

#[cfg(feature = "select")]
use std::collections::HashSet;

#[cfg(feature = "select")]
use super::discovered::Late;
use super::linked::{Group, of_name};
use super::problem::{Find, Problem};
#[cfg(feature = "select")]
use super::report::{Found, SkipReason};
#[cfg(feature = "select")]
use crate::choice::Choice;
use crate::facts::imp::ImplFacts;
use crate::facts::map::Set;
use crate::facts::near::nearest;
use crate::facts::plugin::PluginInfo;
use crate::registry::Roster;

/// What changes nothing as things are now.
pub(crate) fn problems(roster: &Roster, groups: &[Group], found: Find<'_>) {
    hooks(roster, groups, found);
    unnamed(roster, groups, found);
    blocked(roster, groups, found);
}

/// One problem for each spec of a linked plugin that the host registered by hand, and did
/// not name.
fn unnamed(roster: &Roster, groups: &[Group], found: Find<'_>) {
    // Of all that a discovery has registered, nothing is looked up again.
    for record in roster.records().filter(|record| record.batch == record.ticket) {
        let linked = of_name(groups, record.name()).iter().filter(|group| group.is_of(record));
        let specs = linked.flat_map(Group::specs);
        for specs in specs.filter(|specs| roster.has_specs(specs.id)) {
            if !record.given().iter().any(|given| given.specs.is_some_and(|it| it.id == specs.id)) {
                found(Problem::UnnamedSpec { plugin: record.info.clone(), spec: specs.name });
            }
        }
    }
}

/// One problem for each optional hook that is in no linked version of the host.
fn hooks(roster: &Roster, groups: &[Group], found: Find<'_>) {
    let ours: Vec<&str> = roster.hooks().iter().map(|hook| hook.name()).collect();
    let mut absent: Vec<(&PluginInfo, ImplFacts)> = Vec::new();
    for record in roster.records() {
        for given in record.given() {
            if given.specs.is_some_and(|specs| roster.has_specs(specs.id)) {
                for function in given.functions.iter().filter(|f| f.hook().is_none()) {
                    absent.push((&record.info, function.facts()));
                }
            }
        }
    }
    if absent.is_empty() {
        return;
    }
    let mut theirs = Vec::new();
    for (_, function) in groups.iter().flat_map(Group::functions) {
        theirs.extend(function.hook().map(|hook| (hook.name(), ())));
    }
    let theirs: Set<&str> = theirs.into_iter().collect();
    for (plugin, facts) in absent.into_iter().filter(|(_, facts)| !theirs.has(facts.hook)) {
        found(Problem::UnknownHook {
            plugin: plugin.clone(),
            hook: facts.hook,
            location: facts.location(),
            meant: nearest(facts.hook, &ours).map(str::to_owned),
        });
    }
}

/// One problem for each blocked name that nobody has.
fn blocked(roster: &Roster, groups: &[Group], found: Find<'_>) {
    let blocked = roster.blocked();
    if blocked.is_empty() {
        return;
    }
    let known = known(roster, groups);
    let names: Set<&str> = known.iter().map(|plugin| (plugin.name(), ())).collect();
    let list: Vec<&str> = names.keys().copied().collect();
    for name in blocked {
        if !names.has(&*name) {
            let meant = nearest(&name, &list).map(str::to_owned);
            found(Problem::UnknownName { name, meant });
        }
    }
}

/// All plugins: registered, linked or turned away.
pub(super) fn known(roster: &Roster, groups: &[Group]) -> Vec<PluginInfo> {
    let mut known = Vec::new();
    for plugin in roster.known().chain(groups.iter().map(Group::info)) {
        known.push(plugin.clone());
    }
    known
}

/// What was chosen and configured after plugins had come for which it counts.
#[cfg(feature = "select")]
pub(super) fn late(
    roster: &Roster,
    groups: &[Group],
    choice: &Choice,
    late: Late,
    report: &Found,
) -> Vec<Problem> {
    let new: HashSet<&str> = report.registered.iter().map(PluginInfo::name).collect();
    let stays = roster.records().map(|record| &record.info);
    let stays = stays.filter(|plugin| !new.contains(plugin.name()));
    let chosen = stays.filter_map(|plugin| {
        let reason = choice.selection.deselection(plugin)?;
        let effect = format!("`{}` is registered, and {reason}", plugin.name());
        Some(Problem::TooLate { call: "select", effect, is_essential: false })
    });
    let built = report.skipped.iter().filter(|(plugin, reason)| {
        late.configure
            && *reason == SkipReason::Registered
            && has_section(choice, plugin)
            && groups.iter().any(|group| group.has(plugin) && group.takes_config())
    });
    let configured = built.map(|(plugin, _)| {
        let effect = format!("`{}` was built before, without that section", plugin.name());
        let is_essential = choice.selection.is_essential(plugin);
        Problem::TooLate { call: "configure", effect, is_essential }
    });
    chosen.chain(configured).collect()
}

#[cfg(feature = "config")]
fn has_section(choice: &Choice, plugin: &PluginInfo) -> bool {
    choice.config.document.has_section(plugin.name())
}

#[cfg(all(feature = "select", not(feature = "config")))]
fn has_section(_: &Choice, _: &PluginInfo) -> bool {
    false
}
