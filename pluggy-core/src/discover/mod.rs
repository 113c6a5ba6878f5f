//! Discovery: the plugins that the linker brought, built and registered.

mod problem;
mod report;
#[cfg(feature = "config")]
mod sections;
mod versions;

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{PluginError, PluginErrorKind, panic_message};
use crate::info::PluginInfo;
use crate::install::{Built, Roster};
use crate::linked::{self, Group};
use crate::plugin::AnyPlugin;
use crate::registry::Refusal;
use crate::setup::Setup;

pub use problem::{HostVersion, Problem};
#[cfg(feature = "report")]
pub(crate) use report::NO_REGISTRY;
pub use report::{DiscoveryError, DiscoveryReport, SkipReason};

/// Builds and registers what is linked for the specs of a manager.
pub(crate) fn discover(roster: &Roster) -> DiscoveryReport {
    let groups = linked::groups();
    let mut report = DiscoveryReport::default();
    let candidates = candidates(roster, &groups, &mut report);
    let built = build_all(roster, candidates, &mut report);
    let mut registered: Vec<PluginInfo> = built.iter().map(|built| built.info.clone()).collect();
    for failure in roster.install(built) {
        registered.retain(|info| info.name() != failure.info.name());
        let kind = match failure.panic {
            Some(payload) => PluginErrorKind::ReplayPanicked(panic_message(&*payload)),
            None => PluginErrorKind::Unregistered,
        };
        report.failed.push(PluginError::new(failure.info, kind));
    }
    registered.reverse();
    report.registered = registered;
    report.skipped.sort_by(|(a, _), (b, _)| a.name().cmp(b.name()));
    report.failed.sort_by(|a, b| a.plugin().cmp(b.plugin()));
    report.problems = problems(roster, &groups);
    let remembered = (report.failed.clone(), report.problems.clone());
    let forgotten = std::mem::replace(&mut roster.registry.lock().discovered, remembered);
    drop(forgotten);
    report
}

/// The linked plugins for the specs of a manager, in the order of their names,
/// one for each name that is free.
fn candidates<'a>(
    roster: &Roster,
    groups: &'a [Group],
    report: &mut DiscoveryReport,
) -> Vec<(PluginInfo, &'a Group)> {
    let mut names: BTreeMap<String, Vec<&Group>> = BTreeMap::new();
    for group in ours(roster, groups) {
        names.entry(group.name()).or_default().push(group);
    }
    let mut candidates = Vec::new();
    for (name, groups) in names {
        let mut rivals = Vec::new();
        for group in groups {
            let info = PluginInfo::new(name.as_str(), Some(group.first()));
            let reason = roster.registry.lock().reason_to_skip(&info);
            match reason {
                Some(reason) => report.skipped.push((info, reason)),
                None => rivals.push((info, group)),
            }
        }
        let mut rivals = rivals.into_iter();
        let Some((holder, group)) = rivals.next() else { continue };
        for (info, _) in rivals {
            let kind = PluginErrorKind::NameTaken { holder: holder.clone() };
            report.failed.push(PluginError::new(info, kind));
        }
        match group.disagreement() {
            Some(kind) => report.failed.push(PluginError::new(holder, kind)),
            None => candidates.push((holder, group)),
        }
    }
    candidates
}

/// The plugins that implement a spec of the manager.
fn ours<'a>(roster: &Roster, groups: &'a [Group]) -> impl Iterator<Item = &'a Group> {
    let mut specs: HashMap<TypeId, bool> = HashMap::new();
    groups.iter().filter(move |group| {
        group.blocks().iter().any(|linked| {
            let id = linked.specs().id;
            *specs.entry(id).or_insert_with(|| roster.has_hookspecs(id))
        })
    })
}

/// Builds plugins, the last name first: that is the order of registration.
fn build_all(
    roster: &Roster,
    candidates: Vec<(PluginInfo, &Group)>,
    report: &mut DiscoveryReport,
) -> Vec<Built> {
    let mut built = Vec::new();
    for (info, group) in candidates.into_iter().rev() {
        match roster.reserve(info.clone()) {
            Ok(ticket) => match build(group, &Setup::new(roster, &info)) {
                Ok(value) => {
                    let planned = group.functions();
                    built.push(Built { ticket, info, value, planned });
                }
                Err(kind) => {
                    roster.expel(ticket);
                    report.failed.push(PluginError::new(info, kind));
                }
            },
            Err(Refusal::Closed) => {
                report.failed.push(PluginError::new(info, PluginErrorKind::ManagerDropped));
            }
            Err(Refusal::Blocked) => report.skipped.push((info, SkipReason::Blocked)),
            Err(Refusal::NotSelected) => report.skipped.push((info, SkipReason::NotSelected)),
            Err(Refusal::Taken(_)) => report.skipped.push((info, SkipReason::Registered)),
        }
    }
    built
}

/// Runs a plugin's constructor.
fn build(group: &Group, setup: &Setup) -> Result<AnyPlugin, PluginErrorKind> {
    catch_unwind(AssertUnwindSafe(|| group.build(setup)))
        .map_err(|payload| PluginErrorKind::ConstructorPanicked(panic_message(&*payload)))?
}

/// What is wrong with more than one plugin, or with what the user asked for.
fn problems(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let versions = versions::problems(roster, groups);
    versions.into_iter().chain(unmet(roster, groups)).collect()
}

/// What the user asked for and there is not.
#[cfg(feature = "select")]
fn unmet(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let registry = roster.registry.lock();
    let (selection, mut known) = (registry.selection(), registry.known());
    drop(registry);
    known.extend(groups.iter().map(Group::info));
    let selectors = selection.problems(&known);
    selectors.into_iter().chain(idle_sections(roster, groups, &known)).collect()
}

#[cfg(not(feature = "select"))]
fn unmet(_: &Roster, _: &[Group]) -> Vec<Problem> {
    Vec::new()
}

#[cfg(feature = "config")]
fn idle_sections(roster: &Roster, groups: &[Group], known: &[PluginInfo]) -> Vec<Problem> {
    let config = roster.registry.lock().config();
    sections::problems(&config, groups, known)
}

#[cfg(all(feature = "select", not(feature = "config")))]
fn idle_sections(_: &Roster, _: &[Group], _: &[PluginInfo]) -> Vec<Problem> {
    Vec::new()
}
