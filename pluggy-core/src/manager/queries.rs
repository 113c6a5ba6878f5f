//! What a manager can be asked: hooks, plugins and names.

use std::sync::Arc;

use super::PluginManager;
#[cfg(feature = "select")]
use crate::discover::UnknownNames;
use crate::discover::{self, LinkedPlugin};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::plugin::PluginInfo;
use crate::registry::pending::PendingError;

/// What there is.
impl PluginManager {
    /// The hooks of all specs that were added: spec by spec as they came, each
    /// in the order of its declaration.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    ///     fn knock(&self, times: u32);
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// pm.add_hookspecs::<dyn Hooks>();
    /// let names: Vec<_> = pm.hooks().iter().map(|hook| hook.name()).collect();
    /// assert_eq!(names, ["ring", "knock"]);
    /// ```
    #[must_use]
    pub fn hooks(&self) -> Vec<&'static HookSpec> {
        self.registrar.roster.lock().hooks()
    }

    /// The plugins that are linked into the program, for any manager, by name; none
    /// is built. A host that lists its plugins need not discover them.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// /// Rings softly.
    /// #[hookimpl(Hooks, name = "chime")]
    /// fn ring() {}
    ///
    /// let pm = PluginManager::new("doorbell");
    /// for plugin in pm.linked().iter().filter(|plugin| plugin.info().name() == "chime") {
    ///     assert_eq!(plugin.info().docs(), "Rings softly.");
    ///     assert!(plugin.specs()[0].ends_with("::Hooks"));
    /// }
    /// ```
    #[must_use]
    pub fn linked(&self) -> Vec<LinkedPlugin> {
        discover::listing::linked(&self.registrar)
    }

    /// What a plugin gives to hooks, in the order of its source, also what
    /// waits for its spec; none where no such plugin is registered.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("front", || println!("ding"))?;
    /// assert_eq!(pm.impls("front").unwrap()[0].hook(), "ring");
    /// assert!(pm.impls("back").is_none());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn impls(&self, plugin: &str) -> Option<Vec<HookImpl>> {
        self.registrar.roster.lock().impls(plugin)
    }

    /// Checks that every implementation has its hook: that each plugin's specs
    /// were added. `optionalhook` excuses.
    ///
    /// # Errors
    ///
    /// With all implementations that have none.
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
    /// let error = pm.check_pending().unwrap_err();
    /// assert!(error.to_string().contains("Hooks`, in plugin front-door"));
    /// pm.add_hookspecs::<dyn Hooks>();
    /// assert!(pm.check_pending().is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_pending(&self) -> Result<(), PendingError> {
        let pending = self.registrar.roster.lock().pending();
        if pending.is_empty() { Ok(()) } else { Err(PendingError::new(pending)) }
    }
}

/// Names.
impl PluginManager {
    /// Unregisters the plugin of a name, if any, and refuses the name from now
    /// on; the plugin is dropped.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.block("front");
    /// assert!(pm.register_as("front", Plugin::new(1))?.is_blocked());
    /// assert!(!pm.has_plugin("front"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn block(&self, name: &str) {
        let mut roster = self.registrar.roster.lock();
        roster.block(name);
        let ticket = roster.ticket(name);
        drop(roster);
        if let Some(ticket) = ticket {
            drop(self.registrar.unregister(ticket));
        }
    }

    /// Allows a name again, and answers whether it was blocked. Nothing is
    /// registered by that.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.block("front");
    /// assert!(pm.unblock("front") && !pm.unblock("front"));
    /// assert!(!pm.register_as("front", Plugin::new(1))?.is_blocked());
    /// # Ok(())
    /// # }
    /// ```
    #[allow(clippy::must_use_candidate, reason = "what it does may be all that is wanted")]
    pub fn unblock(&self, name: &str) -> bool {
        self.registrar.roster.lock().unblock(name)
    }

    /// Whether a name is blocked, whether or not a plugin ever had it.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let pm = PluginManager::new("doorbell");
    /// pm.block("front");
    /// assert!(pm.is_blocked("front") && !pm.is_blocked("back"));
    /// ```
    #[must_use]
    pub fn is_blocked(&self, name: &str) -> bool {
        self.registrar.roster.lock().is_blocked(name)
    }

    /// The names that are blocked, in alphabetical order.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let pm = PluginManager::new("doorbell");
    /// pm.block("front");
    /// pm.block("back");
    /// assert_eq!(pm.blocked(), ["back", "front"]);
    /// ```
    #[must_use]
    pub fn blocked(&self) -> Vec<String> {
        self.registrar.roster.lock().blocked()
    }

    /// Checks that each name is a plugin's: registered, linked into the program,
    /// or turned away. Blocking, unregistering, `without` and `only` take any name
    /// in silence; a host that has them from its user asks here first.
    ///
    /// # Errors
    ///
    /// With all names that are nobody's, each with what may have been meant.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// assert!(pm.check_names(["front"]).is_ok());
    /// let error = pm.check_names(["fornt"]).unwrap_err();
    /// assert_eq!(error.to_string(), "no plugin is called `fornt`: did you mean `front`?");
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "select")]
    pub fn check_names<N: AsRef<str>>(
        &self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<(), UnknownNames> {
        let unknown = discover::unknown_names(&self.registrar, names);
        if unknown.is_empty() { Ok(()) } else { Err(UnknownNames::new(unknown)) }
    }

    /// Whether a plugin of this name is registered, or built and about to be.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// assert!(pm.has_plugin("front") && !pm.has_plugin("back"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn has_plugin(&self, name: &str) -> bool {
        self.registrar.roster.lock().record(name).is_some()
    }

    /// The plugin of a name, if it is a `P`; it lives on in the answer when it is
    /// unregistered.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// assert_eq!(pm.plugin::<i32>("front").as_deref(), Some(&1));
    /// assert_eq!(pm.plugin::<u8>("front"), None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn plugin<P: Send + Sync + 'static>(&self, name: &str) -> Option<Arc<P>> {
        let plugin = Arc::clone(&self.registrar.roster.lock().record(name)?.value);
        plugin.downcast().ok()
    }

    /// The registered plugins, oldest first; blocked names are not among them.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// pm.register_as("back", Plugin::new(2))?;
    /// let names: Vec<_> = pm.plugins().iter().map(|plugin| plugin.name().to_owned()).collect();
    /// assert_eq!(names, ["front", "back"]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn plugins(&self) -> Vec<PluginInfo> {
        self.registrar.roster.lock().records().map(|record| record.info.clone()).collect()
    }
}
