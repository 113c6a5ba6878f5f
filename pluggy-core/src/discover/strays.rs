//! What stands beside the table of plugins in a configuration, is read by nobody, and
//! looks as if it were meant for it.

use super::addressees::Plugins;
use super::problem::Problem;
use crate::choice::config::{Document, Other, OtherKind};

/// What separates the table of plugins from the name of one, where they are one name.
const JOINTS: [char; 5] = ['.', '-', '_', ':', '/'];

pub(super) fn problems(config: &Document, plugins: &Plugins<'_>) -> Vec<Problem> {
    let problems = |other: &Other| match &other.kind {
        OtherKind::Table { entries, chooses } => table(config, plugins, other, entries, *chooses),
        OtherKind::Choice { meant, patterns } => {
            Vec::from_iter(choice(config, plugins, other, meant, patterns))
        }
    };
    config.others().flat_map(problems).collect()
}

/// A key that would choose plugins. One that is only nearly called so is the host's,
/// unless it names a plugin.
fn choice(
    config: &Document,
    plugins: &Plugins<'_>,
    other: &Other,
    meant: &'static str,
    patterns: &[String],
) -> Option<Problem> {
    let key = Document::key(&other.way);
    let is_meant = key == meant || patterns.iter().any(|pattern| plugins.has(pattern));
    is_meant.then(|| Problem::StrayKey {
        key,
        origin: config.place(other.offset).to_string(),
        meant,
        table: config.plugins(),
    })
}

/// A table that is called like a plugin; or like the table of plugins, and each in it
/// that is called like one.
fn table(
    config: &Document,
    plugins: &Plugins<'_>,
    other: &Other,
    entries: &[(String, Option<usize>)],
    chooses: bool,
) -> Vec<Problem> {
    let problem = |way: &[&str], offset, meant, is_essential| Problem::StraySection {
        section: Document::key(way),
        origin: config.place(offset).to_string(),
        meant,
        is_essential,
    };
    let is_lacking = |plugin| plugins.is_lacking(plugin, config);
    let way: Vec<&str> = other.way.iter().map(String::as_str).collect();
    let Some((name, outer)) = way.split_last() else { return Vec::new() };
    if outer.is_empty()
        && let Some(plugin) = plugin(config, plugins, name)
    {
        let is_essential = is_lacking(plugin) || plugins.of(name).any(is_lacking);
        return vec![problem(&way, other.offset, config.key_of(plugin), is_essential)];
    }
    if !config.is_called_so(name) {
        return Vec::new();
    }
    let sections = entries.iter().filter_map(|(entry, offset)| {
        let plugin = plugins.nearest(entry)?;
        let way = [&way[..], &[entry]].concat();
        Some(problem(&way, *offset, config.key_of(plugin), is_lacking(plugin)))
    });
    let sections: Vec<Problem> = sections.collect();
    let is_own = outer.is_empty() && config.is_called(name) && !config.is_shared();
    if sections.is_empty() && (is_own || chooses) {
        return vec![problem(&way, other.offset, config.plugins(), false)];
    }
    sections
}

/// The plugin for which a table of the document's own is meant.
fn plugin<'a>(config: &Document, plugins: &Plugins<'a>, name: &str) -> Option<&'a str> {
    if let Some(plugin) = plugins.names.get(name) {
        return Some(plugin);
    }
    // One name in quotes, or with another sign for the dot.
    if let Some(at) = name.find(JOINTS)
        && config.is_called_so(&name[..at])
        && let Some(plugin) = plugins.names.get(&name[at + 1..])
    {
        return Some(plugin);
    }
    if config.is_shared() || config.is_called_so(name) {
        return None;
    }
    // A plugin `server-auth` has no claim to the host's table `auth`.
    let is_others = |plugin: &&str| plugin.ends_with(&format!("-{name}"));
    plugins.chief_of(name).or_else(|| plugins.nearest(name).filter(|plugin| !is_others(plugin)))
}
