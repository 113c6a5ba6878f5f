//! Parts of the configuration that nobody reads.

use super::addressees::Plugins;
use super::linked::{self, Group};
use super::problem::Problem;
use super::{again, hint, strays};
use crate::choice::Choice;
use crate::choice::config::{Document, Section};
use crate::facts::plugin::PluginInfo;
use crate::registry::registrar::Registrar;

/// All that nobody reads: sections and keys, what looks like some, and the half
/// of a configuration.
pub(super) fn problems(
    registrar: &Registrar,
    groups: &[Group],
    choice: &Choice,
    known: &[PluginInfo],
) -> Vec<Problem> {
    let config = &*choice.config.document;
    let mut all =
        [config].into_iter().chain(choice.selection.configs().iter().map(|c| &*c.document));
    if choice.replaced.configs.is_empty() && all.all(Document::is_empty) {
        return Vec::new();
    }
    let plugins = Plugins::new(registrar, choice, known);
    let unasked = config.sections().iter().filter(|section| !config.was_asked(&section.name));
    let sections = unasked.filter_map(|section| {
        if !plugins.names.contains(&*section.name) {
            return Some(unknown(config, section, &plugins));
        }
        unread(config, section, linked::of_name(groups, &section.name), registrar, &plugins)
    });
    let keys = config.sections().iter().flat_map(|section| keys(config, section, &plugins));
    let chosen = choice.selection.configs().iter().filter(|chosen| !chosen.is(&choice.config));
    let configs = [config].into_iter().chain(chosen.map(|chosen| &*chosen.document));
    let strays = configs.flat_map(|config| strays::problems(config, &plugins));
    sections
        .chain(keys)
        .chain(strays)
        .chain(again::configured(choice, &plugins))
        .chain(halves(choice, &plugins))
        .collect()
}

/// A section for no plugin, or a key that is none.
fn unknown(config: &Document, section: &Section, plugins: &Plugins<'_>) -> Problem {
    let nearest = plugins.nearest(&section.name);
    let hint = match nearest {
        _ if section.is_table => {
            hint::of_plugin(&section.name, nearest, &plugins.known, &plugins.meant)
        }
        Some(plugin) => format!(
            "did you mean `{plugin}`? `[{}]` configures it, `without = [{plugin:?}]` leaves it out",
            config.key_of(plugin)
        ),
        None => "plugins are chosen by `only`, `with` and `without`, ordered by `order`, and \
                 configured by tables"
            .to_owned(),
    };
    let origin = config.place(section.offset).to_string();
    let mut meant = nearest.into_iter().chain(plugins.of(&section.name));
    let is_essential = meant.any(|meant| plugins.is_lacking(meant, config));
    Problem::UnknownSection { section: config.key_of(&section.name), origin, hint, is_essential }
}

/// The keys of a section that its readers left out.
fn keys(config: &Document, section: &Section, plugins: &Plugins<'_>) -> Vec<Problem> {
    let is_essential = plugins.essential.contains(&*section.name);
    let keys = config.unread(&section.name).into_iter().map(|unread| Problem::UnreadKey {
        key: unread.key,
        origin: config.place(unread.offset).to_string(),
        hint: unread.hint,
        is_essential,
    });
    keys.collect()
}

/// A section that nobody has read for a plugin: a linked one that takes no
/// configuration, or one of the host's.
fn unread(
    config: &Document,
    section: &Section,
    linked: &[Group],
    registrar: &Registrar,
    plugins: &Plugins<'_>,
) -> Option<Problem> {
    let origin = config.place(section.offset).to_string();
    let key = config.key_of(&section.name);
    let is_essential = plugins.essential.contains(&*section.name);
    let holder = registrar.roster.lock().holder(&section.name).cloned();
    let is_hosts = holder.is_some_and(|holder| linked.iter().all(|group| !group.has(&holder)));
    if is_hosts {
        return Some(Problem::UnreadSection { section: key, origin, is_essential });
    }
    let plugin = linked.first()?.info().clone();
    let is_unused = !section.is_empty && linked.iter().all(|group| !group.takes_config());
    is_unused.then_some(Problem::UnusedSection { section: key, origin, plugin, is_essential })
}

/// Configurations that choose plugins and configure none, or the reverse, and
/// could do both.
fn halves(choice: &Choice, plugins: &Plugins<'_>) -> Vec<Problem> {
    let config = &*choice.config.document;
    let chosen = || choice.selection.configs().iter().map(|chosen| &*chosen.document);
    // Of those that `configure` had, another problem tells.
    let had = |chosen: &&Document| choice.replaced.configs.contains_key(&*chosen.origin);
    let unread = chosen().filter(|chosen| !had(chosen)).filter_map(|chosen| {
        let sections = chosen.sections().iter();
        let unread: Vec<_> = sections
            .filter(|section| section.is_table && !chosen.was_asked(&section.name))
            .filter(|section| !config.has_section(&section.name))
            .collect();
        let remedy = "its sections are read by nobody: the host must give it to `configure`, not \
                      to `select` alone";
        (!unread.is_empty()).then(|| Problem::HalfConfig {
            origin: chosen.origin.to_string(),
            remedy: remedy.to_owned(),
            is_essential: unread.iter().any(|section| plugins.essential.contains(&*section.name)),
        })
    });
    let is_followed = |selectors| chosen().any(|chosen| chosen.selectors().contains(selectors));
    let is_ignored = !config.selectors().iter().all(is_followed);
    let ignored = is_ignored.then(|| {
        let table = config.plugins();
        let remedy = format!(
            "what `[{table}]` chooses has no effect: the host must give it to `select`, by \
             `Selection::config`, not to `configure` alone"
        );
        let origin = config.origin.to_string();
        Problem::HalfConfig { origin, remedy, is_essential: false }
    });
    unread.chain(ignored).collect()
}
