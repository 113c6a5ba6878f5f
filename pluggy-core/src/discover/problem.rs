//! What is wrong beyond one plugin: with the program, or with what its user
//! asked for.

use std::fmt;

use crate::facts::location::Location;
use crate::facts::plugin::PluginInfo;
use crate::facts::text::plain;

/// What a discovery found wrong beyond the failure of one plugin.
///
/// It prints as one line, with what to do about it.
/// [`DiscoveryReport::problems`](crate::DiscoveryReport::problems) lists them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Problem {
    /// A selector matches no plugin.
    #[non_exhaustive]
    UnmatchedSelector {
        /// The selector as it was written.
        selector: String,
        /// Where: a file, a variable, an option.
        origin: String,
        /// What may have been meant, or what is missing.
        hint: String,
    },
    /// A selector can't be understood.
    #[non_exhaustive]
    InvalidSelector {
        /// The selector as it was written.
        selector: String,
        /// Where: a file, a variable, an option.
        origin: String,
        /// What is wrong with it.
        mistake: String,
    },
    /// A selector would switch off nothing but what the host can't do without.
    #[non_exhaustive]
    EssentialPlugins {
        /// The selector as it was written.
        selector: String,
        /// Where: a file, a variable, an option.
        origin: String,
        /// The plugins that stay.
        plugins: Vec<String>,
    },
    /// A plugin that the host can't do without is not registered, and did not
    /// fail: it is not there, or not let in.
    #[non_exhaustive]
    MissingEssential {
        /// The plugin.
        plugin: String,
        /// Why it is not registered, and what to do.
        reason: String,
    },
    /// A section of the configuration is for a plugin that is not there.
    #[non_exhaustive]
    UnknownSection {
        /// The section: `plugins.spam`.
        section: String,
        /// Where it stands.
        origin: String,
        /// What may have been meant, or what is missing.
        hint: String,
        /// Whether the host can't do without the plugin that may have been meant.
        is_essential: bool,
    },
    /// A key in a plugin's section is none that the plugin asks for, and not even
    /// refused.
    #[non_exhaustive]
    UnreadKey {
        /// The key: `plugins.spam.prasies`.
        key: String,
        /// Where it stands.
        origin: String,
        /// What may have been meant, or what there is.
        hint: String,
        /// Whether the host can't do without the plugin.
        is_essential: bool,
    },
    /// A section of the configuration is for a plugin that takes none.
    #[non_exhaustive]
    UnusedSection {
        /// The section: `plugins.spam`.
        section: String,
        /// Where it stands.
        origin: String,
        /// The plugin.
        plugin: PluginInfo,
    },
    /// A section of the configuration is for a plugin that the host registered by
    /// hand, and nobody has read it.
    #[non_exhaustive]
    UnreadSection {
        /// The section: `plugins.spam`.
        section: String,
        /// Where it stands.
        origin: String,
    },
    /// A table that nobody has read looks as if it were for plugins.
    #[non_exhaustive]
    StraySection {
        /// The table as it is: `spam`, `plugin.spam`, `plugin`.
        section: String,
        /// Where it stands.
        origin: String,
        /// What was meant: `plugins.spam`, `plugins`.
        meant: String,
        /// Whether the host can't do without that plugin.
        is_essential: bool,
    },
    /// A key that nobody has read would choose plugins, if it stood in their table.
    #[non_exhaustive]
    StrayKey {
        /// The key: `without`.
        key: String,
        /// Where it stands.
        origin: String,
        /// The table of plugins: `plugins`.
        table: String,
    },
    /// The manager has no spec, and no plugin of the host's: nothing is for it.
    NoSpec,
    /// A plugin implements an optional hook that no linked version of the host has.
    /// It is a mistake where it is nearly one that is there.
    #[non_exhaustive]
    UnknownHook {
        /// The plugin.
        plugin: PluginInfo,
        /// The hook, as the plugin has it.
        hook: &'static str,
        /// Where it stands in the plugin's source.
        location: Location,
        /// The hook that may have been meant.
        meant: Option<String>,
    },
    /// The host blocks a name that nobody has. It is a mistake where it is nearly
    /// one that somebody has.
    #[non_exhaustive]
    UnknownName {
        /// The name.
        name: String,
        /// The name that may have been meant.
        meant: Option<String>,
    },
    /// `select` or `configure` came after plugins for which it would have counted.
    #[non_exhaustive]
    TooLate {
        /// `select` or `configure`.
        call: &'static str,
        /// What was not changed by it.
        effect: String,
    },
    /// The host gave a configuration to one of `select` and `configure` alone.
    #[non_exhaustive]
    HalfConfig {
        /// The configuration: a file.
        origin: String,
        /// What has no effect, and what to call.
        remedy: String,
    },
    /// The user's order of plugins is against a mark of one.
    #[non_exhaustive]
    OverruledMark {
        /// Where the user has said so: a file, an option.
        origin: String,
        /// The mark: `before = "spam"`, `tryfirst`.
        mark: String,
        /// The plugin that has it.
        plugin: PluginInfo,
        /// The hook.
        hook: &'static str,
    },
    /// Plugins are for another version of the host, and take no part.
    #[non_exhaustive]
    HostVersions {
        /// The package that declares the hooks.
        package: String,
        /// The version whose hooks the manager has.
        here: HostVersion,
        /// The other versions that are linked.
        others: Vec<HostVersion>,
    },
}

