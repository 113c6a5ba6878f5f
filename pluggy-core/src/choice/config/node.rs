//! A value in a document, with the way to it.

use std::borrow::Cow;

use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[derive(Clone)]
pub(super) struct Node<'a> {
    /// The whole way: `plugins.spam`.
    pub(super) key: String,
    /// The last step.
    name: &'a str,
    pub(super) offset: Option<usize>,
    pub(super) raw: Raw<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Raw<'a> {
    Toml(&'a Spanned<DeValue<'a>>),
    Value(&'a Value),
}

/// What is wrong in a document, and where; no key means all of it.
pub(super) struct Mistake {
    pub(super) key: String,
    pub(super) offset: Option<usize>,
    pub(super) message: String,
}

impl<'a> Node<'a> {
    pub(super) fn root(raw: Raw<'a>) -> Self {
        Node { key: String::new(), name: "", offset: raw.offset(), raw }
    }

    /// The same place, with another value.
    pub(super) fn with<'b>(&self, raw: Raw<'b>) -> Node<'b> {
        Node { key: self.key.clone(), name: "", offset: self.offset, raw }
    }

    /// What stands at the end of a way.
    pub(super) fn at(way: &[&'a str], raw: Raw<'a>) -> Self {
        let key = way.iter().fold(String::new(), |key, name| dotted(&key, name));
        Node { key, name: way.last().unwrap_or(&""), offset: raw.offset(), raw }
    }

    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// Where it begins: a table at its header, all else at its key.
    pub(super) fn offset(&self) -> Option<usize> {
        self.offset
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.raw, Raw::Value(Value::Null))
    }

    pub(super) fn is_table(&self) -> bool {
        self.raw.is_table()
    }

    pub(super) fn is_array_of_tables(&self) -> bool {
        let first = self.item(0);
        first.is_some_and(|first| first.is_table())
    }

    pub(super) fn is_empty(&self) -> bool {
        match self.raw {
            Raw::Toml(value) => value.get_ref().as_table().is_some_and(DeTable::is_empty),
            Raw::Value(value) => value.as_object().is_some_and(serde_json::Map::is_empty),
        }
    }

    pub(super) fn expect_table(&self) -> Result<(), Mistake> {
        self.expect_table_and("")
    }

    /// Expects the table in which plugins have theirs.
    pub(super) fn expect_table_of_plugins(&self) -> Result<(), Mistake> {
        let inside = dotted(&self.key, "NAME");
        self.expect_table_and(&format!(
            ": a plugin has a {} of its own, `{inside}`",
            self.table_name()
        ))
    }

    /// Expects a table that configures a plugin.
    pub(super) fn expect_section(&self) -> Result<(), Mistake> {
        let (key, name) = (&self.key, self.name);
        self.expect_table_and(&format!(
            ": `[{key}]` configures the plugin, `without = [{name:?}]` leaves it out"
        ))
    }

    fn expect_table_and(&self, hint: &str) -> Result<(), Mistake> {
        if self.is_table() {
            return Ok(());
        }
        let (expected, found) = (self.table_name(), self.kind());
        Err(self.mistake(format!("expected a {expected}, found {found}{hint}")))
    }

    /// What a table is called where this comes from.
    pub(super) fn table_name(&self) -> &'static str {
        match self.raw {
            Raw::Toml(_) => "table",
            Raw::Value(_) => "map",
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.raw {
            Raw::Toml(value) => value.get_ref().type_str(),
            Raw::Value(Value::Null) => "null",
            Raw::Value(Value::Bool(_)) => "boolean",
            Raw::Value(Value::Number(_)) => "number",
            Raw::Value(Value::String(_)) => "string",
            Raw::Value(Value::Array(_)) => "array",
            Raw::Value(Value::Object(_)) => "map",
        }
    }

    pub(super) fn mistake(&self, message: String) -> Mistake {
        Mistake { key: self.key.clone(), offset: self.offset, message }
    }

    pub(super) fn entries(&self) -> Vec<Node<'a>> {
        self.entries_where(|_| true)
    }

    /// The entries that are tables.
    pub(super) fn tables(&self) -> Vec<Node<'a>> {
        self.entries_where(Raw::is_table)
    }

    fn entries_where(&self, is_wanted: impl Fn(&Raw<'a>) -> bool) -> Vec<Node<'a>> {
        let entries: Vec<(&'a str, Option<usize>, Raw<'a>)> = match self.raw {
            Raw::Toml(value) => value
                .get_ref()
                .as_table()
                .into_iter()
                .flatten()
                .map(|(key, value)| (&**key.get_ref(), Some(key.span().start), Raw::Toml(value)))
                .collect(),
            Raw::Value(value) => value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, value)| (&**key, None, Raw::Value(value)))
                .collect(),
        };
        let entries = entries.into_iter().filter(|(_, _, raw)| is_wanted(raw));
        entries.map(|(name, offset, raw)| self.step(name, offset, raw)).collect()
    }

    pub(super) fn entry(&self, name: &str) -> Option<Node<'a>> {
        match self.raw {
            Raw::Toml(value) => {
                let (key, value) = value.get_ref().as_table()?.get_key_value(name)?;
                Some(self.step(key.get_ref(), Some(key.span().start), Raw::Toml(value)))
            }
            Raw::Value(value) => {
                let (key, value) = value.as_object()?.get_key_value(name)?;
                Some(self.step(key, None, Raw::Value(value)))
            }
        }
    }

    fn item(&self, index: usize) -> Option<Node<'a>> {
        let raw = match self.raw {
            Raw::Toml(value) => Raw::Toml(value.get_ref().as_array()?.get(index)?),
            Raw::Value(value) => Raw::Value(value.as_array()?.get(index)?),
        };
        let key = format!("{}[{index}]", self.key);
        Some(Node { key, name: "", offset: raw.offset(), raw })
    }

    fn step(&self, name: &'a str, key_offset: Option<usize>, raw: Raw<'a>) -> Node<'a> {
        let key = dotted(&self.key, name);
        let offset = [key_offset, raw.offset()].into_iter().flatten().min();
        Node { key, name, offset, raw }
    }

    /// Where a path leads; steps that serde made up lead nowhere.
    pub(super) fn follow<'s>(&self, path: impl IntoIterator<Item = &'s Segment>) -> Node<'a> {
        let mut node = self.clone();
        for segment in path {
            let next = match segment {
                Segment::Map { key } | Segment::Enum { variant: key } => node.entry(key),
                Segment::Seq { index } => node.item(*index),
                Segment::Unknown => None,
            };
            node = next.unwrap_or(node);
        }
        node
    }
}

impl Raw<'_> {
    fn is_table(&self) -> bool {
        match self {
            Raw::Toml(value) => value.get_ref().is_table(),
            Raw::Value(value) => value.is_object(),
        }
    }

    fn offset(&self) -> Option<usize> {
        match self {
            Raw::Toml(value) => Some(value.span().start),
            Raw::Value(_) => None,
        }
    }
}

/// The way to an entry of what a key leads to.
pub(super) fn dotted(key: &str, name: &str) -> String {
    let dot = if key.is_empty() { "" } else { "." };
    format!("{key}{dot}{}", quoted(name))
}

/// A path as a key; none for an empty one.
pub(super) fn key_of(path: &Path) -> String {
    path.iter().fold(String::new(), |key, segment| match segment {
        Segment::Map { key: name } | Segment::Enum { variant: name } => dotted(&key, name),
        Segment::Seq { index } => format!("{key}[{index}]"),
        Segment::Unknown => key,
    })
}

/// A key as it is written in TOML.
fn quoted(name: &str) -> Cow<'_, str> {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_bare) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("{name:?}"))
}
