//! Plugins that the host can't do without, and that are not registered.

use std::collections::BTreeMap;

use super::linked::{self, Group};
use super::problem::Problem;
use crate::choice::select::{Selection, Selector};
use crate::facts::patterns::Known;
use crate::facts::plugin::PluginInfo;
use crate::registry::error::PluginError;
use crate::registry::registrar::Registrar;

/// What there is to know of plugins that are not registered.
pub(super) struct Absences<'a> {
    pub(super) registrar: &'a Registrar,
    pub(super) groups: &'a [Group],
    pub(super) known: &'a Known<'a>,
    /// Those of versions of the host.
    pub(super) versions: &'a [Problem],
}

impl Absences<'_> {
    /// One problem for each plugin that is essential, known and not registered;
    /// those that failed have said why.
    pub(super) fn problems(&self, selection: &Selection, failed: &[PluginError]) -> Vec<Problem> {
        let has_failed = |name: &str| failed.iter().any(|error| error.plugin() == name);
        let absent = selection.essentials().iter().flat_map(|selector| self.absent(selector));
        // Two selectors may name one plugin.
        let absent: BTreeMap<&str, &str> = absent.filter(|(name, _)| !has_failed(name)).collect();
        let problem = |(plugin, reason): (&str, &str)| Problem::MissingEssential {
            plugin: plugin.to_owned(),
            reason: reason.to_owned(),
        };
        absent.into_iter().map(problem).collect()
    }

    /// The plugins that a selector names and that are not registered, each with
    /// the reason.
    fn absent(&self, selector: &Selector) -> Vec<(&str, &'static str)> {
        let matched = self.known.meant_by(selector.pattern()).into_iter();
        let (registered, absent): (Vec<_>, Vec<_>) = matched
            .partition(|plugin| self.registrar.roster.lock().record(plugin.name()).is_some());
        let absent = absent.into_iter().map(|plugin| (plugin.name(), self.reason(plugin)));
        // A package may have plugins for other hosts too.
        absent.filter(|(_, reason)| registered.is_empty() || *reason != NO_SPEC).collect()
    }

    /// Why a plugin is known and not registered.
    fn reason(&self, plugin: &PluginInfo) -> &'static str {
        let roster = self.registrar.roster.lock();
        if roster.is_blocked(plugin.name()) {
            return "the host blocks its name: unblock it";
        }
        if self.versions.iter().flat_map(of_other_versions).any(|other| other == plugin) {
            return "it is for another version of the host: let both depend on one";
        }
        match linked::of_name(self.groups, plugin.name()).iter().find(|group| group.has(plugin)) {
            Some(group) if !group.is_for(&roster) => NO_SPEC,
            _ => "its registration is not over, or was undone",
        }
    }
}

const NO_SPEC: &str = "it is for no spec of this host: is it the plugin that is meant?";

fn of_other_versions(problem: &Problem) -> impl Iterator<Item = &PluginInfo> {
    let others = match problem {
        Problem::HostVersions { others, .. } => &others[..],
        _ => &[],
    };
    others.iter().flat_map(|other| &other.plugins)
}
