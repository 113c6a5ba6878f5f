//! Which plugins the user wants: layers of selectors, from a configuration, a
//! variable of the environment, and arguments.

mod selector;
mod verdict;

use std::env;

pub(crate) use selector::Selector;
use selector::{Layer, Sign};

use crate::hook::names::PluginNames;

/// Where the host's essential plugins are named, for messages.
pub(crate) const ESSENTIAL: &str = "the host's essential plugins";

/// Which plugins take part: layers of selectors, of which a later one has the
/// last word.
///
/// A selector is the name of a plugin, of a package or its crate, or a glob of
/// these (`eggsample-*`); several are separated by commas. In a list, `ham` and others without a sign choose
/// *only these*, `-ham` is *all but this*, and `+ham` brings back what an
/// earlier layer left out; of two that match a plugin, the later counts. An
/// empty list changes nothing.
///
/// [`PluginManager::select`] applies it before anything is built. What matches
/// nothing, or can't be understood, is a [`Problem`](crate::Problem) of the next
/// discovery.
///
/// ```
/// use pluggy_core::{Plugin, PluginManager, Selection};
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("eggsample");
/// pm.select(
///     Selection::new()
///         .essential(["house-cook"])
///         .list("EGGSAMPLE_PLUGINS", "spam, ham") // as `env` reads it
///         .without("--without", ["ham"]),
/// );
/// for (name, is_selected) in
///     [("house-cook", true), ("spam", true), ("ham", false), ("waiter", false)]
/// {
///     let registration = pm.register_as(name, Plugin::new(name))?;
///     assert_eq!(registration.is_registered(), is_selected);
/// }
/// # Ok(())
/// # }
/// ```
///
/// [`PluginManager::select`]: crate::PluginManager::select
#[derive(Clone, Default, Debug)]
pub struct Selection {
    layers: Vec<Layer>,
    /// Those of `order`, which switch nothing off.
    orders: Vec<Layer>,
    /// What the host can't do without.
    essential: Layer,
    /// What could not be understood.
    mistakes: Vec<Unclear>,
    /// The configurations that have a word in it.
    #[cfg(feature = "config")]
    configs: Vec<crate::choice::config::Config>,
}

/// A selector that can't be understood.
#[derive(Clone, Debug)]
pub(crate) struct Unclear {
    /// As it was written.
    pub(crate) selector: String,
    /// Where: a file, a variable, an option.
    pub(crate) origin: String,
    /// What is wrong with it.
    pub(crate) mistake: String,
    /// No mistake where a plugin has just this name.
    pub(crate) name: Option<Selector>,
}

impl Selection {
    /// All plugins.
    #[must_use]
    pub fn new() -> Self {
        Selection::default()
    }

    /// Marks plugins that the host can't do without: no layer switches them
    /// off, and [`DiscoveryReport::essential`] is an error where one is not
    /// registered.
    ///
    /// One selector, or several. Of a package or a glob all plugins are meant, and at least
    /// one.
    ///
    /// [`DiscoveryReport::essential`]: crate::DiscoveryReport::essential
    #[must_use]
    pub fn essential<M>(mut self, plugins: impl PluginNames<M>) -> Self {
        let essential = self.understood(ESSENTIAL, Sign::Only, plugins);
        let essential = [std::mem::take(&mut self.essential.selectors), essential].concat();
        self.essential = Layer::new(ESSENTIAL, false, essential);
        self
    }

    /// A layer with signs, from a variable of the environment; one that is not
    /// set changes nothing.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, Selection};
    ///
    /// let pm = PluginManager::new("eggsample");
    /// pm.select(Selection::new().env("EGGSAMPLE_PLUGINS")); // "spam,-ham"
    /// ```
    #[must_use]
    pub fn env(mut self, variable: &str) -> Self {
        match env::var_os(variable).map(std::ffi::OsString::into_string) {
            None => self,
            Some(Ok(list)) => self.list(variable, &list),
            Some(Err(list)) => {
                let mistake = "it is not UTF-8, and ignored: set the variable anew";
                self.mistake(variable, &list.display().to_string(), mistake.into(), None);
                self
            }
        }
    }

    /// A layer with signs, separated by commas; `origin` is what messages call
    /// it. [`Selection`] has an example.
    #[must_use]
    pub fn list(mut self, origin: &str, list: &str) -> Self {
        let mut selectors = Vec::new();
        let mut is_only = false;
        for text in parts(list).filter(|text| !text.is_empty()) {
            let (sign, name) = Sign::of(text);
            is_only |= sign == Sign::Only;
            self.understand(origin, text, Selector::new(text, sign, name), &mut selectors);
        }
        self.layer(origin, is_only, selectors)
    }

