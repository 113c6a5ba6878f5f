//! Parts of the configuration that nobody reads.

use std::collections::{HashMap, HashSet};

use super::hint;
use super::linked::Group;
use super::problem::Problem;
use crate::choice::Choice;
use crate::choice::config::{Config, Other, SELECTORS, Section};
use crate::facts::near::nearest;
use crate::facts::plugin::PluginInfo;
use crate::registry::registrar::Registrar;

/// All that nobody reads: sections, tables that look like some, and the half of
/// a configuration.
pub(super) fn problems(
    registrar: &Registrar,
    groups: &[Group],
    choice: &Choice,
    known: &[PluginInfo],
) -> Vec<Problem> {
    let config = &choice.config;
    let names: HashSet<&str> = known.iter().map(PluginInfo::name).collect();
    let mut linked: HashMap<String, Vec<&Group>> = HashMap::new();
    for group in groups {
        linked.entry(group.name()).or_default().push(group);
    }
    let sections = config.sections().iter().filter_map(|section| {
        if !names.contains(&*section.name) {
            return Some(unknown(config, section, known));
        }
        let linked = linked.get(&section.name).map_or(&[][..], Vec::as_slice);
        unread(config, section, linked, registrar)
    });
    let strays = config.others().filter_map(|other| stray(config, other, &names));
    sections.chain(strays).chain(halves(choice)).collect()
}

/// A section for no plugin.
fn unknown(config: &Config, section: &Section, known: &[PluginInfo]) -> Problem {
    let hint = if section.is_table {
        hint::of_section(&section.name, known)
    } else {
        "plugins are chosen by `only`, `with` and `without`, and configured by tables".into()
    };
    let origin = config.place_of(section.offset).to_string();
    Problem::UnknownSection { section: config.key_of(&section.name), origin, hint }
}

/// A section for a plugin that does not read it: a linked one that takes no
/// configuration, or one of the host's, for which the host has not read it.
fn unread(
    config: &Config,
    section: &Section,
    linked: &[&Group],
    registrar: &Registrar,
) -> Option<Problem> {
    let origin = config.place_of(section.offset).to_string();
    let key = config.key_of(&section.name);
    let holder = registrar.roster.lock().holder(&section.name).cloned();
    let is_hosts = holder.is_some_and(|holder| linked.iter().all(|group| !group.has(&holder)));
    if is_hosts {
        let is_unread = !config.was_asked(&section.name);
        return is_unread.then_some(Problem::UnreadSection { section: key, origin });
    }
    let plugin = linked.iter().min_by_key(|group| group.place())?.info();
    let is_unused = !section.is_empty && linked.iter().all(|group| !group.takes_config());
    is_unused.then_some(Problem::UnusedSection { section: key, origin, plugin })
}

/// A table beside that of the plugins with a plugin's name, or nearly the name
/// of that table and a plugin in it.
fn stray(config: &Config, other: &Other, names: &HashSet<&str>) -> Option<Problem> {
    let origin = config.place_of(other.offset).to_string();
    let name = other.name.as_str();
    if names.contains(name) {
        let meant = config.key_of(name);
        return Some(Problem::StraySection { section: name.to_owned(), origin, meant });
    }
    let plugins = config.plugins();
    nearest(name, &[&plugins])?;
    let is_for_plugins =
        |entry: &&String| names.contains(entry.as_str()) || SELECTORS.contains(&entry.as_str());
    let entry = other.entries.iter().find(is_for_plugins)?;
    let (section, meant) = if names.contains(entry.as_str()) {
        (format!("{name}.{entry}"), config.key_of(entry))
    } else {
        (name.to_owned(), plugins)
    };
    Some(Problem::StraySection { section, origin, meant })
}

/// Configurations that choose plugins and configure none, or the reverse, and
/// could do both.
fn halves(choice: &Choice) -> Vec<Problem> {
    let (config, chosen) = (&choice.config, choice.selection.configs());
    let unread = chosen.iter().filter(|chosen| {
        let mut sections = chosen.sections().iter();
        sections.any(|section| section.is_table && !config.has_section(&section.name))
    });
    let unread = unread.map(|chosen| {
        let remedy = "its sections are read by nobody: the host gives it to `select`, and to \
                      `configure` too";
        Problem::HalfConfig { origin: chosen.origin().to_owned(), remedy: remedy.to_owned() }
    });
    let is_followed =
        |selectors| chosen.iter().any(|chosen| chosen.selectors().contains(selectors));
    let is_ignored = !config.selectors().iter().all(is_followed);
    let ignored = is_ignored.then(|| {
        let table = config.plugins();
        let remedy = format!(
            "what `[{table}]` chooses has no effect: the host gives it to `configure`, and to \
             `select` too, by `Selection::config`"
        );
        Problem::HalfConfig { origin: config.origin().to_owned(), remedy }
    });
    unread.chain(ignored).collect()
}
