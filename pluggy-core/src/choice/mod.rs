//! What the end user wants: which plugins there are, and how they are
//! configured.

#[cfg(feature = "config")]
pub(crate) mod config;
#[cfg(feature = "select")]
pub(crate) mod select;

use crate::facts::plugin::PluginInfo;
use crate::hook::order::UserOrder;

/// What the end user wants, as the host has read it; cheap to clone. Without the
/// features there is nothing to want.
#[derive(Clone, Default)]
pub(crate) struct Choice {
    #[cfg(feature = "select")]
    pub(crate) selection: std::sync::Arc<select::Selection>,
    #[cfg(feature = "config")]
    pub(crate) config: config::Config,
}

impl Choice {
    /// What the user said that switches a plugin off.
    #[cfg_attr(
        not(feature = "select"),
        allow(unused_variables, clippy::unused_self, reason = "nobody could say anything")
    )]
    pub(crate) fn deselection(&self, plugin: &PluginInfo) -> Option<String> {
        #[cfg(feature = "select")]
        return self.selection.deselection(plugin);
        #[cfg(not(feature = "select"))]
        None
    }

    /// The order that the user wants.
    #[cfg_attr(
        not(feature = "select"),
        allow(clippy::unused_self, reason = "nobody could say anything")
    )]
    pub(crate) fn order(&self) -> UserOrder {
        #[cfg(feature = "select")]
        return self.selection.order_of_plugins();
        #[cfg(not(feature = "select"))]
        UserOrder::default()
    }

    /// Whether the host can't do without a plugin.
    #[cfg_attr(
        not(feature = "select"),
        allow(unused_variables, clippy::unused_self, reason = "nobody could say anything")
    )]
    pub(crate) fn is_essential(&self, plugin: &PluginInfo) -> bool {
        #[cfg(feature = "select")]
        return self.selection.is_essential(plugin);
        #[cfg(not(feature = "select"))]
        false
    }
}
