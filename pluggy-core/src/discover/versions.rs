//! Two versions of a host in one program: their hooks are not the same.

use std::any::TypeId;

use super::problem::{Find, HostVersion, Problem};
use crate::discover::linked::Group;
use crate::facts::hook::HookSpec;
use crate::facts::map::Map;
use crate::facts::plugin::PluginInfo;
use crate::facts::sort::sort_by;
use crate::hook::record::Function;
use crate::registry::Roster;
use crate::registry::registrar::Registrar;

/// A hook of the manager's, and its like in another copy of its package.
type Counterparts = (&'static HookSpec, &'static HookSpec);

/// One problem for each package of which the manager has hooks, and linked
/// plugins those of another copy.
pub(super) fn problems(registrar: &Registrar, groups: &[Group], tell: Find<'_>) {
    let ours = registrar.roster.lock().hooks();
    let mut specs = Map::default();
    let mut found: Vec<(Counterparts, PluginInfo)> = Vec::new();
    for group in groups {
        if let Some(hooks) = counterparts(registrar, group, &ours, &mut specs) {
            found.push((hooks, group.info().clone()));
        }
    }
    sort_by(&mut found, |((_, a), _), ((_, b), _)| {
        (a.package(), a.version()).cmp(&(b.package(), b.version()))
    });
    let packages = found.chunk_by(|((_, a), _), ((_, b), _)| a.package() == b.package());
    for found in packages {
        tell(problem(registrar, found));
    }
}

/// The problem of a package, with all that was found of it, by version.
fn problem(registrar: &Registrar, found: &[(Counterparts, PluginInfo)]) -> Problem {
    let ((here, other), _) = found[0];
    let package = other.package().unwrap_or_default();
    let plugins = plugins_for(&registrar.roster.lock(), package);
    let mut others: Vec<HostVersion> = Vec::new();
    for found in found.chunk_by(|((_, a), _), ((_, b), _)| a.version() == b.version()) {
        let ((_, other), _) = found[0];
        let plugins = found.iter().map(|(_, plugin)| plugin.clone()).collect();
        others.push(HostVersion::new(other.version().unwrap_or_default(), plugins));
    }
    let here = HostVersion::new(here.version().unwrap_or_default(), plugins);
    Problem::HostVersions { package: package.to_owned(), here, others }
}

/// Those of a hook that the plugin implements. What is known of a spec's hooks
/// is kept: many plugins may be for it.
fn counterparts(
    registrar: &Registrar,
    group: &Group,
    ours: &[&'static HookSpec],
    specs: &mut Map<TypeId, Option<Counterparts>>,
) -> Option<Counterparts> {
    group.specs().find_map(|theirs| match specs.get(&theirs.id) {
        Some(known) => *known,
        None if registrar.has_hookspecs(theirs.id) => *specs.get_or_insert_with(theirs.id, || None),
        None => {
            // One that implements no hook tells nothing of its spec.
            let mut functions = group.functions().filter(|(specs, _)| specs.id == theirs.id);
            let other = functions.next()?.1.hook()?;
            let here = ours.iter().find(|here| other.is_copy_of(here));
            *specs.get_or_insert_with(theirs.id, || here.map(|here| (*here, other)))
        }
    })
}

/// The plugins that have a part in a hook of a package.
fn plugins_for(roster: &Roster, package: &str) -> Vec<PluginInfo> {
    let is_for = |f: &Function| f.hook().is_some_and(|hook| hook.package() == Some(package));
    let mut plugins = Vec::new();
    for record in roster.records() {
        if record.functions().any(|(_, f)| is_for(f)) {
            plugins.push(record.info.clone());
        }
    }
    plugins
}
