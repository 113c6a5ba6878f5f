//! Who may be registered: what the host blocked and what the user chose; and
//! what became of those who were not.

use std::sync::Arc;

use super::Registry;
#[cfg(feature = "config")]
use crate::config::Config;
use crate::discover::SkipReason;
use crate::info::PluginInfo;
#[cfg(feature = "select")]
use crate::select::Selection;

impl Registry {
    /// Why discovery leaves a plugin alone, before it builds anything.
    pub(crate) fn reason_to_skip(&self, info: &PluginInfo) -> Option<SkipReason> {
        if self.is_blocked(info.name()) {
            return Some(SkipReason::Blocked);
        }
        if self.slot(info.name()).is_some() {
            return Some(SkipReason::Registered);
        }
        self.deselection(info).map(|_| SkipReason::NotSelected)
    }

    /// What the user said that switches a plugin off.
    #[cfg(feature = "select")]
    pub(crate) fn deselection(&self, info: &PluginInfo) -> Option<String> {
        self.selection.deselection(info)
    }

    #[cfg(not(feature = "select"))]
    #[allow(clippy::unused_self, reason = "it has the form of its other half")]
    pub(crate) fn deselection(&self, _: &PluginInfo) -> Option<String> {
        None
    }

    #[cfg(feature = "select")]
    pub(crate) fn select(&mut self, selection: Selection) -> Arc<Selection> {
        std::mem::replace(&mut self.selection, Arc::new(selection))
    }

    #[cfg(feature = "select")]
    pub(crate) fn selection(&self) -> Arc<Selection> {
        Arc::clone(&self.selection)
    }

    #[cfg(feature = "config")]
    pub(crate) fn configure(&mut self, config: Config) -> Config {
        std::mem::replace(&mut self.config, config)
    }

    #[cfg(feature = "config")]
    pub(crate) fn config(&self) -> Config {
        self.config.clone()
    }

    /// Remembers a plugin of the host's that was not let in.
    pub(crate) fn turn_away(&mut self, info: PluginInfo) {
        self.turned_away.insert(Arc::clone(info.shared_name()), info);
    }

    /// The plugins that are registered or were turned away.
    #[cfg(feature = "select")]
    pub(crate) fn known(&self) -> Vec<PluginInfo> {
        let registered = self.slots.values().map(|slot| &slot.info);
        registered.chain(self.turned_away.values()).cloned().collect()
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
