//! The manager: where hosts, plugins and names meet.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use crate::discover::{self, DiscoveryReport};
use crate::error::{PendingError, PluginError};
use crate::imp::HookImpl;
use crate::info::PluginInfo;
use crate::install::Roster;
use crate::monitor::{Monitor, MonitorGuard, Watcher};
use crate::plugin::{AnyPlugin, IntoPlugin};
#[cfg(feature = "report")]
use crate::report::{self, Report};
use crate::spec::{Cells, HookRelay, HookSpec, HookSpecs};

/// Registers plugins and gives their implementations to the hooks.
///
/// A manager is a value: as many as you like, and none sees another's plugins.
/// All methods take `&self`, from any thread, also from inside a hook; none
/// holds a lock while foreign code runs. Dropping a manager unregisters all
/// plugins, so that a plugin may hold a [`HookRelay`] without leaking.
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
    pub(crate) roster: Arc<Roster>,
}

/// What became of a plugin that was not refused.
///
/// ```
/// use pluggy_core::{Plugin, PluginManager, Registration};
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// pm.block("back");
/// let front = pm.register_as("front", Plugin::new(1))?;
/// let back = pm.register_as("back", Plugin::new(2))?;
/// assert_eq!(front, Registration::Registered("front".into()));
/// assert_eq!((front.name(), front.is_blocked()), ("front", false));
/// assert_eq!((back.name(), back.is_blocked()), ("back", true));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Registration {
    /// It is registered under this name.
    Registered(String),
    /// This name is blocked, so nothing was done.
    Blocked(String),
    /// The user chose others or switched this name off, so nothing was done.
    NotSelected(String),
}

