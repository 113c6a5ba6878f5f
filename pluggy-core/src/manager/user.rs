//! What the end user decides and sees: which plugins there are, how they are
//! configured, and what became of them.

#[cfg(feature = "select")]
use std::sync::Arc;

use super::PluginManager;
#[cfg(feature = "config")]
use crate::choice::config::Config;
#[cfg(feature = "select")]
use crate::choice::select::Selection;
#[cfg(feature = "report")]
use crate::report::{self, Report};

impl PluginManager {
    /// Chooses the plugins that may be registered from now on, by hand or by
    /// discovery; those that are registered stay. It replaces an earlier choice.
    /// An order of plugins holds at once.
    ///
    /// Nothing is built of a plugin that is not selected: to register it by hand
    /// answers [`Registration::NotSelected`](crate::Registration::NotSelected),
    /// discovery skips it. So it comes before the plugins do; and those of the
    /// host before the discovery, which says what selectors and sections are for
    /// nobody. [`Selection`] has an example.
    #[cfg(feature = "select")]
    pub fn select(&self, selection: Selection) {
        let selection = Arc::new(selection);
        let mut roster = self.registrar.roster.lock();
        let has_order = selection.origins_of_order().is_some();
        let old = roster.choice.select(selection);
        let has_order = has_order || old.origins_of_order().is_some();
        let lists = if has_order { roster.reorder() } else { Vec::new() };
        drop(roster);
        drop((old, lists));
        self.discovered.lock().is_late(|late| late.select = true);
    }

    /// Gives the plugins their configuration, each its section; it replaces an
    /// earlier one. What is built already has read its own.
    ///
    /// A plugin says by `#[hookimpl(new = …, config = Type)]` that its
    /// constructor takes one. A missing section is the type's `Default` where it
    /// has one; else it is read as an empty one. A wrong section is a failure
    /// of that plugin alone, a section that nobody reads is a
    /// [`Problem`](crate::Problem); both come with the next discovery. What it
    /// says of which plugins there are is for [`select`](PluginManager::select):
    /// give it to both. That a key may be left out is the type's to say, and that
    /// one it does not know is wrong: `#[serde(default, deny_unknown_fields)]`. Else a
    /// key that nobody reads is a problem, where the type is a struct without
    /// `#[serde(flatten)]`.
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
    pub fn configure(&self, config: Config) {
        let mut roster = self.registrar.roster.lock();
        let old = roster.choice.configure(config);
        drop(roster);
        drop(old);
        self.discovered.lock().is_late(|late| late.configure = true);
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
        let discovered = self.discovered.lock().clone();
        report::gather(&self.name, &self.registrar, &discovered)
    }
}
