//! An error that came out of a hook.

use std::error::Error;
use std::fmt;

use super::hop::Bound;
use crate::facts::location::Location;
use crate::facts::text::{Plain, line, plain};

/// Finds what is behind an error, whose type alone tells whether it can have
/// anything.
pub(crate) type Cause<E> = fn(&E) -> Option<&(dyn Error + 'static)>;

/// The `Err` of an implementation, with the plugin that it came from.
///
/// It prints as ``plugin `spam` failed in hook `check_order`: …``, with the
/// error's own text at the end: as one line of bounded length, in which nothing
/// moves a terminal's cursor (`{:#}` passes the `#` on, as `anyhow` likes).
///
/// `E` need only print, so that `String` does. The [`source`](Error::source) is
/// the error's own, of all that have one: a [`std::error::Error`], a
/// `Box<dyn Error>`, an `anyhow::Error`. So a chain has each text once.
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
///
/// ```
/// # use std::error::Error;
/// # use pluggy_core::{PluginManager, hookspec};
/// #[hookspec]
/// pub trait Hooks {
///     fn load(&self) -> Result<(), Box<dyn Error + Send + Sync>>;
/// }
///
/// # #[derive(Debug)]
/// # struct NoRecipe(std::io::Error);
/// # impl std::fmt::Display for NoRecipe {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
/// #         f.write_str("no recipe")
/// #     }
/// # }
/// # impl Error for NoRecipe {
/// #     fn source(&self) -> Option<&(dyn Error + 'static)> {
/// #         Some(&self.0)
/// #     }
/// # }
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// # let pm = PluginManager::new("kitchen");
/// # let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.load.register_fn("book", || Err(NoRecipe(std::io::Error::other("burnt")).into()))?;
/// let error = hooks.load.call_all().unwrap_err();
/// assert_eq!(error.to_string(), "plugin `book` failed in hook `load`: no recipe");
/// assert_eq!(error.source().unwrap().to_string(), "burnt");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HookError<E>(Box<Failure<E>>);

/// Boxed, so that a call's answer is as small as what it answers mostly: to move
/// one of 72 bytes took longer than the call.
#[derive(Clone)]
struct Failure<E> {
    hook: &'static str,
    plugin: Box<str>,
    location: Option<Location>,
    error: E,
    cause: Cause<E>,
}

impl<E> HookError<E> {
    pub(super) fn new(error: E, culprit: Option<Bound<'_>>, cause: Cause<E>) -> Self {
        HookError(Box::new(Failure {
            hook: culprit.map_or("", |culprit| culprit.facts().hook),
            plugin: culprit.map_or("", |culprit| culprit.record().name()).into(),
            location: culprit.map(|culprit| culprit.facts().location()),
            error,
            cause,
        }))
    }

    /// The name of the hook that was called.
    #[must_use]
    pub fn hook(&self) -> &'static str {
        self.0.hook
    }

    /// The name of the plugin that failed: of the implementation that made the
    /// `Err`, or of the wrapper that did. An `Err` that a wrapper answers after
    /// one from inside is the inner plugin's, also where the wrapper changed it; where
    /// the wrapper ran what is inside more than once, and others failed each time, it
    /// is the wrapper's. Of an `allresults` hook each `Err` is that of the plugin whose
    /// place it stands at: a wrapper that puts them in another order mixes them up, one
    /// that changes how many there are has made them all.
    #[must_use]
    pub fn plugin(&self) -> &str {
        &self.0.plugin
    }

    /// Where the implementation that failed stands in the plugin's source.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        self.0.location
    }

    /// What the implementation returned.
    #[must_use]
    pub fn error(&self) -> &E {
        &self.0.error
    }

    /// Gives back what the implementation returned.
    #[must_use]
    pub fn into_error(self) -> E {
        self.0.error
    }
}

impl<E: fmt::Display> fmt::Display for HookError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plugin `{}` failed in hook `{}`: ", plain(&self.0.plugin), self.0.hook)?;
        Plain(&self.0.error).fmt(f)
    }
}

/// As it prints, and where; of the error its own `Debug`, which is all that each
/// has, as one line. A `main` prints this that answers a boxed error.
impl<E: fmt::Debug> fmt::Debug for HookError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plugin `{}` failed in hook `{}`", plain(&self.0.plugin), self.0.hook)?;
        if let Some(location) = self.0.location {
            write!(f, ", at {location}")?;
        }
        write!(f, ": {}", line(&format!("{:?}", self.0.error)))
    }
}

impl<E: fmt::Debug + fmt::Display> Error for HookError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (self.0.cause)(&self.0.error)
    }
}

/// Of one hook, plugin and place, with equal errors.
impl<E: PartialEq> PartialEq for HookError<E> {
    fn eq(&self, other: &Self) -> bool {
        let place = |error: &Self| (error.0.hook, error.0.location);
        place(self) == place(other)
            && self.0.plugin == other.0.plugin
            && self.0.error == other.0.error
    }
}

impl<E: Eq> Eq for HookError<E> {}
