//! The manager: where hosts, plugins and names meet.

// First, since the documentation shows methods in this order.
mod register;

mod guard;
mod queries;
#[cfg(any(feature = "select", feature = "config", feature = "report"))]
mod user;

use std::fmt;
use std::sync::Arc;

use crate::discover::Discovered;
use crate::facts::dropped_here::DroppedHere;
use crate::registry::registrar::Registrar;
use crate::sync::Lock;

pub use guard::MonitorGuard;

/// Registers plugins and gives their implementations to the hooks.
///
/// A manager is a value: as many as you like, and none sees another's plugins.
/// All methods take `&self`, from any thread, also from inside a hook; none
/// holds a lock while foreign code runs. Dropping a manager unregisters all
/// plugins, so that a plugin may hold a [`HookRelay`](crate::HookRelay) without leaking; keep the
/// manager beside its relays, whose calls answer nothing without it
/// ([`has_manager`](crate::HookCaller::has_manager) tells). A plugin that owns its
/// manager, by an `Arc` of it, is never dropped: hold a `Weak` or the relay.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn greet(&self, name: &str) -> String;
/// }
///
/// struct English;
///
/// #[hookimpl(manual)]
/// impl Hooks for English {
///     fn greet(&self, name: &str) -> String {
///         format!("hello {name}")
///     }
/// }
///
/// struct French;
///
/// #[hookimpl(manual)]
/// impl Hooks for French {
///     fn greet(&self, name: &str) -> String {
///         format!("bonjour {name}")
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(English)?;
/// pm.register(French)?;
/// // Newest first.
/// assert_eq!(hooks.greet.call_all("Ada"), ["bonjour Ada", "hello Ada"]);
/// # Ok(())
/// # }
/// ```
pub struct PluginManager {
    name: String,
    registrar: DroppedHere<Arc<Registrar>>,
    discovered: Lock<Discovered>,
}

impl Drop for PluginManager {
    fn drop(&mut self) {
        self.registrar.close();
    }
}

impl fmt::Debug for PluginManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PluginManager")
            .field("name", &self.name)
            .field("plugins", &self.plugins())
            .finish_non_exhaustive()
    }
}
