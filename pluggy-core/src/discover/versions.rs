//! Two versions of a host in one program: their hooks are not the same.

use std::collections::BTreeMap;

use super::problem::{HostVersion, Problem};
use crate::info::PluginInfo;
use crate::install::Roster;
use crate::linked::Group;
use crate::spec::HookSpec;

/// Plugins by the version of the host that they are for.
type Versions = BTreeMap<&'static str, Vec<PluginInfo>>;

/// One problem for each package of which the manager has hooks, and linked
/// plugins those of another copy.
pub(super) fn problems(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let ours = roster.registry.lock().hooks();
    let mut packages: BTreeMap<&str, (&HookSpec, Versions)> = BTreeMap::new();
    for group in groups {
        let Some((here, other)) = counterparts(roster, group, &ours) else { continue };
        let (_, versions) = packages
            .entry(other.package().unwrap_or_default())
            .or_insert_with(|| (here, Versions::new()));
        versions.entry(other.version().unwrap_or_default()).or_default().push(group.info());
    }
    let problems = packages.into_iter().map(|(package, (here, versions))| {
        let plugins = roster.registry.lock().plugins_for(package);
        let others = versions.into_iter();
        Problem::HostVersions {
            package: package.to_owned(),
            here: HostVersion::new(here.version().unwrap_or_default(), plugins),
            others: others.map(|(version, plugins)| HostVersion::new(version, plugins)).collect(),
        }
    });
    problems.collect()
}

/// A hook of the manager's, and its like in another copy of its package, which
/// the plugin implements.
fn counterparts(
    roster: &Roster,
    group: &Group,
    ours: &[&'static HookSpec],
) -> Option<(&'static HookSpec, &'static HookSpec)> {
    let strangers = group.functions_where(|specs| !roster.has_hookspecs(specs.id));
    let mut strangers = strangers.iter().filter_map(|planned| planned.hook);
    strangers.find_map(|other| Some((*ours.iter().find(|here| other.is_copy_of(here))?, other)))
}
