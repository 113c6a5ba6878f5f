//! Discovery: the plugins that the linker brought, built and registered.

#[cfg(feature = "config")]
mod addressees;
#[cfg(feature = "select")]
mod again;
pub(crate) mod backend;
pub(crate) mod built;
#[cfg(feature = "link")]
pub(crate) mod dependencies;
mod discovered;
mod error;
#[cfg(feature = "select")]
mod essential;
#[cfg(feature = "select")]
mod hint;
mod link;
pub(crate) mod linked;
pub(crate) mod listing;
#[cfg(feature = "select")]
mod names;
#[cfg(feature = "select")]
mod order;
mod problem;
mod problem_text;
mod report;
#[cfg(feature = "config")]
mod sections;
#[cfg(feature = "select")]
mod selectors;
pub(crate) mod setup;
#[cfg(feature = "config")]
mod strays;
pub(crate) mod vain;
mod versions;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::choice::Choice;
use crate::facts::panic::panic_message;
#[cfg(feature = "select")]
use crate::facts::patterns::Known;
use crate::facts::plugin::PluginInfo;
use crate::facts::sort::sort_by;
use crate::hook::record::{Record, Ticket};
use crate::registry::error::{PluginError, PluginErrorKind};
use crate::registry::registrar::Registrar;
use crate::registry::{Refusal, Roster};
#[cfg(feature = "select")]
use essential::Absences;
#[cfg(feature = "select")]
use hint::Meant;
use linked::Group;
use setup::Setup;

pub(crate) use discovered::{Discovered, Late};
pub use error::DiscoveryError;
pub use listing::LinkedPlugin;
#[cfg(feature = "select")]
pub use names::UnknownNames;
pub use problem::{HostVersion, Problem};
use report::Found;
#[cfg(feature = "report")]
pub(crate) use report::NO_REGISTRY;
pub use report::{DiscoveryReport, SkipReason};

/// Builds and registers what is linked for the specs of a manager. What the user
/// chose and configured is asked once, at the start.
pub(crate) fn discover(registrar: &Registrar, late: Late) -> DiscoveryReport {
    let mut report = Found::default();
    let mut roster = registrar.roster.lock();
    let groups = linked::groups(&roster);
    let candidates = candidates(&roster, &groups, &mut report);
    let choice = roster.choice.take_up();
    drop(roster);
    let built = build_all(registrar, candidates, &choice, &mut report);
    let mut registered: Vec<PluginInfo> = built.iter().map(|built| built.info.clone()).collect();
    let failures = registrar.install(built);
    let mut left = failures.iter().map(|failure| failure.record.name()).peekable();
    // They are in the same order.
    registered.retain(|info| left.next_if(|name| *name == info.name()).is_none());
    for failure in failures {
        let info = failure.record.info.clone();
        report.failed.push(PluginError::new(info, failure.kind()));
    }
    registered.reverse();
    report.registered = registered;
    sort_by(&mut report.skipped, |(a, _), (b, _)| a.name().cmp(b.name()));
    sort_by(&mut report.failed, |a, b| a.plugin().cmp(b.plugin()));
    report.failed.iter_mut().for_each(|error| error.mark(&choice));
    report.problems = problems(registrar, &groups, &choice, late, &report);
    report.into()
}

/// The names that no plugin has, each with what may have been meant.
#[cfg(feature = "select")]
pub(crate) fn unknown_names<N: AsRef<str>>(
    registrar: &Registrar,
    names: impl IntoIterator<Item = N>,
) -> Vec<(String, String)> {
    let names: Vec<N> = names.into_iter().collect();
    let roster = registrar.roster.lock();
    let groups = linked::groups(&roster);
    let plugins = vain::known(&roster, &groups);
    drop(roster);
    let (known, meant) = (Known::new(&plugins), Meant::plugin(&plugins));
    let unknown = names.iter().map(AsRef::as_ref).filter(|name| !known.has(name));
    let hint = |name| hint::of_plugin(name, meant.nearest(name), &known, &meant);
    unknown.map(|name| (name.to_owned(), hint(name))).collect()
}

/// The linked plugins for the specs of a manager, in the order of their names,
/// one for each name that is free.
fn candidates<'a>(roster: &Roster, groups: &'a [Group], report: &mut Found) -> Vec<&'a Group> {
    let mut ours: Vec<&Group> = Vec::new();
    for group in groups {
        if group.is_for(roster) {
            ours.push(group);
        }
    }
    let mut candidates = Vec::new();
    for groups in ours.chunk_by(|a, b| a.name() == b.name()) {
        let registered = roster.holder(groups[0].name());
        let mut holder = registered;
        for &group in groups {
            let info = group.info();
            match (reason_to_skip(roster, registered, group), holder) {
                (None | Some(SkipReason::Registered), Some(holder))
                    if !group.has(holder) && !stands_in(holder, info, groups) =>
                {
                    report.failed.push(PluginError::new(info.clone(), taken(info, holder)));
                }
                (Some(reason), _) => report.skipped.push((info.clone(), reason)),
                (None, _) => {
                    holder = Some(info);
                    match group.mistake() {
                        Some(kind) => report.failed.push(PluginError::new(info.clone(), kind)),
                        None => candidates.push(group),
                    }
                }
            }
        }
    }
    candidates
}