/// A version of a host, and the plugins for it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HostVersion {
    /// The version of the package that declares the hooks.
    pub version: String,
    /// The plugins that implement them, in the order of their names.
    pub plugins: Vec<PluginInfo>,
}

impl Problem {
    /// Whether it is of what the host can't do without.
    pub(super) fn is_essential(&self) -> bool {
        match self {
            Problem::MissingEssential { .. } => true,
            Problem::UnknownSection { is_essential, .. }
            | Problem::UnreadKey { is_essential, .. }
            | Problem::StraySection { is_essential, .. } => *is_essential,
            #[cfg(feature = "select")]
            Problem::UnmatchedSelector { origin, .. } | Problem::InvalidSelector { origin, .. } => {
                origin == crate::choice::select::ESSENTIAL
            }
            _ => false,
        }
    }

    /// Whether it is wrong: an optional hook may be of a version of the host that
    /// others link, a blocked name of a plugin that others have.
    pub(super) fn is_mistake(&self) -> bool {
        match self {
            Problem::UnknownHook { meant, .. } | Problem::UnknownName { meant, .. } => {
                meant.is_some()
            }
            _ => true,
        }
    }
}

impl HostVersion {
    pub(super) fn new(version: &str, mut plugins: Vec<PluginInfo>) -> Self {
        let place = |plugin: &PluginInfo| (plugin.package(), plugin.version(), plugin.location());
        plugins.sort_by(|a, b| a.name().cmp(b.name()).then_with(|| place(a).cmp(&place(b))));
        HostVersion { version: version.to_owned(), plugins }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::MissingEssential { plugin, reason } => {
                write!(f, "essential plugin `{}` is not registered: {reason}", plain(plugin))
            }
            Problem::NoSpec => f.write_str(
                "no spec was added before this discovery, so no plugin is for this manager: call \
                 `add_hookspecs` first",
            ),
            Problem::UnknownHook { plugin, hook, location, meant } => {
                let remedy = "its plugin does without it; a version of the host that has it must \
                              be linked";
                let remedy = question(meant.as_deref(), remedy);
                write!(
                    f,
                    "no linked version of the host has the optional hook `{hook}` of the plugin \
                     {plugin}, at {location}: {remedy}"
                )
            }
            Problem::UnknownName { name, meant } => {
                let remedy = "it keeps a plugin out that is not there";
                let remedy = question(meant.as_deref(), remedy);
                write!(f, "the host blocks `{}`, and no plugin is called so: {remedy}", plain(name))
            }
            Problem::TooLate { call, effect } => {
                write!(f, "`{call}` came too late: {}; call it before the discovery", plain(effect))
            }
            Problem::OverruledMark { origin, mark, plugin, hook } => write!(
                f,
                "the order of {} is against `{mark}` of {plugin} on the hook `{hook}`: list them as \
                 the mark has it, or leave one out of the order",
                plain(origin)
            ),
            Problem::HostVersions { package, here, others } => versions(f, package, here, others),
            problem => match problem.of_selector() {
                Some((selector, origin, what)) => {
                    write!(f, "`{}` of {} {what}", plain(selector), plain(origin))
                }
                None => problem.of_config(f),
            },
        }
    }
}

