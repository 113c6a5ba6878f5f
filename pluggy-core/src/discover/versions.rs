//! Two versions of a host in one program: their hooks are not the same.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};

use super::problem::{HostVersion, Problem};
use crate::discover::linked::Group;
use crate::facts::hook::HookSpec;
use crate::facts::plugin::PluginInfo;
use crate::hook::record::Function;
use crate::registry::Roster;
use crate::registry::registrar::Registrar;

/// Plugins by the version of the host that they are for.
type Versions = BTreeMap<&'static str, Vec<PluginInfo>>;

/// A hook of the manager's, and its like in another copy of its package.
type Counterparts = (&'static HookSpec, &'static HookSpec);

/// One problem for each package of which the manager has hooks, and linked
/// plugins those of another copy.
pub(super) fn problems(registrar: &Registrar, groups: &[Group]) -> Vec<Problem> {
    let ours = registrar.roster.lock().hooks();
    let mut packages: BTreeMap<&str, (&HookSpec, Versions)> = BTreeMap::new();
    let mut specs = HashMap::new();
    for group in groups {
        let Some((here, other)) = counterparts(registrar, group, &ours, &mut specs) else {
            continue;
        };
        let (_, versions) = packages
            .entry(other.package().unwrap_or_default())
            .or_insert_with(|| (here, Versions::new()));
        versions.entry(other.version().unwrap_or_default()).or_default().push(group.info().clone());
    }
    let problems = packages.into_iter().map(|(package, (here, versions))| {
        let plugins = plugins_for(&registrar.roster.lock(), package);
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
    registrar: &Registrar,
    group: &Group,
    ours: &[&'static HookSpec],
    specs: &mut HashMap<TypeId, Option<Counterparts>>,
) -> Option<Counterparts> {
    group.specs().find_map(|theirs| match specs.get(&theirs.id) {
        Some(known) => *known,
        None if registrar.has_hookspecs(theirs.id) => *specs.entry(theirs.id).or_insert(None),
        None => {
            // One that implements no hook tells nothing of its spec.
            let mut functions = group.functions().filter(|(specs, _)| specs.id == theirs.id);
            let other = functions.next()?.1.hook()?;
            let here = ours.iter().find(|here| other.is_copy_of(here));
            *specs.entry(theirs.id).or_insert(here.map(|here| (*here, other)))
        }
    })
}

/// The plugins that have a part in a hook of a package.
fn plugins_for(roster: &Roster, package: &str) -> Vec<PluginInfo> {
    let is_for = |f: &Function| f.hook().is_some_and(|hook| hook.package() == Some(package));
    let records = roster.records();
    let records = records.filter(|record| record.functions().any(|(_, f)| is_for(f)));
    records.map(|record| record.info.clone()).collect()
}
