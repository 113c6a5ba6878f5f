//! How a configuration is read, and where its sections are.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::document::Document;
use super::error::{ConfigError, Place};
use super::node::key_of;
use super::{Config, PLUGINS};

/// Reads configurations whose plugins have their sections elsewhere than in the
/// table `plugins`.
///
/// [`Config::under`] answers it; its methods are those of [`Config`].
///
/// ```
/// use pluggy_core::Config;
///
/// let config = Config::under("lint.rules").from_toml("lint.toml", "[lint.rules.empty-if]")?;
/// assert!(config.section::<serde_json::Value>("empty-if")?.is_some());
/// let error = Config::under("lint.rules").from_toml("lint.toml", "lint.rules.onyl = 'a'");
/// assert_eq!(error.unwrap_err().key(), Some("lint.rules.onyl"));
/// # Ok::<(), pluggy_core::ConfigError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ConfigReader {
    /// The way to the table.
    plugins: Vec<String>,
}

impl ConfigReader {
    pub(super) fn new(plugins: &str) -> Self {
        let names = plugins.split('.').filter(|name| !name.is_empty());
        ConfigReader { plugins: names.map(str::to_owned).collect() }
    }

    /// As [`Config::from_toml`].
    ///
    /// # Errors
    ///
    /// Those of that.
    pub fn from_toml(self, file: impl Into<String>, text: &str) -> Result<Config, ConfigError> {
        // A byte order mark is no column.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document = Document::toml(self.plugins, file.into().into(), text)?;
        Ok(Config { document: Arc::new(document) })
    }

    /// As [`Config::read_toml`].
    ///
    /// # Errors
    ///
    /// Those of that.
    pub fn read_toml(self, path: impl AsRef<Path>) -> Result<Config, ConfigError> {
        let file = path.as_ref().display().to_string();
        match fs::read(path) {
            Ok(bytes) => self.read_bytes(file, &bytes),
            Err(error) => Err(ConfigError::unreadable(file.into(), error)),
        }
    }

    /// As [`Config::read_toml_if_exists`].
    ///
    /// # Errors
    ///
    /// Those of that.
    pub fn read_toml_if_exists(self, path: impl AsRef<Path>) -> Result<Config, ConfigError> {
        let file = path.as_ref().display().to_string();
        match fs::read(path) {
            Ok(bytes) => self.read_bytes(file, &bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => self.from_toml(file, ""),
            Err(error) => Err(ConfigError::unreadable(file.into(), error)),
        }
    }

    /// As [`Config::from_value`].
    ///
    /// # Errors
    ///
    /// Those of that.
    pub fn from_value(
        self,
        origin: impl Into<String>,
        value: impl Serialize,
    ) -> Result<Config, ConfigError> {
        let origin: Arc<str> = origin.into().into();
        match serde_path_to_error::serialize(&value, serde_json::value::Serializer) {
            Ok(value) => {
                let document = Document::value(self.plugins, origin, &value)?;
                Ok(Config { document: Arc::new(document) })
            }
            Err(error) => {
                let message = error.inner().to_string();
                Err(ConfigError::at_key(Place::new(origin, None), key_of(error.path()), &message))
            }
        }
    }

    fn read_bytes(self, file: String, bytes: &[u8]) -> Result<Config, ConfigError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.from_toml(file, text),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                Err(ConfigError::not_utf8(file.into(), &before))
            }
        }
    }
}

impl Default for ConfigReader {
    fn default() -> Self {
        ConfigReader::new(PLUGINS)
    }
}