impl Problem {
    /// The selector, where it is, and what is wrong with it.
    fn of_selector(&self) -> Option<(&str, &str, String)> {
        Some(match self {
            Problem::UnmatchedSelector { selector, origin, hint } => {
                (selector, origin, format!("names no plugin and no package: {}", plain(hint)))
            }
            Problem::InvalidSelector { selector, origin, mistake } => {
                (selector, origin, format!("is no selector: {}", plain(mistake)))
            }
            Problem::EssentialPlugins { selector, origin, plugins } => {
                let plugins = list(plugins);
                let what = "can't be switched off; remove the selector";
                (selector, origin, format!("has no effect: {plugins} {what}"))
            }
            _ => return None,
        })
    }

    /// Where in a configuration it is, and what is wrong there.
    fn of_config(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, section, what) = match self {
            Problem::UnknownSection { section, origin, hint, .. } => {
                (origin, section, format!("is for no plugin: {}", plain(hint)))
            }
            Problem::UnreadKey { key, origin, hint, .. } => {
                let (origin, key, hint) = (plain(origin), plain(key), plain(hint));
                return write!(f, "{origin}: `{key}` is read by nobody: {hint}");
            }
            Problem::StrayKey { key, origin, table } => {
                let (origin, key, table) = (plain(origin), plain(key), plain(table));
                return write!(
                    f,
                    "{origin}: `{key}` is read by nobody: to choose plugins, write it in `[{table}]`"
                );
            }
            Problem::UnusedSection { section, origin, plugin } => {
                let what = "takes no configuration; remove the section";
                (origin, section, format!("has no effect: the plugin {plugin} {what}"))
            }
            Problem::UnreadSection { section, origin } => {
                let what = "is read by nobody: the host registers that plugin by hand, and reads \
                            the section by `Config::section` before; or remove the section";
                (origin, section, what.to_owned())
            }
            Problem::StraySection { section, origin, meant, .. } => {
                let meant = plain(meant);
                (origin, section, format!("is read by nobody: for the plugin, write `[{meant}]`"))
            }
            Problem::HalfConfig { origin, remedy } => {
                return write!(f, "{}: {}", plain(origin), plain(remedy));
            }
            _ => return Ok(()),
        };
        write!(f, "{}: `[{}]` {what}", plain(origin), plain(section))
    }
}

fn versions(
    f: &mut fmt::Formatter<'_>,
    package: &str,
    here: &HostVersion,
    others: &[HostVersion],
) -> fmt::Result {
    let is_same = others.iter().all(|other| other.version == here.version);
    let (what, one) = if is_same { ("copies", "source") } else { ("versions", "version") };
    let count = match others.len() {
        1 => "two".to_owned(),
        others => (others + 1).to_string(),
    };
    write!(f, "{count} {what} of {package} are linked: the hooks are those of {here}")?;
    others.iter().try_for_each(|other| write!(f, "; and left out, for {other}"))?;
    write!(f, "; let all depend on one {one}: `cargo tree --duplicates` shows who asks for which")
}

/// `0.1.0, with spam (eggsample-spam 0.1.0, src/lib.rs:7:6)`.
impl fmt::Display for HostVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.plugins[..] {
            [] => write!(f, "{}, with no plugin", self.version),
            plugins => write!(f, "{}, with {}", self.version, list(plugins)),
        }
    }
}

/// Asks whether a name was meant; where none is near, says what there is to do.
fn question(meant: Option<&str>, remedy: &str) -> String {
    meant.map_or_else(|| remedy.to_owned(), |meant| format!("did you mean `{}`?", plain(meant)))
}

/// `a, b and c`.
fn list<T: fmt::Display>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| plain(&item.to_string())).collect();
    match &items[..] {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        items => items.join(", "),
    }
}
