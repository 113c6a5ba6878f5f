//! Implementations without a hook.

use std::error::Error;
use std::fmt;

use crate::facts::plugin::PluginInfo;
use crate::hook::imp::HookImpl;

/// Implementations that no hook of the manager takes.
///
/// [`PluginManager::check_pending`](crate::PluginManager::check_pending)
/// answers it; nothing is unregistered by it.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct FrontDoor;
///
/// #[hookimpl(manual)]
/// impl Hooks for FrontDoor {
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// pm.register(FrontDoor)?;
/// if let Err(error) = pm.check_pending() {
///     for (plugin, imp) in error.pending() {
///         assert_eq!((plugin.name(), imp.hook()), ("front-door", "ring"));
///         pm.unregister(plugin.name());
///     }
/// }
/// assert!(pm.check_pending().is_ok());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PendingError {
    pending: Vec<(PluginInfo, HookImpl, &'static str)>,
}

impl PendingError {
    pub(crate) fn new(pending: Vec<(PluginInfo, HookImpl, &'static str)>) -> Self {
        PendingError { pending }
    }

    /// Each implementation with its plugin: the plugins oldest first, what one
    /// has in the order of its source.
    pub fn pending(&self) -> impl Iterator<Item = (&PluginInfo, &HookImpl)> {
        self.pending.iter().map(|(plugin, imp, _)| (plugin, imp))
    }
}

impl fmt::Display for PendingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("some implementations have no hook; add their specs by `add_hookspecs`:")?;
        self.pending.iter().try_for_each(|(plugin, imp, specs)| {
            let (hook, location) = (imp.hook(), imp.location());
            write!(f, "\n- `{hook}` of `{specs}`, in plugin {plugin}, at {location}")
        })
    }
}

impl Error for PendingError {}
