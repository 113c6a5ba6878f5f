//! The keys that choose plugins, and what stands at them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use super::ConfigSelectors;
use super::node::{Mistake, Node};
use crate::facts::near::nearest;

/// The keys that choose plugins, each with a word over those before it, and the
/// one that says their order.
const SELECTORS: [&str; 4] = ["only", "with", "without", "order"];

/// Which of the keys that choose plugins this is; none where it is a section.
/// One that is no table is the mistake of its plugin alone.
pub(super) fn key(entry: &Node<'_>) -> Result<Option<&'static str>, Mistake> {
    if entry.is_table() {
        return Ok(None);
    }
    match nearest(entry.name(), &SELECTORS) {
        Some(key) if key == entry.name() => Ok(Some(key)),
        Some(key) => Err(entry.mistake(format!("no choice of plugins: did you mean `{key}`?"))),
        None => Ok(None),
    }
}

/// Whether it is one that chooses plugins, where it stands in their table.
pub(super) fn is_key(entry: &Node<'_>) -> bool {
    SELECTORS.contains(&entry.name()) && !entry.is_table()
}

/// The key that this would be if it stood in the table of plugins, or nearly, and
/// whom it names.
pub(super) fn nearly(entry: &Node<'_>) -> Option<(&'static str, Vec<String>)> {
    // Asked first, since it costs least, and is asked of all keys of a document.
    if !matches!(entry.kind(), "string" | "array") {
        return None;
    }
    let key = nearest(entry.name(), &SELECTORS)?;
    let Patterns(patterns) = entry.read().ok()?;
    Some((key, patterns))
}

/// Puts what chooses plugins into the order in which it counts.
pub(super) fn sort(selectors: &mut [ConfigSelectors]) {
    selectors.sort_by_key(|chosen| SELECTORS.iter().position(|key| *key == chosen.key));
}

/// The value of a key that chooses plugins: a string or an array of strings.
pub(super) struct Patterns(pub(super) Vec<String>);

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
