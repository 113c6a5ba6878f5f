//! In place of `select/` where nobody can choose.

use crate::facts::plugin::PluginInfo;
use crate::hook::order::UserOrder;

/// No choice.
#[derive(Default)]
pub(crate) struct Selection;

#[allow(clippy::unused_self, reason = "it stands in for one that says something")]
impl Selection {
    /// Nothing switches a plugin off.
    pub(crate) fn deselection(&self, _: &PluginInfo) -> Option<String> {
        None
    }

    /// No order.
    pub(crate) fn order_of_plugins(&self) -> UserOrder {
        UserOrder::default()
    }

    /// No plugin is.
    #[cfg(feature = "report")]
    pub(crate) fn overruled(&self, _: &PluginInfo) -> Option<String> {
        None
    }

    pub(crate) fn is_essential(&self, _: &PluginInfo) -> bool {
        false
    }
}