/// Why a linked plugin is left alone, before anything is built; its name may be
/// somebody's.
fn reason_to_skip(
    roster: &Roster,
    holder: Option<&PluginInfo>,
    group: &Group,
) -> Option<SkipReason> {
    let info = group.info();
    if roster.is_blocked(info.name()) {
        Some(SkipReason::Blocked)
    } else if holder.is_some_and(|holder| group.has(holder)) {
        let is_registered = roster.record(info.name()).is_some();
        Some(if is_registered { SkipReason::Registered } else { SkipReason::Pending })
    } else if roster.deselection(info).is_some() {
        Some(SkipReason::NotSelected)
    } else {
        holder.map(|_| SkipReason::Registered)
    }
}

/// Whether a host registered the one by hand in place of the other: of what it
/// has no package, or the plugin's own, that is no mistake.
fn stands_in(holder: &PluginInfo, plugin: &PluginInfo, linked: &[&Group]) -> bool {
    let is_same_package = holder.package() == plugin.package();
    let is_linked = linked.iter().any(|group| group.has(holder));
    holder.package().is_none() || is_same_package && !is_linked
}

/// What is wrong with a plugin whose name another one has.
fn taken(plugin: &PluginInfo, holder: &PluginInfo) -> PluginErrorKind {
    let holder = holder.clone();
    let is_same_package = plugin.package().is_some() && plugin.package() == holder.package();
    if is_same_package && plugin.version() != holder.version() {
        PluginErrorKind::OtherVersion { holder }
    } else {
        PluginErrorKind::NameTaken { holder }
    }
}

/// Builds plugins, the last name first: that is the order of registration.
fn build_all(
    registrar: &Registrar,
    candidates: Vec<&Group>,
    choice: &Choice,
    report: &mut Found,
) -> Vec<Arc<Record>> {
    let mut built = Vec::with_capacity(candidates.len());
    let batch = registrar.roster.lock().begin_batch(candidates.len());
    for group in candidates.into_iter().rev() {
        let info = || group.info().clone();
        let reserved = registrar.roster.lock().reserve(info());
        match reserved {
            Ok(ticket) => match build(ticket, group, choice) {
                Ok(record) => built.push(Arc::new(record.of_batch(batch))),
                Err(kind) => {
                    registrar.expel(ticket);
                    report.failed.push(PluginError::new(info(), kind));
                }
            },
            Err(Refusal::Closed) => {
                report.failed.push(PluginError::new(info(), PluginErrorKind::ManagerDropped));
            }
            Err(Refusal::Blocked) => report.skipped.push((info(), SkipReason::Blocked)),
            Err(Refusal::Taken(_)) => report.skipped.push((info(), SkipReason::Registered)),
        }
    }
    built
}

/// Runs a plugin's constructor.
fn build(ticket: Ticket, group: &Group, choice: &Choice) -> Result<Record, PluginErrorKind> {
    let setup = Setup::new(group.info(), choice);
    let (value, given) = catch_unwind(AssertUnwindSafe(|| group.build(&setup)))
        .map_err(|payload| PluginErrorKind::ConstructorPanicked(panic_message(payload)))??;
    Ok(Record::new(ticket, group.info().clone(), value, given))
}

/// What is wrong with more than one plugin, or with what the user asked for.
#[cfg_attr(not(feature = "select"), allow(unused_variables, reason = "nobody asked for anything"))]
fn problems(
    registrar: &Registrar,
    groups: &[Group],
    choice: &Choice,
    late: Late,
    report: &Found,
) -> Vec<Problem> {
    let roster = registrar.roster.lock();
    let mut problems = Vec::new();
    if !roster.has_any_specs() {
        problems.push(Problem::NoSpec);
    }
    drop(roster);
    let mut found = |problem| problems.push(problem);
    versions::problems(registrar, groups, &mut found);
    vain::problems(&registrar.roster.lock(), groups, &mut found);
    #[cfg(feature = "select")]
    let problems = unmet(registrar, groups, choice, late, report, problems);
    problems
}

/// The same, and what the user asked for and there is not.
#[cfg(feature = "select")]
fn unmet(
    registrar: &Registrar,
    groups: &[Group],
    choice: &Choice,
    late: Late,
    report: &Found,
    mut problems: Vec<Problem>,
) -> Vec<Problem> {
    let roster = registrar.roster.lock();
    let blocked = roster.blocked().into_iter().map(|name| PluginInfo::new(name, None));
    let known: Vec<PluginInfo> = vain::known(&roster, groups).into_iter().chain(blocked).collect();
    let too_late = vain::late(&roster, groups, choice, late, report);
    drop(roster);
    let by_name = Known::new(&known);
    problems.extend(selectors::problems(&choice.selection, &by_name));
    let absences = Absences { registrar, groups, known: &by_name, versions: &problems };
    let missing = absences.problems(&choice.selection, &report.failed);
    problems.extend(missing);
    problems.extend(order::overruled(registrar, &choice.selection));
    problems.extend(too_late);
    problems.extend(again::selected(choice));
    #[cfg(feature = "config")]
    problems.extend(sections::problems(registrar, groups, choice, &known));
    problems
}
