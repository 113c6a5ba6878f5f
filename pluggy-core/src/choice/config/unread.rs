//! Keys in sections of plugins that nobody has read.

use std::collections::BTreeMap;

/// A key in what was read for which its type did not ask, and where it stands.
#[derive(Clone)]
pub(crate) struct UnreadKey {
    /// The whole way: `plugins.spam.prasies`.
    pub(crate) key: String,
    pub(crate) offset: Option<usize>,
    /// What may have been meant, or what there is.
    pub(crate) hint: String,
}

/// Of each section that was read, what all who did so left out.
#[derive(Default)]
pub(super) struct Unread {
    sections: BTreeMap<String, Vec<UnreadKey>>,
}

impl Unread {
    /// Somebody has read the section of a plugin, but for some keys.
    pub(super) fn add(&mut self, plugin: &str, new: Vec<UnreadKey>) {
        let unread = match self.sections.get(plugin) {
            Some(old) => shared(old, &new),
            None => new,
        };
        self.sections.insert(plugin.to_owned(), unread);
    }

    /// Those of a section, in the order of the file.
    pub(super) fn of(&self, plugin: &str) -> Vec<UnreadKey> {
        let mut keys = self.sections.get(plugin).cloned().unwrap_or_default();
        keys.sort_by(|a, b| (a.offset, &a.key).cmp(&(b.offset, &b.key)));
        keys
    }
}

/// What both have left out: who leaves out a table does so with all in it.
fn shared(one: &[UnreadKey], other: &[UnreadKey]) -> Vec<UnreadKey> {
    let within = |keys: &[UnreadKey], key: &UnreadKey| {
        keys.iter().any(|outer| is_within(&key.key, &outer.key))
    };
    let mut keys: Vec<UnreadKey> = one.iter().filter(|key| within(other, key)).cloned().collect();
    let others = other.iter().filter(|key| within(one, key) && !within(&keys, key));
    let others: Vec<UnreadKey> = others.cloned().collect();
    keys.extend(others);
    keys
}

/// Whether a key is another, or of what stands there.
fn is_within(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
