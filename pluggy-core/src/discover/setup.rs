//! What a linked plugin is built with: its section of the configuration.

#[cfg(feature = "config")]
pub use configured::{WithoutDefault, configured};

use crate::choice::Choice;
use crate::facts::plugin::PluginInfo;

/// Goes to the constructor of a linked plugin.
#[cfg_attr(not(feature = "config"), allow(dead_code, reason = "there is no configuration"))]
pub struct Setup {
    plugin: PluginInfo,
    choice: Choice,
}

impl Setup {
    /// What the user wants of a plugin.
    pub(super) fn new(plugin: &PluginInfo, choice: &Choice) -> Self {
        Setup { plugin: plugin.clone(), choice: choice.clone() }
    }
}

#[cfg(feature = "config")]
mod configured {
    use serde::de::DeserializeOwned;

    use super::Setup;
    use crate::choice::config::ConfigError;
    use crate::registry::error::PluginErrorKind;

    /// The configuration of a plugin, of the type `C`.
    pub struct Configured<'a, C> {
        setup: &'a Setup,
        read: fn(&Setup) -> Result<C, ConfigError>,
    }

    /// The configuration of the plugin that is being built.
    #[must_use]
    pub const fn configured<C: FromSection>(setup: &Setup) -> Configured<'_, C> {
        Configured { setup, read: C::from_section }
    }

    impl<C: Default> Configured<'_, C> {
        /// What the section says; the default where there is none.
        ///
        /// # Errors
        ///
        /// When the section is not what `C` wants.
        pub fn config(&self) -> Result<C, PluginErrorKind> {
            let Setup { plugin, choice } = self.setup;
            if choice.config.document.has_section(plugin.name()) {
                (self.read)(self.setup).map_err(PluginErrorKind::Config)
            } else {
                Ok(C::default())
            }
        }
    }

    /// For types without a default: the other method wins where there is one.
    pub trait WithoutDefault<C> {
        /// What the section says; a missing one is read as an empty one.
        ///
        /// # Errors
        ///
        /// When the section is not what `C` wants.
        fn config(&self) -> Result<C, PluginErrorKind>;
    }

    impl<C> WithoutDefault<C> for Configured<'_, C> {
        fn config(&self) -> Result<C, PluginErrorKind> {
            (self.read)(self.setup).map_err(PluginErrorKind::Config)
        }
    }

    /// What can be read from a section.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` can't be read from a configuration",
        label = "it does not implement `serde::Deserialize`",
        note = "write `#[derive(serde::Deserialize)]` above the type, which must not borrow"
    )]
    pub trait FromSection: Sized {
        /// What the section says; a missing one is read as an empty one.
        ///
        /// # Errors
        ///
        /// When the section is not what the type wants.
        fn from_section(setup: &Setup) -> Result<Self, ConfigError>;
    }

    #[diagnostic::do_not_recommend]
    impl<C: DeserializeOwned> FromSection for C {
        fn from_section(setup: &Setup) -> Result<Self, ConfigError> {
            setup.choice.config.section_or_empty(setup.plugin.name())
        }
    }
}
