//! What a host read of its plugins' configuration.

mod absent;
mod asked;
mod dates;
mod document;
mod error;
mod lines;
mod node;
mod others;
mod read;
mod reader;
mod selectors;
#[cfg(test)]
mod tests;
mod tree;
mod unread;
mod way;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use absent::Absent;
pub(crate) use document::{Document, Section};
pub use error::ConfigError;
pub(crate) use error::Place;
pub(crate) use others::{Other, OtherKind};
pub use reader::ConfigReader;

use crate::facts::text::bounded;

/// The table in which plugins have their sections, where the host says no other.
const PLUGINS: &str = "plugins";

/// The configuration of plugins, as a host read it.
///
/// It is the table `plugins` of a document ([another](Config::under), where the
/// host says so), the rest of which is the host's own: [`get`](Config::get) reads
/// that. A table in it is the section of the plugin of that name. The keys
/// `only`, `with` and `without` choose plugins, and `order` says in which order they
/// are called: each is a name or a glob of plugins or packages, or an array of
/// them. A value that is null, where a
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
    pub(crate) document: Arc<Document>,
}

/// What one of the keys `only`, `with`, `without` and `order` says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ConfigSelectors {
    /// `only`, `with`, `without` or `order`.
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
        ConfigReader::default().from_toml(file, text)
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
        ConfigReader::default().read_toml(path)
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
        ConfigReader::default().read_toml_if_exists(path)
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
        ConfigReader::default().from_value(origin, value)
    }

    /// Reads configurations whose plugins have their sections in another table
    /// than `plugins`: `config`, or `tool.eggsample`, or with an empty name in the
    /// document itself. All messages speak of that.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// let config = Config::under("rules").from_toml("lint.toml", "[rules.empty-if]\nmax = 'x'")?;
    /// let error = config.section::<std::collections::BTreeMap<String, u32>>("empty-if");
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "lint.toml:2:7: `rules.empty-if.max`: invalid type: string \"x\", expected u32",
    /// );
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    #[must_use]
    pub fn under(table: &str) -> ConfigReader {
        ConfigReader::new(table)
    }

    /// What stands at a key of the host's own, a table or any value, or `None`
    /// where there is nothing. A key of a table's is `server.tls`.
    ///
    /// So a host has one file, read once, and the same errors for its part.
    ///
    /// ```
    /// use pluggy_core::Config;
    ///
    /// #[derive(serde::Deserialize)]
    /// #[serde(deny_unknown_fields)]
    /// struct Server {
    ///     port: u16,
    /// }
    ///
    /// let config = Config::from_toml("eggsample.toml", "guests = 4\n[server]\nprot = 80")?;
    /// assert_eq!(config.get("guests")?, Some(4));
    /// assert_eq!(config.get::<String>("name")?, None);
    /// assert_eq!(
    ///     config.get::<Server>("server").err().unwrap().to_string(),
    ///     "eggsample.toml:3:1: `server.prot`: unknown field `prot`, expected `port`",
    /// );
    /// # Ok::<(), pluggy_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When what stands there is not what `T` wants.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, ConfigError> {
        let way: Vec<&str> = key.split('.').filter(|name| !name.is_empty()).collect();
        self.document.get(&way)
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
        let empty = || T::deserialize(Absent);
        match self.section(plugin) {
            Ok(Some(section)) => Ok(section),
            // A unit is no table, and has no options.
            Err(error) if self.is_empty(plugin) => empty().map_err(|_| error),
            Err(error) => Err(error),
            Ok(None) => {
                empty().map_err(|error| self.document.no_section(plugin, &error.to_string()))
            }
        }
    }

    fn is_empty(&self, plugin: &str) -> bool {
        self.document.sections().iter().any(|section| section.name == plugin && section.is_empty)
    }

    /// Whether it is the same one, not only an equal one.
    pub(crate) fn is(&self, other: &Config) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections: Vec<_> =
            self.document.sections().iter().map(|section| bounded(&section.name)).collect();
        f.debug_struct("Config")
            .field("origin", &bounded(self.origin()))
            .field("sections", &sections)
            .finish_non_exhaustive()
    }
}
