//! What to say of a name that nothing has.

use std::collections::BTreeSet;

use crate::facts::near::Names;
use crate::facts::pattern::Pattern;
use crate::facts::patterns::Known;
use crate::facts::plugin::PluginInfo;

/// How many plugins are listed where none is near.
const LISTED: usize = 12;

/// What may have been meant by a name.
pub(super) struct Meant<'a> {
    /// The names of plugins, in alphabetical order.
    plugins: Vec<&'a str>,
    /// Those, and of others that may be.
    names: Names<'a>,
}

impl<'a> Meant<'a> {
    /// Where a plugin is meant.
    pub(super) fn plugin(known: &'a [PluginInfo]) -> Self {
        let plugins = names(known);
        Meant { names: Names::new(plugins.clone()), plugins }
    }

    /// Where plugins are chosen: it may be their package.
    pub(super) fn choice(known: &'a [PluginInfo]) -> Self {
        let plugins = names(known);
        let packages: BTreeSet<&str> = known.iter().filter_map(PluginInfo::package).collect();
        let all = [&plugins[..], &Vec::from_iter(packages)].concat();
        Meant { plugins, names: Names::new(all) }
    }

    /// The one that is most like a name.
    pub(super) fn nearest(&self, name: &str) -> Option<&'a str> {
        self.names.nearest(name)
    }
}

/// What may have been meant by a selector, or what is missing.
pub(super) fn of_selector(pattern: &Pattern, meant: &Meant<'_>) -> String {
    let name = pattern.as_str();
    hint(name, Some(pattern), meant.nearest(name), meant)
}

/// What may have been meant by a name that no plugin has, where one plugin is meant, and
/// this one is most like it.
pub(super) fn of_plugin(
    name: &str,
    nearest: Option<&str>,
    known: &Known<'_>,
    meant: &Meant<'_>,
) -> String {
    match &names(known.meant_by(&Pattern::name(name)))[..] {
        [] => hint(name, None, nearest, meant),
        [plugin] => format!("`{name}` is a package, with the plugin {plugin}"),
        plugins => format!("`{name}` is a package, with the plugins {}", listed(plugins)),
    }
}

#[cfg_attr(not(feature = "link"), allow(unused_variables, reason = "no dependency is known"))]
fn hint(name: &str, pattern: Option<&Pattern>, nearest: Option<&str>, meant: &Meant<'_>) -> String {
    #[cfg(feature = "link")]
    if let Some(hint) = super::dependencies::hint(name, pattern) {
        return hint;
    }
    let Meant { plugins, names } = meant;
    if let Some(meant) = nearest.map(str::to_owned).or_else(|| parted(name, &names.list)) {
        return format!("did you mean `{meant}`?");
    }
    match &plugins[..] {
        [] => "no plugin is linked: write `link_plugins!`, or `use plugin_crate as _;`, in the \
               program"
            .to_owned(),
        plugins => format!("the plugins are {}; {DEPEND}", listed(plugins)),
    }
}

/// A list whose names are parted by another sign than a comma, or are in quotes.
fn parted(list: &str, names: &[&str]) -> Option<String> {
    let parts = list.split([';', '|', ' ', '\t', '\n', '"', '\'']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let is_other = !parts.is_empty() && parts != [list];
    let is_list = is_other && parts.iter().all(|part| names.contains(part));
    is_list.then(|| parts.join(","))
}

fn listed(names: &[&str]) -> String {
    match names.split_at_checked(LISTED) {
        Some((listed, [_, ..])) => {
            format!("{} and {} more", listed.join(", "), names.len() - LISTED)
        }
        _ => names.join(", "),
    }
}

/// The names of plugins, in alphabetical order, each once.
fn names<'a>(plugins: impl IntoIterator<Item = &'a PluginInfo>) -> Vec<&'a str> {
    let names: BTreeSet<&str> = plugins.into_iter().map(PluginInfo::name).collect();
    names.into_iter().collect()
}

const DEPEND: &str = "for another, its crate must be a dependency of the program and be linked";

