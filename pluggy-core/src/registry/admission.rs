//! Who may be registered: what the host blocked and what the user chose; and
//! what became of those who were not.

use std::mem;
use std::sync::Arc;

use super::Registry;
use crate::discover::linked::Group;
use crate::discover::{DiscoveryReport, SkipReason};
use crate::facts::plugin::PluginInfo;
use crate::registry::error::PluginError;

impl Registry {
    /// Why discovery leaves a linked plugin alone, before it builds anything.
    pub(crate) fn reason_to_skip(&self, info: &PluginInfo, group: &Group) -> Option<SkipReason> {
        let holder = self.holder(info.name());
        if self.is_blocked(info.name()) {
            Some(SkipReason::Blocked)
        } else if holder.is_some_and(|holder| group.has(holder)) {
            Some(SkipReason::Registered)
        } else if self.deselection(info).is_some() {
            Some(SkipReason::NotSelected)
        } else {
            holder.map(|_| SkipReason::Registered)
        }
    }

    /// Who has a name, or is about to have it.
    pub(crate) fn holder(&self, name: &str) -> Option<&PluginInfo> {
        Some(&self.slot(name)?.info)
    }

    /// Remembers what went wrong in a discovery. Answers what is to be dropped.
    ///
    /// What it left to another discovery, that one knows more of.
    #[must_use]
    pub(crate) fn remember(&mut self, report: &DiscoveryReport) -> Vec<PluginError> {
        let is_left = |error: &PluginError| {
            report.skipped().iter().any(|(plugin, reason)| {
                *reason == SkipReason::Registered && plugin.is(error.info())
            })
        };
        let (failed, problems) = &mut self.discovered;
        let (kept, forgotten) = mem::take(failed).into_iter().partition(is_left);
        *failed = kept;
        failed.extend_from_slice(report.failed());
        *problems = report.problems().to_vec();
        forgotten
    }

    /// What the user said that switches a plugin off.
    pub(crate) fn deselection(&self, info: &PluginInfo) -> Option<String> {
        self.choice.deselection(info)
    }

    /// Remembers a plugin of the host's that was not let in.
    pub(crate) fn turn_away(&mut self, info: PluginInfo) {
        self.turned_away.insert(Arc::clone(info.shared_name()), info);
    }

    /// The plugins that are registered or were turned away, and blocked names.
    #[cfg(feature = "select")]
    pub(crate) fn known(&self) -> Vec<PluginInfo> {
        let registered = self.slots.values().map(|slot| &slot.info);
        let known = registered.chain(self.turned_away.values()).cloned();
        let blocked = self.blocked.iter().map(|name| PluginInfo::new(Arc::clone(name), None));
        known.chain(blocked).collect()
    }

    pub(crate) fn is_blocked(&self, name: &str) -> bool {
        self.blocked.contains(name)
    }

    pub(crate) fn blocked(&self) -> Vec<String> {
        self.blocked.iter().map(ToString::to_string).collect()
    }

    pub(crate) fn block(&mut self, name: &str) {
        self.blocked.insert(name.into());
    }

    pub(crate) fn unblock(&mut self, name: &str) -> bool {
        self.blocked.remove(name)
    }

    /// Plugins of the host's that were blocked or not selected.
    #[cfg(feature = "report")]
    pub(crate) fn turned_away(&self) -> impl Iterator<Item = &PluginInfo> {
        self.turned_away.values()
    }
}
