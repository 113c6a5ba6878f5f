//! What a linked plugin is built with: its section of the configuration.

use crate::facts::plugin::PluginInfo;
use crate::registry::Registry;

#[cfg(feature = "config")]
pub use configured::{WithoutDefault, configured};

/// Goes to the constructor of a linked plugin.
pub struct Setup {
    #[cfg(feature = "config")]
    plugin: PluginInfo,
    #[cfg(feature = "config")]
    config: crate::choice::config::Config,
}

/// Makes the [`Setup`] of each plugin of one discovery.
pub(crate) struct Setups {
    #[cfg(feature = "config")]
    config: crate::choice::config::Config,
}

#[cfg(feature = "config")]
impl Setups {
    pub(crate) fn of(registry: &Registry) -> Self {
        Setups { config: registry.config() }
    }

    pub(crate) fn of_plugin(&self, plugin: &PluginInfo) -> Setup {
        Setup { plugin: plugin.clone(), config: self.config.clone() }
    }
}

#[cfg(not(feature = "config"))]
impl Setups {
    pub(crate) fn of(_: &Registry) -> Self {
        Setups {}
    }

    #[allow(clippy::unused_self, reason = "it has the form of its other half")]
    pub(crate) fn of_plugin(&self, _: &PluginInfo) -> Setup {
        Setup {}
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
            let Setup { plugin, config } = self.setup;
            if config.has_section(plugin.name()) {
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
            setup.config.section_or_empty(setup.plugin.name())
        }
    }
}