#[cfg(test)]
mod tests {
    use super::{DEPEND, LISTED, Meant, of_plugin};
    use crate::facts::pattern::Pattern;
    use crate::facts::patterns::Known;
    use crate::facts::plugin::{Expansion, PluginFacts, PluginInfo};

    static FACTS: PluginFacts = PluginFacts {
        name: "",
        type_name: "",
        package: "eggsample-spam",
        version: "",
        description: "",
        docs: &[],
        config: "",
        module: "eggsample_spam",
        file: "lib.rs",
        line: 1,
        column: 1,
        expansion: Expansion::new((1, 1), (1, 1), ""),
    };

    fn known(names: &[&str]) -> Vec<PluginInfo> {
        names.iter().map(|name| PluginInfo::new(*name, Some(&FACTS))).collect()
    }

    fn of_selector(pattern: &Pattern, known: &[PluginInfo]) -> String {
        super::of_selector(pattern, &Meant::choice(known))
    }

    #[test]
    fn a_slip_or_two_are_forgiven() {
        let known = known(&["spam", "waiter", "spam"]);
        for (name, nearest) in [
            ("spma", "spam"),
            ("Spam", "spam"),
            ("witer", "waiter"),
            ("eggsample_spam", "eggsample-spam"),
            ("SPAM", "spam"),
        ] {
            assert_eq!(
                of_selector(&Pattern::new(name).unwrap(), &known),
                format!("did you mean `{nearest}`?")
            );
        }
        for far in ["ham", "eggsample-sauce", "waitresses"] {
            let hint = of_selector(&Pattern::new(far).unwrap(), &known);
            assert_eq!(hint, format!("the plugins are spam, waiter; {DEPEND}"));
        }
    }

    #[test]
    fn a_list_may_be_parted_by_another_sign() {
        let known = known(&["spam", "waiter"]);
        for (list, meant) in [
            ("spam;waiter", "spam,waiter"),
            ("spam waiter", "spam,waiter"),
            ("spam | eggsample-spam", "spam,eggsample-spam"),
            ("\"waiter\"", "waiter"),
        ] {
            let hint = of_selector(&Pattern::new(list).unwrap(), &known);
            assert_eq!(hint, format!("did you mean `{meant}`?"));
        }
        let hint = of_selector(&Pattern::new("spam;ham").unwrap(), &known);
        assert_eq!(hint, format!("the plugins are spam, waiter; {DEPEND}"));
    }

    #[test]
    fn a_package_is_known_without_its_host() {
        let hint = of_selector(&Pattern::new("spam").unwrap(), &known(&["waiter"]));
        assert_eq!(hint, "did you mean `eggsample-spam`?");
    }

    #[test]
    fn a_package_is_no_plugin() {
        let of_plugin = |name, known: &[PluginInfo]| {
            let meant = Meant::plugin(known);
            of_plugin(name, meant.nearest(name), &Known::new(known), &meant)
        };
        let known = known(&["waiter", "spam"]);
        for package in ["eggsample-spam", "eggsample_spam"] {
            let hint = of_plugin(package, &known);
            assert_eq!(hint, format!("`{package}` is a package, with the plugins spam, waiter"));
        }
        let hint = of_plugin("eggsample-spam", &known[..1]);
        assert_eq!(hint, "`eggsample-spam` is a package, with the plugin waiter");
        let hint = of_plugin("eggsample-spma", &known);
        assert_eq!(hint, format!("the plugins are spam, waiter; {DEPEND}"));
    }

    #[test]
    fn a_long_list_is_cut() {
        let names: Vec<String> = (10..=10 + LISTED).map(|i| format!("plugin-{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = of_selector(&Pattern::new("ham").unwrap(), &known(&names));
        assert!(hint.contains("plugin-21 and 1 more; "), "{hint}");
        let hint = of_selector(&Pattern::new("ham").unwrap(), &known(&names[..LISTED]));
        assert!(hint.contains("plugin-20, plugin-21; "), "{hint}");
    }
}
