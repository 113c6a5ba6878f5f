//! What a host read of its plugins' configuration.

mod absent;
mod document;
mod error;
mod node;
#[cfg(test)]
mod tests;
mod tree;

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use absent::Absent;
use document::{Document, Section};
pub use error::ConfigError;
pub(crate) use error::Place;
use node::key_of;

/// The configuration of plugins, as a host read it.
///
/// It is the table `plugins` of a document, the rest of which is the host's
/// own. A table in it is the section of the plugin of that name. The keys
/// `only`, `with` and `without` choose plugins: each is a name or a glob of
/// plugins or packages, or an array of them. A value that is null, where a
/// format has that, is as good as not there.
///
/// It is cheap to clone. Its [`Debug`](fmt::Debug) shows no values, which may be
/// secret; a [`ConfigError`] may show the one that is wrong.
///
/// ```
/// use pluggy_core::Config;
///
/// #[derive(serde::Deserialize)]
/// struct Spam {
///     count: u32,
/// }
///
/// let text = "
/// guests = 4
///
/// [plugins]
/// without = ['ham', 'eggsample-*']
///
/// [plugins.spam]
/// count = 'many'
/// ";
/// let error = Config::from_toml("eggsample.toml", text)?.section::<Spam>("spam").err().unwrap();
/// assert_eq!(
///     error.to_string(),
///     "eggsample.toml:8:9: `plugins.spam.count`: invalid type: string \"many\", expected u32",
/// );
///
/// let config = Config::from_toml("eggsample.toml", &text.replace("'many'", "3"))?;
/// assert_eq!(config.section::<Spam>("spam")?.map(|spam| spam.count), Some(3));
/// assert!(config.section::<Spam>("ham")?.is_none());
/// # Ok::<(), pluggy_core::ConfigError>(())
/// ```
#[derive(Clone, Default)]
pub struct Config {
    document: Arc<Document>,
}

/// What one of the keys `only`, `with` and `without` says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ConfigSelectors {
    /// `only`, `with` or `without`.
    pub(crate) key: &'static str,
    pub(crate) patterns: Vec<String>,
    pub(crate) place: Place,
}

impl Config {
    /// Reads a text of TOML.
    ///
    /// `file` is where it comes from, for messages.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// let config = Config::from_toml("eggsample.toml", "[plugins.spam]\ncount = 3")?;
    /// assert_eq!(config.origin(), "eggsample.toml");
    ///
    /// let error = Config::from_toml("eggsample.toml", "[plugins.spam]\ncount =").unwrap_err();
    /// assert_eq!((error.line(), error.column()), (Some(2), Some(8)));
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is no TOML, or what stands in `plugins` is neither a
    /// section nor a choice of plugins.
    pub fn from_toml(file: impl Into<String>, text: &str) -> Result<Config, ConfigError> {
        // A byte order mark is no column.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Config { document: Arc::new(Document::toml(file.into().into(), text)?) })
    }

    /// Reads a file of TOML.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// # let path = std::env::temp_dir().join(format!("pluggy-{}.toml", std::process::id()));
    /// # std::fs::write(&path, "[plugins.spam]\ncount = 3\n").unwrap();
    /// let config = Config::read_toml(&path)?;
    /// # std::fs::remove_file(&path).unwrap();
    /// assert_eq!(config.origin(), path.to_string_lossy());
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the file can't be read, is not UTF-8, or for the reasons of
    /// [`from_toml`](Config::from_toml).
    pub fn read_toml(path: impl AsRef<Path>) -> Result<Config, ConfigError> {
        let file = path.as_ref().display().to_string();
        match fs::read(path) {
            Ok(bytes) => Config::from_bytes(file, &bytes),
            Err(error) => Err(ConfigError::unreadable(file.into(), error)),
        }
    }

    /// Reads a file of TOML, or nothing where there is no such file.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// let config = Config::read_toml_if_exists("no/such/eggsample.toml")?;
    /// assert_eq!(config.section::<String>("spam")?, None);
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`read_toml`](Config::read_toml), when there is a file.
    pub fn read_toml_if_exists(path: impl AsRef<Path>) -> Result<Config, ConfigError> {
        let file = path.as_ref().display().to_string();
        match fs::read(path) {
            Ok(bytes) => Config::from_bytes(file, &bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Config::from_toml(file, ""),
            Err(error) => Err(ConfigError::unreadable(file.into(), error)),
        }
    }

    /// Takes the configuration from a value: of another format, or the host's
    /// own.
    ///
    /// `origin` is where it comes from, for messages, which know no lines then. It
    /// is kept as JSON would be: a number that is not finite is nothing.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// let value = serde_json::json!({ "plugins": { "spam": { "count": 3 } } });
    /// let config = Config::from_value("eggsample.json", value)?;
    /// assert!(config.section::<serde_json::Value>("spam")?.is_some());
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the value can't be serialized, is no map, or what stands in
    /// `plugins` is nearly a choice of plugins.
    pub fn from_value(
        origin: impl Into<String>,
        value: impl Serialize,
    ) -> Result<Config, ConfigError> {
        let origin: Arc<str> = origin.into().into();
        match serde_path_to_error::serialize(&value, serde_json::value::Serializer) {
            Ok(value) => Ok(Config { document: Arc::new(Document::value(origin, &value)?) }),
            Err(error) => {
                let message = error.inner().to_string();
                Err(ConfigError::at_key(Place::new(origin, None), key_of(error.path()), &message))
            }
        }
    }

    /// The section of a plugin, or `None` where there is none.
    ///
    /// It is for hosts that build plugins by hand.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Spam {
    ///     count: u32,
    /// }
    ///
    /// let config = Config::from_toml("eggsample.toml", "plugins.spam.count = 3")?;
    /// let spam: Option<Spam> = config.section("spam")?;
    /// assert_eq!(spam.unwrap().count, 3);
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the section is not what `T` wants.
    pub fn section<T: DeserializeOwned>(&self, plugin: &str) -> Result<Option<T>, ConfigError> {
        self.document.section(plugin)
    }

    /// Where it was read: a file's name, or what the host said.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// assert_eq!(Config::default().origin(), "");
    /// ```
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.document.origin
    }

    /// The section of a plugin; a missing one is read as an empty one, an
    /// `Option` as `None`.
    pub(crate) fn section_or_empty<T: DeserializeOwned>(
        &self,
        plugin: &str,
    ) -> Result<T, ConfigError> {
        if let Some(section) = self.section(plugin)? {
            return Ok(section);
        }
        T::deserialize(Absent).map_err(|error| self.document.no_section(plugin, &error.to_string()))
    }

    /// Whether there is a section of a plugin.
    pub(crate) fn has_section(&self, plugin: &str) -> bool {
        self.sections().any(|section| section.name == plugin)
    }

    /// The plugins that have a section, and where it stands: in the order of
    /// the file, those of a value in the order of their names.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Section> {
        self.document.sections.iter()
    }

    /// The choices of plugins: `only`, then `with`, then `without`.
    pub(crate) fn selectors(&self) -> &[ConfigSelectors] {
        &self.document.selectors
    }

    fn from_bytes(file: String, bytes: &[u8]) -> Result<Config, ConfigError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Config::from_toml(file, text),
            Err(error) => Err(ConfigError::not_utf8(file.into(), &bytes[..error.valid_up_to()])),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections: Vec<_> = self.sections().map(|section| &section.name).collect();
        f.debug_struct("Config")
            .field("origin", &self.origin())
            .field("sections", &sections)
            .finish_non_exhaustive()
    }
}
