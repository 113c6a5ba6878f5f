//! Two versions of a host in one program: their hooks are not the same.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};

use super::problem::{HostVersion, Problem};
use crate::discover::linked::Group;
use crate::facts::plugin::PluginInfo;
use crate::hook::spec::HookSpec;
use crate::registry::install::Roster;

/// Plugins by the version of the host that they are for.
type Versions = BTreeMap<&'static str, Vec<PluginInfo>>;

/// A hook of the manager's, and its like in another copy of its package.
type Counterparts = (&'static HookSpec, &'static HookSpec);

/// One problem for each package of which the manager has hooks, and linked
/// plugins those of another copy.
pub(super) fn problems(roster: &Roster, groups: &[Group]) -> Vec<Problem> {
    let ours = roster.registry.lock().hooks();
    let mut packages: BTreeMap<&str, (&HookSpec, Versions)> = BTreeMap::new();
    let mut specs = HashMap::new();
    for group in groups {
        let Some((here, other)) = counterparts(roster, group, &ours, &mut specs) else { continue };
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

/// Those of a hook that the plugin implements. What is known of a spec's hooks
/// is kept: many plugins may be for it.
fn counterparts(
    roster: &Roster,
    group: &Group,
    ours: &[&'static HookSpec],
    specs: &mut HashMap<TypeId, Option<Counterparts>>,
) -> Option<Counterparts> {
    group.specs().find_map(|theirs| match specs.get(&theirs.id) {
        Some(known) => *known,
        None if roster.has_hookspecs(theirs.id) => *specs.entry(theirs.id).or_insert(None),
        None => {
            // One that implements no hook tells nothing of its spec.
            let other = group.functions_where(|specs| specs.id == theirs.id).first()?.hook?;
            let here = ours.iter().find(|here| other.is_copy_of(here));
            *specs.entry(theirs.id).or_insert(here.map(|here| (*here, other)))
        }
    })
}
