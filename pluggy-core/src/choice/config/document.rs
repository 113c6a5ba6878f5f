//! A document: the sections of plugins in one of its tables, the rest the host's.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigSelectors;
use super::error::{ConfigError, Place};
use super::lines::Text;
use super::node::{Mistake, Node, Raw, dotted};
use super::others::{self, Other};
use super::selectors::{self, Patterns};
use super::tree::Tree;
use super::unread::{Unread, UnreadKey};
use crate::sync::Lock;

pub(crate) struct Document {
    pub(crate) origin: Arc<str>,
    /// None for a value.
    text: Option<Text>,
    root: Content,
    /// The way to the table of plugins.
    plugins: Vec<String>,
    sections: Vec<Section>,
    /// Theirs.
    names: HashSet<String>,
    selectors: Vec<ConfigSelectors>,
    /// The host's own part, as far as it may be meant for plugins.
    others: Vec<Other>,
    /// The keys of what somebody has asked for.
    asked: Lock<BTreeSet<String>>,
    unread: Lock<Unread>,
}

/// What stands at a name in the table of plugins, and does not choose them.
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) is_table: bool,
    pub(crate) is_empty: bool,
    pub(crate) offset: Option<usize>,
}

enum Content {
    Toml(Tree),
    Value(Value),
}

impl Default for Document {
    fn default() -> Self {
        Document {
            origin: Arc::default(),
            text: None,
            root: Content::Value(Value::Null),
            plugins: vec!["plugins".to_owned()],
            sections: Vec::new(),
            names: HashSet::new(),
            selectors: Vec::new(),
            others: Vec::new(),
            asked: Lock::default(),
            unread: Lock::default(),
        }
    }
}

/// Reading.
impl Document {
    pub(super) fn toml(
        plugins: Vec<String>,
        origin: Arc<str>,
        text: &str,
    ) -> Result<Self, ConfigError> {
        let lines = Some(Text::new(text));
        let document = Document { origin, text: lines, plugins, ..Document::default() };
        let root = DeTable::parse(text).map_err(|error| document.malformed(&error))?;
        let root = Spanned::new(root.span(), DeValue::Table(root.into_inner()));
        let tree = Content::Toml(Tree::new(&root));
        document.with(&Node::root(Raw::Toml(&root)), tree)
    }

    pub(super) fn value(
        plugins: Vec<String>,
        origin: Arc<str>,
        root: &Value,
    ) -> Result<Self, ConfigError> {
        let document = Document { origin, plugins, ..Document::default() };
        document.with(&Node::root(Raw::Value(root)), Content::Value(root.clone()))
    }

    fn with(mut self, root: &Node<'_>, content: Content) -> Result<Self, ConfigError> {
        let mistaken = |mistake| self.mistaken(mistake);
        let (mut sections, mut chosen) = (Vec::new(), Vec::new());
        for entry in entries(root, &self.plugins).map_err(mistaken)? {
            if let Some(key) = selectors::key(&entry).map_err(mistaken)? {
                let Patterns(patterns) = entry.read().map_err(mistaken)?;
                chosen.push(ConfigSelectors { key, patterns, place: self.place(entry.offset()) });
            } else {
                sections.push(Section {
                    name: entry.name().to_owned(),
                    is_table: entry.is_table(),
                    is_empty: entry.is_empty(),
                    offset: entry.offset(),
                });
            }
        }
        selectors::sort(&mut chosen);
        self.names = sections.iter().map(|section| section.name.clone()).collect();
        self.others = others::others(root, &self.plugins);
        (self.sections, self.selectors, self.root) = (sections, chosen, content);
        Ok(self)
    }
}

/// What stands in the table of plugins, in the order of the file, or of names.
fn entries<'a>(root: &Node<'a>, way: &[String]) -> Result<Vec<Node<'a>>, Mistake> {
    let mut node = root.clone();
    if node.is_null() {
        return Ok(Vec::new());
    }
    for name in way {
        node.expect_table()?;
        match node.entry(name).filter(|entry| !entry.is_null()) {
            Some(entry) => node = entry,
            None => return Ok(Vec::new()),
        }
    }
    node.expect_table_of_plugins()?;
    let mut entries = node.entries();
    entries.retain(|entry| !entry.is_null());
    entries.sort_by(|a, b| (a.offset(), a.name()).cmp(&(b.offset(), b.name())));
    Ok(entries)
}

/// Asking.
impl Document {
    /// The section of a plugin.
    pub(super) fn section<T: DeserializeOwned>(
        &self,
        plugin: &str,
    ) -> Result<Option<T>, ConfigError> {
        if !self.has_section(plugin) {
            return Ok(None);
        }
        let mut way: Vec<&str> = self.plugins.iter().map(String::as_str).collect();
        way.push(plugin);
        let read = self.at(&way, true)?;
        Ok(read.map(|(section, ignored)| {
            self.unread.lock().add(plugin, ignored);
            section
        }))
    }

