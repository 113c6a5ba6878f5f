//! What a linked plugin is built with: its section of the configuration.

#[cfg(feature = "config")]
pub use configured::configured;

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

    use std::ops::Deref;

    use super::Setup;
    use crate::choice::config::ConfigError;
    use crate::registry::error::PluginErrorKind;

    /// The configuration of a plugin, of the type `C`.
    pub struct Configured<'a, C>(WithoutDefault<'a, C>);

    /// The configuration of the plugin that is being built.
    #[must_use]
    pub const fn configured<C: FromSection>(setup: &Setup) -> Configured<'_, C> {
        Configured(WithoutDefault { setup, read: C::from_section })
    }

    impl<C: Default> Configured<'_, C> {
        /// What the section says; the default where there is none.
        ///
        /// # Errors
        ///
        /// When the section is not what `C` wants.
        pub fn config(&self) -> Result<C, PluginErrorKind> {
            let Setup { plugin, choice } = self.0.setup;
            if choice.config.document.has_section(plugin.name()) {
                self.0.config()
            } else {
                Ok(C::default())
            }
        }
    }

    impl<'a, C> Deref for Configured<'a, C> {
        type Target = WithoutDefault<'a, C>;

        fn deref(&self) -> &WithoutDefault<'a, C> {
            &self.0
        }
    }

    /// For types without a default: the other method wins where there is one.
    pub struct WithoutDefault<'a, C> {
        setup: &'a Setup,
        read: fn(&Setup) -> Result<C, ConfigError>,
    }

    impl<C> WithoutDefault<'_, C> {
        /// What the section says; a missing one is read as an empty one.
        ///
        /// # Errors
        ///
        /// When the section is not what `C` wants.
        pub fn config(&self) -> Result<C, PluginErrorKind> {
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
