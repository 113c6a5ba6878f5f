//! What a host needs first: specs, plugins, and who watches.

use std::sync::Arc;

use super::{MonitorGuard, PluginManager};
use crate::discover::{self, DiscoveryReport};
use crate::facts::dropped_here::DroppedHere;
use crate::hook::cell::Owner;
use crate::hook::code::AnyPlugin;
use crate::hook::names::PluginName;
use crate::hook::relay::{HookRelay, HookSpecs, KnownHooks, SharedRelay};
use crate::monitor::{Monitor, Watching};
use crate::plugin::into::IntoPlugin;
use crate::registry::error::PluginError;
use crate::registry::registration::Registration;
use crate::sync::Lock;

/// Specs and registration.
impl PluginManager {
    /// A manager without specs and plugins; `name` is the host's.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let pm = PluginManager::new("doorbell");
    /// assert_eq!(pm.name(), "doorbell");
    /// assert!(pm.plugins().is_empty() && pm.hooks().is_empty());
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        PluginManager::named(name.into())
    }

    fn named(name: String) -> Self {
        let registrar = DroppedHere::new(Arc::default());
        PluginManager { name, registrar, discovered: Lock::default() }
    }

    /// The host's name, as [`new`](PluginManager::new) was given it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds the hooks of a spec and answers their callers; the same ones when
    /// the spec was added before.
    ///
    /// Plugins that were registered with the spec before it was added are
    /// listed from now on, as if it had been there; a later
    /// [`discover`](PluginManager::discover) finds those of this spec too.
    ///
    /// **Keep the manager as long as its callers**: its drop unregisters all plugins,
    /// and nothing is called any more. A [snapshot](HookRelay::snapshot) of the
    /// callers keeps its plugins without a manager.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("front", || println!("ding")).unwrap();
    /// let again = pm.add_hookspecs::<dyn Hooks>();
    /// assert_eq!(again.ring.impls().len(), 1);
    /// ```
    #[allow(clippy::must_use_candidate, reason = "what it does may be all that is wanted")]
    pub fn add_hookspecs<S: ?Sized + HookSpecs>(&self) -> HookRelay<S> {
        let is_it = |relay: &SharedRelay| HookRelay::<S>::from_shared(Arc::clone(relay)).is_some();
        let make = |owner: &Owner, known: &KnownHooks<'_>| {
            let (relay, cells) = HookRelay::<S>::new(owner, known);
            (relay.into_shared(), cells)
        };
        let relay = self.registrar.add_specs(S::id(), &make, is_it);
        HookRelay::of_shared(relay)
    }

    /// Registers a plugin under its own name: that of `#[hookimpl(name = …)]`,
    /// else its type's in kebab case. A blocked name is no error.
    ///
    /// All or nothing: a plugin that is refused leaves no trace in the lists.
    /// On each hook it comes before the plugins of its band that were there,
    /// or with `trylast` after them; on a historic hook it is first started on
    /// all remembered calls. Cost: the same whether a few plugins are there or tens of
    /// thousands; the next call of each of its hooks brings that one's list in order.
    ///
    /// # Errors
    ///
    /// When the name is empty or taken, or when the plugin is unregistered or
    /// blocked during its own registration.
    ///
    /// # Panics
    ///
    /// When the plugin, or the host's callback, panics at a historic call; the
    /// plugin is not registered then.
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
    /// assert_eq!(pm.register(FrontDoor)?.name(), "front-door");
    /// assert!(pm.register(FrontDoor).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn register<M>(&self, plugin: impl IntoPlugin<M>) -> Result<Registration, PluginError> {
        let plugin = plugin.into_plugin();
        self.registrar.register(plugin.name(), plugin)
    }

    /// Registers a plugin under a name of the host's choice, so that one type
    /// can be several plugins.
    ///
    /// # Errors
    ///
    /// As [`register`](PluginManager::register).
    ///
    /// # Panics
    ///
    /// As [`register`](PluginManager::register).
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// pm.register_as("back", Plugin::new(2))?;
    /// assert_eq!(pm.plugin::<i32>("back").as_deref(), Some(&2));
    /// # Ok(())
    /// # }
    /// ```
    pub fn register_as<M>(
        &self,
        name: impl PluginName,
        plugin: impl IntoPlugin<M>,
    ) -> Result<Registration, PluginError> {
        self.registrar.register(name.into_name(), plugin.into_plugin())
    }

    /// Registers several plugins, each under its own name, and answers what became of
    /// each.
    ///
    /// It is as if they were registered one after another, but each list is
    /// published once: so no call sees a part of them on one hook. One that is refused
    /// stops no other. Cost: for each plugin what it costs by itself, without the
    /// publishing.
    ///
    /// # Errors
    ///
    /// Each as [`register`](PluginManager::register); one that panics at a historic
    /// call is an error too, so that the others have their answers.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// struct Door(u32);
    ///
    /// #[hookimpl(manual)]
    /// impl Hooks for Door {
    ///     fn ring(&self) -> u32 {
    ///         self.0
    ///     }
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// let doors = [("front", 1), ("back", 2), ("front", 3)].map(|(name, number)| {
    ///     Plugin::new(Door(number)).with::<dyn Hooks>().boxed().named(name)
    /// });
    /// let [front, back, other] = &pm.register_all(doors)[..] else { unreachable!() };
    /// assert!(front.is_ok() && back.is_ok() && other.is_err());
    /// assert_eq!(hooks.ring.call_all(), [2, 1]);
    /// ```
    #[must_use = "each may have been refused"]
    pub fn register_all<M, P: IntoPlugin<M>>(
        &self,
        plugins: impl IntoIterator<Item = P>,
    ) -> Vec<Result<Registration, PluginError>> {
        self.registrar.register_all(plugins.into_iter().map(IntoPlugin::into_plugin))
    }

    /// Builds and registers the plugins that are linked into the program and
    /// implement a spec that was added.
    ///
    /// They are registered from the last name to the first, so that they run
    /// in the order of their names, whatever the linker did, and what is marked
    /// `trylast` in the reverse. Those that are blocked, not selected or
    /// registered before are skipped, and not built; so it may be called again.
    ///
    /// A plugin that fails does not stop the others: its constructor returned an
    /// `Err` or panicked, its configuration is wrong, it panicked at a historic
    /// call, its name is another linked plugin's or that of one of another package
    /// that was registered by hand, or its blocks disagree. What is wrong beyond
    /// one plugin is in the report too. Cost: each hook's list is published once,
    /// however many plugins there are.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// #[derive(Default)]
    /// struct FrontDoor;
    ///
    /// #[hookimpl]
    /// impl Hooks for FrontDoor {
    ///     fn ring(&self) -> u32 {
    ///         1
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::DiscoveryError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # if cfg!(any(feature = "inventory", feature = "linkme")) {
    /// pm.discover().strict()?;
    /// assert_eq!(hooks.ring.call_all(), [1]);
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a plugin may have failed: make that an error, of those that the host can't \
                  do without by `.essential()?`, of any by `.strict()?`"]
    pub fn discover(&self) -> DiscoveryReport {
        let late = self.discovered.lock().late;
        let report = discover::discover(&self.registrar, late);
        let forgotten = self.discovered.lock().add(&report);
        drop(forgotten);
        report
    }

    /// Unregisters a plugin and gives it back; a call may still see it.
    ///
    /// Answers nothing when there is no plugin of that name. One whose constructor
    /// still runs is called off: there is nothing to give back yet, and the failure
    /// says so, as does that of a plugin that hears of historic calls as it is registered. Cost: the same whether a few plugins are there or
    /// tens of thousands; the next call of each of its hooks brings that one's list in
    /// order.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// pm.register_as("front", Plugin::new(1))?;
    /// let front = pm.unregister("front").unwrap();
    /// assert_eq!(*front.downcast::<i32>().unwrap(), 1);
    /// assert!(pm.unregister("front").is_none());
    /// # Ok(())
    /// # }
    /// ```
    #[allow(clippy::must_use_candidate, reason = "what it does may be all that is wanted")]
    pub fn unregister(&self, name: &str) -> Option<AnyPlugin> {
        let ticket = self.registrar.roster.lock().ticket(name)?;
        let record = self.registrar.unregister(ticket)?;
        Some(Arc::clone(&record.value))
    }

    /// Lets a monitor watch all calls, and plugins that come and go, until the
    /// guard is dropped.
    ///
    /// Monitors leave in any order. The newest is told first of a beginning
    /// and last of an end. Snapshots have the monitors of their moment. With
    /// none, a call costs nothing more. Cost: the next call of each hook brings its list
    /// in order.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    ///
    /// use pluggy_core::{Call, Monitor, PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// static CALLS: AtomicUsize = AtomicUsize::new(0);
    ///
    /// struct Count;
    ///
    /// impl Monitor for Count {
    ///     fn call_started(&self, _: &Call<'_>) {
    ///         CALLS.fetch_add(1, Ordering::Relaxed);
    ///     }
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// let counting = pm.monitor(Count);
    /// hooks.ring.call_all();
    /// drop(counting);
    /// hooks.ring.call_all();
    /// assert_eq!(CALLS.load(Ordering::Relaxed), 1);
    /// ```
    pub fn monitor(&self, monitor: impl Monitor + 'static) -> MonitorGuard {
        let monitor = Watching::new(monitor);
        let old = self.registrar.watch(|watchers| watchers.insert(0, Arc::clone(&monitor)));
        drop(old);
        MonitorGuard { registrar: Arc::downgrade(&self.registrar), monitor }
    }
}