    /// What stands at the end of a way.
    pub(super) fn get<T: DeserializeOwned>(&self, way: &[&str]) -> Result<Option<T>, ConfigError> {
        Ok(self.at(way, false)?.map(|(value, _)| value))
    }

    fn at<T: DeserializeOwned>(
        &self,
        way: &[&str],
        is_section: bool,
    ) -> Result<Option<(T, Vec<UnreadKey>)>, ConfigError> {
        self.asked.lock().insert(key(way));
        let read = |raw| {
            let node = Node::at(way, raw);
            let expected = if is_section { node.expect_section() } else { Ok(()) };
            expected.and_then(|()| node.read_some()).map(Some).map_err(|error| self.mistaken(error))
        };
        match &self.root {
            Content::Toml(tree) => {
                let Some(tree) = tree.at(way) else { return Ok(None) };
                let text = self.text.as_ref().map(Text::text).unwrap_or_default();
                let value = tree.value(text).map_err(|error| self.malformed(&error))?;
                read(Raw::Toml(&value))
            }
            Content::Value(value) => {
                let value = way.iter().try_fold(value, |value, name| value.get(name));
                value.filter(|value| !value.is_null()).map_or(Ok(None), |v| read(Raw::Value(v)))
            }
        }
    }

    /// Whether there is nothing in it that may be meant for plugins.
    pub(crate) fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.selectors.is_empty() && self.others.is_empty()
    }

    /// Whether there is a section of a plugin.
    pub(crate) fn has_section(&self, plugin: &str) -> bool {
        self.names.contains(plugin)
    }

    /// The plugins that have a section: in the order of the file, those of a
    /// value in the order of their names.
    pub(crate) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The choices of plugins: `only`, then `with`, then `without`.
    pub(crate) fn selectors(&self) -> &[ConfigSelectors] {
        &self.selectors
    }

    /// What stands beside the table of the plugins, and nobody has asked for.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Other> {
        self.others.iter().filter(|other| {
            let mut around = (1..other.way.len()).map(|length| key(&other.way[..length]));
            let is_in_asked = around.any(|around| self.asked.lock().contains(&around));
            !is_in_asked && !self.was_asked_at(&key(&other.way))
        })
    }

    /// The keys in the section of a plugin that none of those has read who have
    /// read the section.
    pub(crate) fn unread(&self, plugin: &str) -> Vec<UnreadKey> {
        let mut keys = self.unread.lock().of(plugin);
        keys.retain(|unread| !self.was_asked_at(&unread.key));
        keys
    }

    /// Whether somebody has asked for the section of a plugin, or for what is in it.
    pub(crate) fn was_asked(&self, plugin: &str) -> bool {
        self.was_asked_at(&self.key_of(plugin))
    }

    fn was_asked_at(&self, key: &str) -> bool {
        let (asked, inside) = (self.asked.lock(), format!("{key}."));
        asked.contains(key)
            || asked.range(inside.clone()..).next().is_some_and(|asked| asked.starts_with(&inside))
    }

    /// The key of a plugin's section: `plugins.spam`.
    pub(crate) fn key_of(&self, plugin: &str) -> String {
        dotted(&key(&self.plugins), plugin)
    }

    /// The way to the table of plugins, for messages: `plugins`.
    pub(crate) fn plugins(&self) -> String {
        key(&self.plugins)
    }

    /// Whether it may be other programs' too: the table of plugins stands further
    /// inside.
    pub(crate) fn is_shared(&self) -> bool {
        self.plugins.len() > 1
    }

    /// Whether something is called nearly as the table of plugins is.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        others::is_called(name, &self.plugins)
    }

    /// Whether something is called nearly as that or another table of plugins is.
    pub(crate) fn is_called_so(&self, name: &str) -> bool {
        others::is_called_so(name, &self.plugins)
    }

    /// The key of something: `plugins.spam`.
    pub(crate) fn key(way: &[impl AsRef<str>]) -> String {
        key(way)
    }

    /// The error of a plugin that needs a section and has none.
    pub(super) fn no_section(&self, plugin: &str, message: &str) -> ConfigError {
        let key = self.key_of(plugin);
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

    /// Where something stands.
    pub(crate) fn place(&self, offset: Option<usize>) -> Place {
        let position = self.text.as_ref().zip(offset).map(|(text, offset)| text.position(offset));
        Place::new(self.origin.clone(), position)
    }
}

/// A way as a key.
fn key(way: &[impl AsRef<str>]) -> String {
    way.iter().fold(String::new(), |key, name| dotted(&key, name.as_ref()))
}
