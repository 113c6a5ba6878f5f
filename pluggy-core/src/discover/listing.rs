//! What is linked, listed.

use std::collections::BTreeSet;
use std::fmt;

use super::linked::{self, Group};
use crate::facts::plugin::PluginInfo;
use crate::registry::registrar::Registrar;

/// A plugin that is linked into the program, whether or not a manager has it.
///
/// [`PluginManager::linked`](crate::PluginManager::linked) lists them. It prints as
/// its [`PluginInfo`].
#[derive(Clone, Debug)]
pub struct LinkedPlugin {
    info: PluginInfo,
    specs: Vec<&'static str>,
}

impl LinkedPlugin {
    /// Its name, and where it comes from.
    #[must_use]
    pub fn info(&self) -> &PluginInfo {
        &self.info
    }

    /// The paths of the traits that it implements, in alphabetical order.
    #[must_use]
    pub fn specs(&self) -> &[&'static str] {
        &self.specs
    }
}

impl fmt::Display for LinkedPlugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.info.fmt(f)
    }
}

/// All that is linked, by name, then by package and place in the source.
pub(crate) fn linked(registrar: &Registrar) -> Vec<LinkedPlugin> {
    let groups = linked::groups(&registrar.roster.lock());
    let plugin = |group: &Group| LinkedPlugin { info: group.info().clone(), specs: specs(group) };
    groups.iter().map(plugin).collect()
}

/// The paths of the traits for which a plugin is linked.
pub(crate) fn specs(group: &Group) -> Vec<&'static str> {
    let names = group.specs().map(|specs| specs.name);
    let names: BTreeSet<&str> =
        names.map(|name| name.strip_prefix("dyn ").unwrap_or(name)).collect();
    names.into_iter().collect()
}
