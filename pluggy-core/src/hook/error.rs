//! An error that came out of a hook.

use std::error::Error;
use std::fmt;

use crate::facts::location::Location;
use crate::hook::imp::Imp;

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
