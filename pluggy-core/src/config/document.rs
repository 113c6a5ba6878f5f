//! A document, and what stands in its table `plugins`.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigSelectors;
use super::error::{ConfigError, Place, Position};
use super::node::{Mistake, Node, dotted};

/// The keys that choose plugins.
const SELECTORS: [&str; 3] = ["only", "with", "without"];

#[derive(Default)]
pub(super) struct Document {
    pub(super) origin: Arc<str>,
    source: Source,
    pub(super) sections: Vec<(String, Place)>,
    pub(super) selectors: Vec<ConfigSelectors>,
}

/// What a document is made of.
pub(super) enum Source {
    /// Parsed anew for each section, for what the parser makes borrows from it.
    Toml(String),
    Value(Value),
}

impl Default for Source {
    fn default() -> Self {
        Source::Value(Value::Null)
    }
}

impl Document {
    pub(super) fn new(origin: Arc<str>, source: Source) -> Result<Self, ConfigError> {
        let mut document = Document { origin, source, ..Document::default() };
        let (mut sections, mut selectors) = (Vec::new(), Vec::new());
        document.read(|root| {
            for entry in plugins(root)? {
                let place = document.place(entry.offset());
                if entry.is_table() {
                    sections.push((entry.name().to_owned(), place));
                } else {
                    let key = selector(&entry)?;
                    let Patterns(patterns) = entry.read()?;
                    selectors.push(ConfigSelectors { key, patterns, place });
                }
            }
            Ok(())
        })?;
        selectors.sort_by_key(|selectors| selectors.key);
        (document.sections, document.selectors) = (sections, selectors);
        Ok(document)
    }

    pub(super) fn section<T: DeserializeOwned>(
        &self,
        plugin: &str,
    ) -> Result<Option<T>, ConfigError> {
        self.read(|root| {
            let section = root.entry("plugins").and_then(|plugins| plugins.entry(plugin));
            section.map(|section| section.read()).transpose()
        })
    }

    pub(super) fn place(&self, offset: Option<usize>) -> Place {
        let position = match (&self.source, offset) {
            (Source::Toml(text), Some(offset)) => {
                Some(Position::after(&text.as_bytes()[..offset.min(text.len())]))
            }
            _ => None,
        };
        Place::new(self.origin.clone(), position)
    }

    /// The error of a plugin that needs a section and has none.
    pub(super) fn no_section(&self, plugin: &str, message: &str) -> ConfigError {
        let key = dotted("plugins", plugin);
        let header = match &self.source {
            Source::Toml(_) => format!("[{key}]"),
            Source::Value(_) => key.clone(),
        };
        let message = format!("there is no section `{header}`: {message}");
        ConfigError::no_section(self.place(None), key, &message)
    }

    fn read<R>(
        &self,
        read: impl FnOnce(&Node<'_>) -> Result<R, Mistake>,
    ) -> Result<R, ConfigError> {
        let result = match &self.source {
            Source::Toml(text) => {
                let table = DeTable::parse(text).map_err(|error| {
                    let place = self.place(error.span().map(|span| span.start));
                    ConfigError::malformed(place, error.message())
                })?;
                let root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
                read(&Node::toml(&root))
            }
            Source::Value(root) => read(&Node::value(root)),
        };
        result.map_err(|Mistake { key, offset, message }| {
            ConfigError::at_key(self.place(offset), key, &message)
        })
    }
}

/// What stands in the table `plugins`, in the order of the file, or of names.
fn plugins<'a>(root: &Node<'a>) -> Result<Vec<Node<'a>>, Mistake> {
    if root.is_null() {
        return Ok(Vec::new());
    }
    root.expect_table()?;
    let Some(plugins) = root.entry("plugins").filter(|plugins| !plugins.is_null()) else {
        return Ok(Vec::new());
    };
    plugins.expect_table()?;
    let mut entries = plugins.entries();
    entries.retain(|entry| !entry.is_null());
    entries.sort_by(|a, b| (a.offset(), a.name()).cmp(&(b.offset(), b.name())));
    Ok(entries)
}

/// Which of the keys that choose plugins this is.
fn selector(entry: &Node<'_>) -> Result<&'static str, Mistake> {
    let name = entry.name();
    if let Some(key) = SELECTORS.into_iter().find(|key| *key == name) {
        return Ok(key);
    }
    let likeness = |key: &&str| strsim::jaro_winkler(key, name);
    let nearest = SELECTORS.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    Err(entry.mistake(match nearest.filter(|key| likeness(key) > 0.8) {
        Some(key) => {
            format!("neither a section nor a choice of plugins: did you mean `{key}`?")
        }
        None => format!(
            "neither a section nor a choice of plugins: expected a {}, found {}",
            entry.table_name(),
            entry.kind(),
        ),
    }))
}

/// The value of a key that chooses plugins: a string or an array of strings.
struct Patterns(Vec<String>);

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PatternsVisitor)
    }
}

struct PatternsVisitor;

impl<'de> Visitor<'de> for PatternsVisitor {
    type Value = Patterns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or an array of strings")
    }

    fn visit_str<E>(self, pattern: &str) -> Result<Patterns, E> {
        Ok(Patterns(vec![pattern.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Patterns, A::Error> {
        let mut patterns = Vec::new();
        while let Some(pattern) = list.next_element()? {
            patterns.push(pattern);
        }
        Ok(Patterns(patterns))
    }
}
