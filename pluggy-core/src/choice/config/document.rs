//! A document, and what stands in its table `plugins`.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigSelectors;
use super::error::{ConfigError, Place, Position};
use super::node::{Mistake, Node, Raw, dotted};
use super::tree::Tree;
use crate::facts::near::nearest;

/// The keys that choose plugins, each with a word over those before it.
const SELECTORS: [&str; 3] = ["only", "with", "without"];

#[derive(Default)]
pub(super) struct Document {
    pub(super) origin: Arc<str>,
    /// None for a value.
    text: Option<String>,
    pub(super) sections: Vec<Section>,
    pub(super) selectors: Vec<ConfigSelectors>,
}

pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) is_table: bool,
    content: Content,
}

enum Content {
    Toml(Tree),
    Value(Value),
}

impl Document {
    pub(super) fn toml(origin: Arc<str>, text: &str) -> Result<Self, ConfigError> {
        let document = Document { origin, text: Some(text.to_owned()), ..Document::default() };
        let root = DeTable::parse(text).map_err(|error| document.malformed(&error))?;
        let root = Spanned::new(root.span(), DeValue::Table(root.into_inner()));
        document.with(&Node::root(Raw::Toml(&root)))
    }

    pub(super) fn value(origin: Arc<str>, root: &Value) -> Result<Self, ConfigError> {
        let document = Document { origin, ..Document::default() };
        document.with(&Node::root(Raw::Value(root)))
    }

    fn with(mut self, root: &Node<'_>) -> Result<Self, ConfigError> {
        let mistaken = |mistake| self.mistaken(mistake);
        let (mut sections, mut selectors) = (Vec::new(), Vec::new());
        for entry in plugins(root).map_err(mistaken)? {
            let place = self.place(entry.offset());
            if let Some(key) = selector(&entry).map_err(mistaken)? {
                let Patterns(patterns) = entry.read().map_err(mistaken)?;
                selectors.push(ConfigSelectors { key, patterns, place });
            } else {
                let content = match entry.raw() {
                    Raw::Toml(value) => Content::Toml(Tree::new(value)),
                    Raw::Value(value) => Content::Value(value.clone()),
                };
                let (name, is_table) = (entry.name().to_owned(), entry.is_table());
                sections.push(Section { name, place, is_table, content });
            }
        }
        selectors.sort_by_key(|chosen| SELECTORS.iter().position(|key| *key == chosen.key));
        (self.sections, self.selectors) = (sections, selectors);
        Ok(self)
    }

    pub(super) fn section<T: DeserializeOwned>(
        &self,
        plugin: &str,
    ) -> Result<Option<T>, ConfigError> {
        let Some(section) = self.sections.iter().find(|section| section.name == plugin) else {
            return Ok(None);
        };
        match &section.content {
            Content::Toml(tree) => {
                let text = self.text.as_deref().unwrap_or_default();
                let value = tree.value(text).map_err(|error| self.malformed(&error))?;
                self.read(&Node::section(plugin, Raw::Toml(&value)))
            }
            Content::Value(value) => self.read(&Node::section(plugin, Raw::Value(value))),
        }
    }

    fn read<T: DeserializeOwned>(&self, section: &Node<'_>) -> Result<Option<T>, ConfigError> {
        let read = section.expect_table().and_then(|()| section.read());
        read.map(Some).map_err(|mistake| self.mistaken(mistake))
    }

    /// The error of a plugin that needs a section and has none.
    pub(super) fn no_section(&self, plugin: &str, message: &str) -> ConfigError {
        let key = dotted("plugins", plugin);
        let header = if self.text.is_some() { format!("[{key}]") } else { key.clone() };
        let message = format!("there is no section `{header}`: {message}");
        ConfigError::no_section(self.place(None), key, &message)
    }

    fn malformed(&self, error: &toml::de::Error) -> ConfigError {
        let place = self.place(error.span().map(|span| span.start));
        ConfigError::malformed(place, error.message())
    }

    fn mistaken(&self, mistake: Mistake) -> ConfigError {
        ConfigError::at_key(self.place(mistake.offset), mistake.key, &mistake.message)
    }

    fn place(&self, offset: Option<usize>) -> Place {
        let position = match (&self.text, offset) {
            (Some(text), Some(offset)) => {
                Some(Position::after(&text.as_bytes()[..offset.min(text.len())]))
            }
            _ => None,
        };
        Place::new(self.origin.clone(), position)
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

/// Which of the keys that choose plugins this is; none where it is a section.
/// One that is no table is the mistake of its plugin alone.
fn selector(entry: &Node<'_>) -> Result<Option<&'static str>, Mistake> {
    if entry.is_table() {
        return Ok(None);
    }
    match nearest(entry.name(), &SELECTORS) {
        Some(key) if key == entry.name() => Ok(Some(key)),
        Some(key) => Err(entry.mistake(format!("no choice of plugins: did you mean `{key}`?"))),
        None => Ok(None),
    }
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
