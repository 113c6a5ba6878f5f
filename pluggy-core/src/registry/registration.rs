//! The answer to a registration.

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
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
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
