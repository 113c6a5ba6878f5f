//! Sections of the configuration that nobody reads.

use super::hint;
use super::problem::Problem;
use crate::choice::config::Config;
use crate::discover::linked::Group;
use crate::facts::plugin::PluginInfo;

/// One problem for each section that is for no plugin, or for a linked one that
/// takes no configuration. What the host builds, it may configure.
pub(super) fn problems(config: &Config, groups: &[Group], known: &[PluginInfo]) -> Vec<Problem> {
    let problems = config.sections().filter_map(|section| {
        let (plugin, is_table) = (&*section.name, section.is_table);
        let (section, origin) = (format!("plugins.{plugin}"), section.place.to_string());
        if known.iter().all(|known| known.name() != plugin) {
            let hint = if is_table {
                hint::of_section(plugin, known)
            } else {
                "plugins are chosen by `only`, `with` and `without`, and configured by tables"
                    .into()
            };
            return Some(Problem::UnknownSection { section, origin, hint });
        }
        let linked = || groups.iter().filter(|group| group.name() == plugin);
        let is_unused = linked().all(|group| !group.takes_config());
        let plugin = linked().min_by_key(|group| group.place())?.info();
        is_unused.then_some(Problem::UnusedSection { section, origin, plugin })
    });
    problems.collect()
}
