//! For whom what stands in a configuration may be meant.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::hint::Meant;
use crate::choice::Choice;
use crate::choice::config::Document;
use crate::facts::pattern::Pattern;
use crate::facts::patterns::Known;
use crate::facts::plugin::PluginInfo;
use crate::registry::registrar::Registrar;

/// The plugins, by their names and by those of their packages.
pub(super) struct Plugins<'a> {
    pub(super) known: Known<'a>,
    pub(super) names: HashSet<&'a str>,
    /// The same, as far as they are meant.
    pub(super) meant: Meant<'a>,
    packages: HashMap<&'a str, BTreeSet<&'a str>>,
    /// The packages and crates whose hooks the manager has.
    hosts: HashSet<&'static str>,
    /// Those that the host can't do without.
    pub(super) essential: HashSet<&'a str>,
}

impl<'a> Plugins<'a> {
    pub(super) fn new(registrar: &Registrar, choice: &Choice, known: &'a [PluginInfo]) -> Self {
        let names: HashSet<&str> = known.iter().map(PluginInfo::name).collect();
        let meant = Meant::plugin(known);
        let mut packages: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for plugin in known {
            for package in [plugin.package(), plugin.krate()].into_iter().flatten() {
                packages.entry(package).or_default().insert(plugin.name());
            }
        }
        let hooks = registrar.roster.lock().hooks();
        let krate = |module: &'static str| module.split("::").next();
        let hosts = hooks.iter().flat_map(|hook| [hook.package(), krate(hook.module())]);
        let hosts = hosts.flatten().collect();
        let essential = known.iter().filter(|plugin| choice.selection.is_essential(plugin));
        let essential = essential.map(PluginInfo::name).collect();
        let known = Known::new(known);
        Plugins { known, names, meant, packages, hosts, essential }
    }

    /// The one that has a name, or nearly has it.
    pub(super) fn nearest(&self, name: &str) -> Option<&'a str> {
        self.names.get(name).copied().or_else(|| self.meant.nearest(name))
    }

    /// Those of a package or its crate.
    pub(super) fn of(&self, package: &str) -> impl Iterator<Item = &'a str> {
        self.packages.get(package).into_iter().flatten().copied()
    }

    /// The one for which a table that has the name of its package is meant: no table
    /// of the host's own.
    pub(super) fn chief_of(&self, package: &str) -> Option<&'a str> {
        if self.hosts.contains(package) {
            return None;
        }
        let is_called_so = |plugin: &&str| package.ends_with(*plugin);
        self.of(package).find(is_called_so).or_else(|| self.of(package).next())
    }

    /// Whether a pattern names one, or a package of one.
    pub(super) fn has(&self, pattern: &str) -> bool {
        !self.known.meant_by(&Pattern::of(pattern)).is_empty()
    }

    /// Whether the host can't do without a plugin, and it has no other section.
    pub(super) fn is_lacking(&self, plugin: &str, config: &Document) -> bool {
        self.essential.contains(plugin) && !config.has_section(plugin)
    }
}
