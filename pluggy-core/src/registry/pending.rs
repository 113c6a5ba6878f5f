//! Implementations without a hook.

use std::error::Error;
use std::fmt;

use crate::facts::imp::HookImpl;
use crate::facts::plugin::PluginInfo;

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
#[derive(Clone)]
pub struct PendingError {
    pending: Vec<Pending>,
}

/// An implementation without a hook.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) imp: HookImpl,
    /// The path of its spec.
    pub(crate) specs: &'static str,
}

impl PendingError {
    pub(crate) fn new(pending: Vec<Pending>) -> Self {
        PendingError { pending }
    }

    /// Each implementation with its plugin: the plugins oldest first, what one
    /// has in the order of its source.
    pub fn pending(&self) -> impl Iterator<Item = (&PluginInfo, &HookImpl)> {
        self.pending.iter().map(|pending| (pending.imp.info(), &pending.imp))
    }
}

impl fmt::Display for PendingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("some implementations have no hook; add their specs by `add_hookspecs`:")?;
        self.pending.iter().try_for_each(|Pending { imp, specs }| {
            let (hook, plugin, location) = (imp.hook(), imp.info(), imp.location());
            write!(f, "\n- `{hook}` of `{specs}`, in plugin {plugin}, at {location}")
        })
    }
}

/// As it prints, for a `main` that answers it.
impl fmt::Debug for PendingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for PendingError {}