impl Registration {
    /// The plugin's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Registration::Registered(name)
            | Registration::Blocked(name)
            | Registration::NotSelected(name) => name,
        }
    }

    /// Whether the plugin is registered.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        matches!(self, Registration::Registered(_))
    }

    /// Whether the name is blocked and the plugin not registered.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        matches!(self, Registration::Blocked(_))
    }
}

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
        PluginManager { name: name.into(), roster: Arc::default() }
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
        let specs = TypeId::of::<S>();
        let mut registry = self.roster.registry.lock();
        if let Some(relay) = registry.relay::<HookRelay<S>>(specs) {
            return relay;
        }
        let mut cells = Cells::new(Arc::downgrade(&self.roster));
        let relay = HookRelay::<S>::new(&mut cells);
        registry.add_specs(specs, Box::new(relay.clone()), cells.made);
        relay
    }

    /// Registers a plugin under its own name: that of `#[hookimpl(name = …)]`,
    /// else its type's in kebab case. A blocked name is no error.
    ///
    /// All or nothing: a plugin that is refused leaves no trace in the lists.
    /// On each hook it comes before the plugins of its band that were there,
    /// or with `trylast` after them; on a historic hook it is first started on
    /// all remembered calls. Cost: a copy of the list of each of its hooks.
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
        let parts = plugin.into_plugin().parts;
        self.roster.register_parts(parts.own_name(), parts)
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
        name: impl Into<String>,
        plugin: impl IntoPlugin<M>,
    ) -> Result<Registration, PluginError> {
        self.roster.register_parts(name.into(), plugin.into_plugin().parts)
    }

    /// Builds and registers the plugins that are linked into the program and
    /// implement a spec that was added.
    ///
    /// They are registered from the last name to the first, so that they run
    /// in the order of their names, whatever the linker did, and what is marked
    /// `trylast` in the reverse. Blocked names and those registered before are
    /// skipped, and not built; so it may be called again.
    ///
    /// A plugin that fails does not stop the others: its constructor returned an
    /// `Err` or panicked, it panicked at a historic call, its name is another
    /// linked plugin's, or its blocks disagree. Cost: each hook's list is copied
    /// and published once, however many plugins there are.
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
    #[must_use = "a plugin may have failed: look at the report, or make failures an error by \
                  `.strict()?`"]
    pub fn discover(&self) -> DiscoveryReport {
        discover::discover(&self.roster)
    }

    /// Chooses the plugins that may be registered from now on, by hand or by
    /// discovery; those that are registered stay. It replaces an earlier choice.
    ///
    /// Nothing is built of a plugin that is not selected: to register it by hand
    /// answers [`Registration::NotSelected`], discovery skips it. So it comes
    /// before the plugins do. [`Selection`](crate::Selection) has an example.
    #[cfg(feature = "select")]
    pub fn select(&self, selection: crate::Selection) {
        let old = self.roster.registry.lock().select(selection);
        drop(old);
    }

    /// Gives the plugins their configuration, each its section; it replaces an
    /// earlier one. What is built already has read its own.
    ///
    /// A plugin says by `#[hookimpl(new = …, config = Type)]` that its
    /// constructor takes one. A missing section is the type's `Default` where it
    /// has one; else it is read as an empty one. A wrong section is a failure
    /// of that plugin alone, a section for nobody is a
    /// [`Problem`](crate::Problem); both come with the next discovery.
    ///
    /// ```
    /// use pluggy_core::{Config, PluginManager, hookimpl, hookspec};
    /// use serde::Deserialize;
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> String;
    /// }
    ///
    /// #[derive(Default, Deserialize)]
    /// struct BellConfig {
    ///     tone: String,
    /// }
    ///
    /// struct Bell(BellConfig);
    ///
    /// impl Bell {
    ///     fn new(config: BellConfig) -> Self {
    ///         Bell(config)
    ///     }
    /// }
    ///
    /// #[hookimpl(new = Bell::new, config = BellConfig)]
    /// impl Hooks for Bell {
    ///     fn ring(&self) -> String {
    ///         self.0.tone.clone()
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// let file = "[plugins.bell]\ntone = 'ding'";
    /// pm.configure(Config::from_toml("doorbell.toml", file)?);
    /// # if cfg!(any(feature = "inventory", feature = "linkme")) {
    /// pm.discover().strict()?;
    /// assert_eq!(hooks.ring.call_all(), ["ding"]);
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "config")]
    pub fn configure(&self, config: crate::Config) {
        let old = self.roster.registry.lock().configure(config);
        drop(old);
    }

    /// Unregisters a plugin and gives it back; a call may still see it.
    ///
    /// Answers nothing when there is no plugin of that name. Cost: a copy of
    /// the list of each of its hooks.
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
        let ticket = self.roster.registry.lock().ticket(name)?;
        let record = self.roster.unregister(ticket)?;
        Some(Arc::clone(&record.value))
    }

    /// Lets a monitor watch all calls, and plugins that come and go, until the
    /// guard is dropped.
    ///
    /// Monitors leave in any order. The newest is told first of a beginning
    /// and last of an end. Snapshots have the monitors of their moment. With
    /// none, a call costs nothing more. Cost: a copy of the list of each hook.
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
        let monitor: Watcher = Arc::new(monitor);
        let old = self.roster.watch(|watchers| watchers.insert(0, Arc::clone(&monitor)));
        drop(old);
        MonitorGuard { roster: Arc::downgrade(&self.roster), monitor }
    }
}

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
        self.roster.registry.lock().hooks()
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
        self.roster.registry.lock().impls(plugin)
    }

    /// Every plugin, whatever became of it, and every hook with its
    /// implementations: a table for a terminal, JSON, a graph.
    ///
    /// Besides the registered plugins it has those that are linked into the
    /// program: blocked, failed, not discovered yet, for specs that are not here.
    /// Cost: what all of them say of themselves is copied.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let args = ["plugins", "--json"].map(String::from).into_iter().skip(1);
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("chime", || println!("ding"))?;
    /// println!("{}", pm.report());
    /// // A subcommand `plugins`, in one line:
    /// println!("{}", pm.report().subcommand(args)?);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "report")]
    #[must_use]
    pub fn report(&self) -> Report {
        report::gather(&self.name, &self.roster)
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
        let pending = self.roster.registry.lock().pending();
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
        let mut registry = self.roster.registry.lock();
        registry.block(name);
        let ticket = registry.ticket(name);
        drop(registry);
        if let Some(ticket) = ticket {
            drop(self.roster.unregister(ticket));
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
        self.roster.registry.lock().unblock(name)
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
        self.roster.registry.lock().is_blocked(name)
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
        self.roster.registry.lock().blocked()
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
        self.roster.registry.lock().record(name).is_some()
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
        let plugin = Arc::clone(&self.roster.registry.lock().record(name)?.value);
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
        self.roster.registry.lock().records().map(|record| record.info.clone()).collect()
    }
}

impl Drop for PluginManager {
    fn drop(&mut self) {
        self.roster.close();
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
