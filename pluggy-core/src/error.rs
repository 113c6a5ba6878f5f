//! What can go wrong, and what to do about it.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

#[cfg(feature = "config")]
use crate::config::ConfigError;
use crate::imp::{HookImpl, Imp};
use crate::info::PluginInfo;
use crate::location::Location;

/// Any error, as constructors return it.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// The `Err` of an implementation, with the plugin that it came from.
///
/// It prints as ``plugin `spam` failed in hook `check_order`: …``, with the
/// error's own text at the end (`{:#}` passes the `#` on, as `anyhow` likes).
/// `E` need only print, so that `String` and `anyhow::Error` do; its own
/// [`source`](Error::source) is reached by [`error`](HookError::error).
///
/// ```
/// use pluggy_core::{HookError, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn check(&self, order: &str) -> Result<(), String>;
/// }
///
/// struct Strict;
///
/// #[hookimpl(manual)]
/// impl Hooks for Strict {
///     fn check(&self, order: &str) -> Result<(), String> {
///         Err(format!("no {order} today"))
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("kitchen");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(Strict)?;
/// let error: HookError<String> = hooks.check.call_all("eggs").unwrap_err();
/// assert_eq!((error.plugin(), error.hook()), ("strict", "check"));
/// assert_eq!(error.error(), "no eggs today");
/// assert!(error.location().is_some());
/// assert_eq!(error.to_string(), "plugin `strict` failed in hook `check`: no eggs today");
/// assert_eq!(error.into_error(), "no eggs today");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct HookError<E> {
    hook: &'static str,
    plugin: Box<str>,
    location: Option<Location>,
    error: E,
}

impl<E> HookError<E> {
    pub(crate) fn new(error: E, culprit: Option<&Imp>) -> Self {
        HookError {
            hook: culprit.map_or("", |imp| imp.parts.hook),
            plugin: culprit.map_or("", |imp| imp.plugin.name()).into(),
            location: culprit.map(|imp| imp.parts.location),
            error,
        }
    }

    /// The name of the hook that was called.
    #[must_use]
    pub fn hook(&self) -> &'static str {
        self.hook
    }

    /// The name of the plugin that failed: of the implementation that made the
    /// `Err`, or of the wrapper that did. An `Err` that a wrapper answers after
    /// one from inside is the inner plugin's, also where the wrapper changed it.
    #[must_use]
    pub fn plugin(&self) -> &str {
        &self.plugin
    }

    /// Where the implementation that failed stands in the plugin's source.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        self.location
    }

    /// What the implementation returned.
    #[must_use]
    pub fn error(&self) -> &E {
        &self.error
    }

    /// Gives back what the implementation returned.
    #[must_use]
    pub fn into_error(self) -> E {
        self.error
    }
}

impl<E: fmt::Display> fmt::Display for HookError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plugin `{}` failed in hook `{}`: ", self.plugin, self.hook)?;
        self.error.fmt(f)
    }
}

impl<E: fmt::Debug> fmt::Debug for HookError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("HookError");
        debug.field("hook", &self.hook).field("plugin", &self.plugin);
        if let Some(location) = self.location {
            debug.field("location", &format_args!("{location}"));
        }
        debug.field("error", &self.error).finish()
    }
}

impl<E: fmt::Debug + fmt::Display> Error for HookError<E> {}

/// A plugin that was not registered, and why.
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
/// let PluginErrorKind::NameTaken { holder } = error.kind() else { unreachable!() };
/// assert_eq!(holder.name(), "spam");
/// assert_eq!(
///     error.to_string(),
///     "plugin `spam` was not registered: the name is taken by spam; leave one of them out, or \
///      give it another name: by `#[hookimpl(name = \"…\")]`, or by `register_as`",
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PluginError {
    plugin: PluginInfo,
    kind: Arc<PluginErrorKind>,
}

/// Why a plugin was not registered; [`PluginError::kind`] answers it.
#[derive(Debug)]
#[non_exhaustive]
pub enum PluginErrorKind {
    /// The name is empty.
    EmptyName,
    /// Another plugin has the name: a registered one, or a linked one that stands
    /// before it by package and place in the source.
    NameTaken {
        /// The plugin that has it.
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
    Disagreement {
        /// The option: `name` or `new`.
        option: &'static str,
        /// What one says, and where it stands.
        one: String,
        /// What the other says, and where it stands.
        other: String,
    },
    /// Somebody unregistered or blocked it before its registration was over.
    Unregistered,
    /// The manager has been dropped.
    ManagerDropped,
}

impl PluginError {
    pub(crate) fn new(plugin: PluginInfo, kind: PluginErrorKind) -> Self {
        PluginError { plugin, kind: Arc::new(kind) }
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

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &PluginErrorKind {
        &self.kind
    }
}

impl fmt::Display for PluginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PluginError { plugin, kind } = self;
        write!(f, "plugin `{}`", plugin.name())?;
        if let Some(location) = plugin.location() {
            write!(f, " of {} ({location})", plugin.package().unwrap_or("an unnamed package"))?;
        }
        f.write_str(" was not registered: ")?;
        kind.fmt(f)
    }
}

/// What went wrong, without the plugin's name.
impl fmt::Display for PluginErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PluginErrorKind::EmptyName => {
                f.write_str("its name is empty; register it under a name")
            }
            PluginErrorKind::NameTaken { holder } => write!(
                f,
                "the name is taken by {holder}; leave one of them out, or give it another name: \
                 by `#[hookimpl(name = \"…\")]`, or by `register_as`"
            ),
            PluginErrorKind::Constructor(error) => {
                write!(f, "its constructor failed: {error}; mend that, or leave the plugin out")
            }
            PluginErrorKind::ConstructorPanicked(message) => {
                write!(
                    f,
                    "its constructor panicked: {message}; report that to its authors, or leave \
                     the plugin out"
                )
            }
            #[cfg(feature = "config")]
            PluginErrorKind::Config(error) => error.fmt(f),
            PluginErrorKind::ReplayPanicked(message) => {
                write!(
                    f,
                    "it panicked at a historic call: {message}; report that to its authors, or \
                     leave the plugin out"
                )
            }
            PluginErrorKind::Disagreement { option, one, other } => write!(
                f,
                "its `#[hookimpl]` disagree on `{option}`: {one}, {other}; say it once, or \
                 say the same"
            ),
            PluginErrorKind::ManagerDropped => {
                f.write_str("its manager has been dropped; keep the manager as long as its hooks")
            }
            PluginErrorKind::Unregistered => f.write_str(
                "it was unregistered or blocked before its registration was over; register it \
                 again if that was not meant",
            ),
        }
    }
}

impl Error for PluginError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.kind {
            PluginErrorKind::Constructor(error) => error.source(),
            #[cfg(feature = "config")]
            PluginErrorKind::Config(error) => error.source(),
            _ => None,
        }
    }
}

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

/// The text of a panic.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a text").to_owned()
}
