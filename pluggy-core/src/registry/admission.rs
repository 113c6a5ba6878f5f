//! Who may be registered: what the host blocked and what the user chose.

use std::sync::Arc;

use super::Roster;
use crate::facts::plugin::PluginInfo;

impl Roster {
    /// What the user said that switches a plugin off.
    pub(crate) fn deselection(&self, info: &PluginInfo) -> Option<String> {
        self.choice.selection.deselection(info)
    }

    /// Remembers a plugin of the host's that was not let in.
    pub(crate) fn turn_away(&mut self, info: PluginInfo) {
        self.turned_away.insert(Arc::clone(info.shared_name()), info);
    }

    /// Plugins of the host's that were blocked or not selected.
    #[cfg(feature = "report")]
    pub(crate) fn turned_away(&self) -> impl Iterator<Item = &PluginInfo> {
        self.turned_away.values()
    }

    /// The plugins that are registered, are about to be, or were turned away.
    pub(crate) fn known(&self) -> impl Iterator<Item = &PluginInfo> {
        self.seats.all().map(|seat| &seat.info).chain(self.turned_away.values())
    }

    pub(crate) fn is_blocked(&self, name: &str) -> bool {
        self.blocked.has(name)
    }

    pub(crate) fn blocked(&self) -> Vec<String> {
        self.blocked.keys().map(ToString::to_string).collect()
    }

    pub(crate) fn block(&mut self, name: &str) {
        self.blocked.insert(name.into(), ());
    }

    pub(crate) fn unblock(&mut self, name: &str) -> bool {
        self.blocked.remove(name).is_some()
    }
}
