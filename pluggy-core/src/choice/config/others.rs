//! What stands beside the table of plugins, as far as it may be meant for it.

use super::PLUGINS;
use super::node::Node;
use super::selectors;
use crate::facts::near::nearest;

/// What stands beside the table of plugins.
pub(crate) struct Other {
    /// The way to it.
    pub(crate) way: Vec<String>,
    pub(crate) kind: OtherKind,
    pub(crate) offset: Option<usize>,
}

pub(crate) enum OtherKind {
    /// A table, or several in an array: one of the document's own, or further inside
    /// one that is called like that of plugins.
    Table {
        /// The names of what is in it, in the order of the file, and where that stands.
        entries: Vec<(String, Option<usize>)>,
        /// Whether it would choose plugins, if it were theirs.
        chooses: bool,
    },
    /// A key of the document's own that would choose plugins in their table, if it
    /// were called as it was meant.
    Choice { meant: &'static str, patterns: Vec<String> },
}

/// All that may be meant; `plugins` is the way to their table.
pub(super) fn others(root: &Node<'_>, plugins: &[String]) -> Vec<Other> {
    let mut others = Vec::new();
    // Without a table all of the document is of plugins.
    if !plugins.is_empty() {
        visit(root, &mut Vec::new(), plugins, &mut others);
    }
    others
}

fn visit(node: &Node<'_>, way: &mut Vec<String>, plugins: &[String], others: &mut Vec<Other>) {
    // Further inside only a table can be meant, of which there are fewer.
    let entries = if way.is_empty() { node.entries() } else { node.tables() };
    for entry in entries {
        way.push(entry.name().to_owned());
        if way != plugins {
            if let Some(kind) = kind(&entry, way, plugins) {
                others.push(Other { way: way.clone(), kind, offset: entry.offset() });
            }
            visit(&entry, way, plugins, others);
        }
        way.pop();
    }
}

fn kind(entry: &Node<'_>, way: &[String], plugins: &[String]) -> Option<OtherKind> {
    let is_outermost = way.len() == 1;
    if plugins.starts_with(way) {
        None
    } else if entry.is_table() || entry.is_array_of_tables() {
        let is_meant = is_outermost || is_called_so(entry.name(), plugins);
        is_meant.then(|| {
            let inside = entry.entries();
            let chooses = inside.iter().any(selectors::is_key);
            let entries = inside.iter().map(|entry| (entry.name().to_owned(), entry.offset()));
            let mut entries: Vec<_> = entries.collect();
            entries.sort_by_key(|(_, offset)| *offset);
            OtherKind::Table { entries, chooses }
        })
    } else if is_outermost {
        let (meant, patterns) = selectors::nearly(entry)?;
        Some(OtherKind::Choice { meant, patterns })
    } else {
        None
    }
}

/// Whether something is called nearly as the table of plugins is, or as other
/// programs call theirs.
pub(super) fn is_called_so(name: &str, plugins: &[String]) -> bool {
    is_called(name, plugins) || nearest(name, &[PLUGINS]).is_some()
}

/// Whether something is called nearly as the table of plugins is.
pub(super) fn is_called(name: &str, plugins: &[String]) -> bool {
    plugins.last().is_some_and(|table| nearest(name, &[table]).is_some())
}