    /// A layer for each of `only`, `with`, `without` and `order` in the table
    /// `[plugins]` of a configuration. Here `only = []` leaves no plugin.
    ///
    /// ```
    /// use pluggy_core::{Config, Plugin, PluginManager, Selection};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let config = Config::from_toml("eggsample.toml", "[plugins]\nwithout = ['ham']")?;
    /// let pm = PluginManager::new("eggsample");
    /// pm.select(Selection::new().config(&config));
    /// assert!(pm.register_as("spam", Plugin::new(1))?.is_registered());
    /// assert!(!pm.register_as("ham", Plugin::new(2))?.is_registered());
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "config")]
    #[must_use]
    pub fn config(mut self, config: &crate::choice::config::Config) -> Self {
        for choice in config.document.selectors() {
            if choice.key == "order" {
                self = self.order(&choice.place.to_string(), &choice.patterns);
                continue;
            }
            let sign = match choice.key {
                "only" => Sign::Only,
                "with" => Sign::With,
                _ => Sign::Without,
            };
            let origin = choice.place.to_string();
            let selectors = self.understood(&origin, sign, &choice.patterns);
            self = self.layer(&origin, sign == Sign::Only, selectors);
        }
        self.configs.push(config.clone());
        self
    }

    /// A layer that leaves only these; none changes nothing.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager, Selection};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("eggsample");
    /// pm.select(Selection::new().only("--only", ["spam"]));
    /// assert!(pm.register_as("spam", Plugin::new(1))?.is_registered());
    /// assert!(!pm.register_as("ham", Plugin::new(2))?.is_registered());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn only<M>(mut self, origin: &str, selectors: impl PluginNames<M>) -> Self {
        let mistakes = self.mistakes.len();
        let selectors = self.understood(origin, Sign::Only, selectors);
        let is_only = !selectors.is_empty() || self.mistakes.len() > mistakes;
        self.layer(origin, is_only, selectors)
    }

    /// A layer that brings back what an earlier one left out.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager, Selection};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("eggsample");
    /// pm.select(Selection::new().list("EGGSAMPLE_PLUGINS", "-ham").with("--with", ["ham"]));
    /// assert!(pm.register_as("ham", Plugin::new(1))?.is_registered());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with<M>(mut self, origin: &str, selectors: impl PluginNames<M>) -> Self {
        let selectors = self.understood(origin, Sign::With, selectors);
        self.layer(origin, false, selectors)
    }

    /// A layer that leaves all but these. [`Selection`] has an example.
    #[must_use]
    pub fn without<M>(mut self, origin: &str, selectors: impl PluginNames<M>) -> Self {
        let selectors = self.understood(origin, Sign::Without, selectors);
        self.layer(origin, false, selectors)
    }

    /// A layer with an order: on each hook those that are listed are called, among
    /// themselves, in this order, in the places that they have together.
    ///
    /// It holds whatever the plugins' own marks say; a mark that it breaks is a
    /// [`Problem`](crate::Problem) of the next discovery. Wrappers stay outside of
    /// implementations. Of a later layer the order counts where both list the same.
    /// In a configuration it is `order = ["parse", "redact"]`, in the table
    /// `[plugins]`.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, Selection, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// for (name, number) in [("front", 1), ("back", 2), ("side", 3)] {
    ///     hooks.ring.register_fn(name, move || number)?;
    /// }
    /// assert_eq!(hooks.ring.call_all(), [3, 2, 1]);
    /// pm.select(Selection::new().order("--order", ["front", "side"]));
    /// assert_eq!(hooks.ring.call_all(), [1, 2, 3]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn order<M>(mut self, origin: &str, selectors: impl PluginNames<M>) -> Self {
        let selectors = self.understood(origin, Sign::Only, selectors);
        self.orders.push(Layer::new(origin, false, selectors));
        self
    }

    fn layer(mut self, origin: &str, is_only: bool, selectors: Vec<Selector>) -> Self {
        self.layers.push(Layer::new(origin, is_only, selectors));
        self
    }

    /// The selectors that make sense; the others are mistakes.
    fn understood<M>(
        &mut self,
        origin: &str,
        sign: Sign,
        texts: impl PluginNames<M>,
    ) -> Vec<Selector> {
        let mut selectors = Vec::new();
        for list in texts.into_names() {
            let list = list.trim().trim_matches(',');
            for text in parts(list) {
                self.understand(origin, text, Selector::unsigned(text, sign), &mut selectors);
            }
        }
        selectors
    }

    /// Adds a selector, or what is wrong with it.
    fn understand(
        &mut self,
        origin: &str,
        text: &str,
        selector: Result<Selector, String>,
        selectors: &mut Vec<Selector>,
    ) {
        match selector {
            Ok(selector) => {
                if let Some(mistake) = selector.mistake {
                    self.mistake(origin, text, mistake.to_owned(), Some(selector.clone()));
                }
                selectors.push(selector);
            }
            Err(mistake) => self.mistake(origin, text, mistake, None),
        }
    }

    fn mistake(&mut self, origin: &str, selector: &str, mistake: String, name: Option<Selector>) {
        let (selector, origin) = (selector.to_owned(), origin.to_owned());
        self.mistakes.push(Unclear { selector, origin, mistake, name });
    }
}

/// The selectors of a list.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}
