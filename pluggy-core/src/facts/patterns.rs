//! Many patterns, and the plugins that they mean: found without trying each with each.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::pattern::Pattern;
use super::plugin::PluginInfo;

/// The patterns of a list, by what they mean.
#[derive(Clone, Default, Debug)]
pub(crate) struct Patterns {
    /// The places of those that are names alone.
    names: HashMap<String, Vec<usize>>,
    globs: Vec<(usize, Pattern)>,
}

impl Patterns {
    pub(crate) fn new<'a>(patterns: impl IntoIterator<Item = &'a Pattern>) -> Self {
        let mut all = Patterns::default();
        for (at, pattern) in patterns.into_iter().enumerate() {
            if pattern.is_glob() {
                all.globs.push((at, pattern.clone()));
            } else {
                all.names.entry(pattern.as_str().to_owned()).or_default().push(at);
            }
        }
        all
    }

    /// The places of those that mean a plugin, in no order.
    pub(crate) fn of(&self, plugin: &PluginInfo) -> impl Iterator<Item = usize> {
        let names = plugin.names().filter_map(|name| self.names.get(name)).flatten().copied();
        let globs = self.globs.iter().filter(|(_, glob)| glob.is_of(plugin)).map(|(at, _)| *at);
        names.chain(globs)
    }
}

/// Plugins, by the names of each, of its package and its crate.
pub(crate) struct Known<'a> {
    pub(crate) all: &'a [PluginInfo],
    by_name: OnceCell<HashMap<&'a str, Vec<&'a PluginInfo>>>,
}

impl<'a> Known<'a> {
    pub(crate) fn new(all: &'a [PluginInfo]) -> Self {
        Known { all, by_name: OnceCell::new() }
    }

    /// Whether a plugin has a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.meant_by(&Pattern::name(name)).iter().any(|plugin| plugin.name() == name)
    }

    /// Those that a pattern means.
    pub(crate) fn meant_by(&self, pattern: &Pattern) -> Vec<&'a PluginInfo> {
        if pattern.is_glob() {
            return self.all.iter().filter(|plugin| pattern.is_of(plugin)).collect();
        }
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<&str, Vec<&PluginInfo>> = HashMap::new();
            for plugin in self.all {
                for name in plugin.names() {
                    let named = by_name.entry(name).or_default();
                    // Its package may have its name.
                    if named.last().is_none_or(|last| !std::ptr::eq(*last, plugin)) {
                        named.push(plugin);
                    }
                }
            }
            by_name
        });
        by_name.get(pattern.as_str()).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Patterns};
    use crate::facts::pattern::Pattern;
    use crate::facts::plugin::PluginInfo;

    #[test]
    fn many_find_what_each_finds() {
        let texts = ["ham", "egg-*", "spam", "egg-ham", "*", "[ab]x", "egg-*", "ham"];
        let patterns = texts.map(Pattern::of);
        let plugins = ["ham", "egg-ham", "egg-*", "spam", "ax", "[ab]x", "other"];
        let plugins = plugins.map(|name| PluginInfo::new(name, None));
        let (many, known) = (Patterns::new(&patterns), Known::new(&plugins));
        for plugin in &plugins {
            let mut found: Vec<usize> = many.of(plugin).collect();
            found.sort_unstable();
            let each = patterns.iter().enumerate().filter(|(_, pattern)| pattern.is_of(plugin));
            assert_eq!(found, each.map(|(at, _)| at).collect::<Vec<_>>(), "{plugin}");
        }
        for pattern in &patterns {
            let each: Vec<_> = plugins.iter().filter(|plugin| pattern.is_of(plugin)).collect();
            assert_eq!(known.meant_by(pattern), each, "{pattern:?}");
        }
    }
}
