//! A plugin that was refused or failed.

use std::error::Error;
use std::sync::Arc;

use crate::choice::Choice;
#[cfg(feature = "config")]
use crate::choice::config::ConfigError;
use crate::facts::imp::Band;
use crate::facts::mark::OrderMark;
use crate::facts::plugin::PluginInfo;
use crate::facts::text::{BoxError, plain};
use crate::hook::code::AnyPlugin;
use crate::hook::order::Conflict;

/// A plugin that was not registered, and why.
///
/// It prints as one line. What is behind the error of a constructor is its
/// [`source`](Error::source); `{:#}` prints that too, as `anyhow` does, and so does
/// its [`Debug`](std::fmt::Debug), which a `main` prints.
///
/// ```
/// use pluggy_core::{Plugin, PluginErrorKind, PluginManager};
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("kitchen");
/// pm.register_as("spam", Plugin::new(1))?;
/// let error = pm.register_as("spam", Plugin::new(2)).unwrap_err();
/// assert_eq!(error.plugin(), "spam");
/// assert_eq!(error.info().package(), None);
/// let PluginErrorKind::NameTaken { holder, .. } = error.kind() else { unreachable!() };
/// assert_eq!(holder.name(), "spam");
/// assert_eq!(
///     error.to_string(),
///     "plugin `spam` was not registered: the name is taken by spam; leave one of them out, or \
///      have one renamed, by `#[hookimpl(name = \"…\")]` or `register_as`",
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct PluginError {
    plugin: PluginInfo,
    kind: Arc<PluginErrorKind>,
    is_essential: bool,
    /// What was not registered, where the host has made it.
    value: Option<AnyPlugin>,
}

/// Why a plugin was not registered; [`PluginError::kind`] answers it.
#[non_exhaustive]
pub enum PluginErrorKind {
    /// The name is empty.
    EmptyName,
    /// The name is one that no selector can name.
    #[non_exhaustive]
    UnfitName {
        /// What is wrong with it.
        mistake: &'static str,
    },
    /// Another plugin has the name: a registered one, or a linked one that stands
    /// before it by package and place in the source.
    #[non_exhaustive]
    NameTaken {
        /// The plugin that has it.
        holder: PluginInfo,
    },
    /// Another version of its package is linked, and has the name.
    #[non_exhaustive]
    OtherVersion {
        /// The plugin of the other version.
        holder: PluginInfo,
    },
    /// The constructor returned an error.
    Constructor(BoxError),
    /// The constructor panicked, with this message.
    ConstructorPanicked(String),
    /// Its section of the configuration is wrong, or missing.
    #[cfg(feature = "config")]
    Config(ConfigError),
    /// The plugin panicked at a historic call, with this message.
    ReplayPanicked(String),
    /// Two `#[hookimpl]` of one plugin say different things of it.
    #[non_exhaustive]
    Disagreement {
        /// The option: `name` or `new`.
        option: &'static str,
        /// What one says, and where it stands.
        one: String,
        /// What the other says, and where it stands.
        other: String,
    },
    /// It was to join the relay of a spec that it does not implement, or that is not
    /// all that it implements.
    #[non_exhaustive]
    OtherSpec {
        /// The spec of the relay.
        relay: &'static str,
        /// The spec that the relay has no hooks of; none where the plugin has no
        /// spec at all.
        specs: Option<&'static str>,
    },
    /// It asks to come before or after itself.
    #[non_exhaustive]
    OrderOfItself {
        /// The mark that says so.
        mark: Box<OrderMark>,
    },
    /// A mark is against `tryfirst` or `trylast`, of the plugin that has it or of
    /// the one that it names. One of the two is this plugin.
    #[non_exhaustive]
    OrderAgainstBands {
        /// The mark that can't be kept.
        mark: Box<OrderMark>,
        /// The plugin that it names.
        other: PluginInfo,
        /// What the two say: `ham is plain there, and spam is trylast`.
        bands: String,
    },
    /// The marks of plugins lead round in a circle, which this plugin closes.
    #[non_exhaustive]
    OrderCircle {
        /// The marks, each of what comes before the next.
        marks: Vec<OrderMark>,
    },
    /// Somebody unregistered or blocked it before its registration was over.
    Unregistered,
    /// The manager has been dropped.
    ManagerDropped,
}

impl PluginError {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(plugin: PluginInfo, kind: PluginErrorKind) -> Self {
        PluginError { plugin, kind: Arc::new(kind), is_essential: false, value: None }
    }

    /// The same, with the plugin that was refused.
    pub(crate) fn returning(self, value: AnyPlugin) -> Self {
        PluginError { value: Some(value), ..self }
    }

    /// The same, without it.
    pub(crate) fn without_plugin(self) -> Self {
        PluginError { value: None, ..self }
    }

    /// Gives back the plugin that `register` or `register_as` refused; of a
    /// discovery there is none, nor of a closure.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("kitchen");
    /// pm.register_as("spam", Plugin::new(1))?;
    /// let refused = pm.register_as("spam", Plugin::new(2)).unwrap_err().into_plugin().unwrap();
    /// assert_eq!(*refused.downcast::<i32>().unwrap(), 2);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_plugin(self) -> Option<AnyPlugin> {
        self.value
    }

    /// Marks it, where it is of what the host says that it can't do without.
    pub(crate) fn mark(&mut self, choice: &Choice) {
        self.is_essential = choice.selection.is_essential(&self.plugin);
    }

    /// The name of the plugin.
    #[must_use]
    pub fn plugin(&self) -> &str {
        self.plugin.name()
    }

    /// The plugin and where it comes from.
    #[must_use]
    pub fn info(&self) -> &PluginInfo {
        &self.plugin
    }

    /// Whether the host named the plugin essential before a discovery.
    #[must_use]
    pub fn is_essential(&self) -> bool {
        self.is_essential
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &PluginErrorKind {
        &self.kind
    }
}

impl Error for PluginErrorKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PluginErrorKind::Constructor(error) => error.source(),
            #[cfg(feature = "config")]
            PluginErrorKind::Config(error) => error.source(),
            _ => None,
        }
    }
}

impl Error for PluginError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}

impl From<Conflict> for PluginErrorKind {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::Itself(mark) => PluginErrorKind::OrderOfItself { mark },
            Conflict::Bands { mark, band, other, other_band } => {
                let is = |plugin: &PluginInfo, band| match band {
                    Band::TryFirst => format!("{} is `tryfirst`", plain(plugin.name())),
                    Band::Plain => format!("{} is neither", plain(plugin.name())),
                    Band::TryLast => format!("{} is `trylast`", plain(plugin.name())),
                };
                let own = is(&mark.plugin, band);
                let bands = match (band, other_band) {
                    (Band::Plain, _) => format!("{}, and {own}", is(&other, other_band)),
                    _ => format!("{own}, and {}", is(&other, other_band)),
                };
                PluginErrorKind::OrderAgainstBands { mark, other, bands }
            }
            Conflict::Circle(marks) => PluginErrorKind::OrderCircle { marks },
        }
    }
}
