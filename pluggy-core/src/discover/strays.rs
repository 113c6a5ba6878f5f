//! What stands beside the table of plugins in a configuration, is read by nobody, and
//! looks as if it were meant for it.

use super::addressees::Plugins;
use super::problem::Problem;
use crate::choice::config::{Document, Other, OtherKind};

/// What separates the table of plugins from the name of one, where they are one name.
const JOINTS: [char; 5] = ['.', '-', '_', ':', '/'];

pub(super) fn problems(config: &Document, plugins: &Plugins<'_>) -> Vec<Problem> {
    let problem = |other: &Other| match &other.kind {
        OtherKind::Table { names, chooses } => table(config, plugins, other, names, *chooses),
        OtherKind::Choice { meant, patterns } => choice(config, plugins, other, meant, patterns),
    };
    config.others().filter_map(problem).collect()
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

/// A table that is called like a plugin, or like the table of plugins.
fn table(
    config: &Document,
    plugins: &Plugins<'_>,
    other: &Other,
    names: &[String],
    chooses: bool,
) -> Option<Problem> {
    let origin = config.place(other.offset).to_string();
    let problem = |way: &[&str], meant, is_essential| {
        let section = Document::key(way);
        Some(Problem::StraySection { section, origin: origin.clone(), meant, is_essential })
    };
    let section = |way: &[&str], plugin: &str| {
        problem(way, config.key_of(plugin), plugins.is_lacking(plugin, config))
    };
    let way: Vec<&str> = other.way.iter().map(String::as_str).collect();
    if let [name] = way[..]
        && let Some(plugin) = plugin(config, plugins, name)
    {
        return section(&way, plugin);
    }
    let (name, outer) = way.split_last()?;
    if !config.is_called_so(name) {
        return None;
    }
    if let Some((inner, plugin)) =
        names.iter().find_map(|inner| Some((inner, plugins.nearest(inner)?)))
    {
        return section(&[&way[..], &[inner]].concat(), plugin);
    }
    let is_own = outer.is_empty() && config.is_called(name) && !config.is_shared();
    (is_own || chooses).then(|| problem(&way, config.plugins(), false))?
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
