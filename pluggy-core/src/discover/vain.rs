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
use super::linked::Group;
use super::problem::Problem;
#[cfg(feature = "select")]
use super::report::{DiscoveryReport, SkipReason};
#[cfg(feature = "select")]
use crate::choice::Choice;
use crate::facts::map::Set;
use crate::facts::near::nearest;
use crate::facts::plugin::PluginInfo;
use crate::registry::Roster;

/// What changes nothing as things are now.
pub(crate) fn problems(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    hooks(roster, groups).into_iter().chain(blocked(roster, groups)).collect()
}

/// One problem for each optional hook that is in no linked version of the host.
fn hooks(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let ours: Vec<&str> = roster.hooks().iter().map(|hook| hook.name()).collect();
    let absent = roster.records().flat_map(|record| {
        let given = record.given().iter();
        let given = given.filter_map(|given| Some((given.specs?, &given.functions)));
        let functions = given.flat_map(|(specs, all)| all.iter().map(move |f| (specs, f)));
        let absent = functions.filter(|(_, function)| function.hook().is_none());
        let absent = absent.filter(|(specs, _)| roster.has_specs(specs.id));
        absent.map(|(_, function)| (record.info.clone(), function.facts()))
    });
    let absent: Vec<_> = absent.collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let linked = groups.iter().flat_map(Group::functions);
    let linked = linked.filter_map(|(_, function)| Some((function.hook()?.name(), ())));
    let theirs: Set<&str> = linked.collect();
    let absent = absent.into_iter().filter(|(_, facts)| !theirs.has(facts.hook));
    let problems = absent.map(|(plugin, facts)| Problem::UnknownHook {
        plugin,
        hook: facts.hook,
        location: facts.location,
        meant: nearest(facts.hook, &ours).map(str::to_owned),
    });
    problems.collect()
}

/// One problem for each blocked name that nobody has.
fn blocked(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let blocked = roster.blocked();
    if blocked.is_empty() {
        return Vec::new();
    }
    let known = known(roster, groups);
    let names: Set<&str> = known.iter().map(|plugin| (plugin.name(), ())).collect();
    let list: Vec<&str> = names.keys().copied().collect();
    let unknown = blocked.into_iter().filter(|name| !names.has(&**name));
    let problems = unknown.map(|name| {
        let meant = nearest(&name, &list).map(str::to_owned);
        Problem::UnknownName { name, meant }
    });
    problems.collect()
}

/// All plugins: registered, linked or turned away.
pub(super) fn known(roster: &Roster, groups: &[Group]) -> Vec<PluginInfo> {
    roster.known().cloned().chain(groups.iter().map(Group::info).cloned()).collect()
}

/// What was chosen and configured after plugins had come for which it counts.
#[cfg(feature = "select")]
pub(super) fn late(
    roster: &Roster,
    groups: &[Group],
    choice: &Choice,
    late: Late,
    report: &DiscoveryReport,
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
