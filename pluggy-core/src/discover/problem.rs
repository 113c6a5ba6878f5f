//! What is wrong beyond one plugin: with the program, or with what its user
//! asked for.

use crate::facts::location::Location;
use crate::facts::plugin::PluginInfo;
use crate::facts::sort::sort_by;

/// What a discovery found wrong beyond the failure of one plugin.
///
/// It prints as one line, with what to do about it.
/// [`DiscoveryReport::problems`](crate::DiscoveryReport::problems) lists them.
#[derive(Clone)]
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
    /// A selector stands twice in an order of the user's.
    #[non_exhaustive]
    RepeatedSelector {
        /// The selector as it was written.
        selector: String,
        /// Where: a file, a variable, an option.
        origin: String,
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
        /// Whether the host can't do without the plugin.
        is_essential: bool,
    },
    /// A section of the configuration is for a plugin that the host registered by
    /// hand, and nobody has read it.
    #[non_exhaustive]
    UnreadSection {
        /// The section: `plugins.spam`.
        section: String,
        /// Where it stands.
        origin: String,
        /// Whether the host can't do without the plugin.
        is_essential: bool,
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
        /// The key as it is: `without`, `wihtout`.
        key: String,
        /// Where it stands.
        origin: String,
        /// What was meant: `without`.
        meant: &'static str,
        /// The table of plugins: `plugins`.
        table: String,
    },
    /// No spec was added to the manager, so nothing that is linked is for it.
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
    /// The host registered a plugin by hand, without hooks of it that are linked.
    #[non_exhaustive]
    UnnamedSpec {
        /// The plugin.
        plugin: PluginInfo,
        /// The spec whose hooks it has: `dyn eggsample::EggsampleHooks`.
        spec: &'static str,
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
        /// Whether it was the configuration of what the host can't do without.
        is_essential: bool,
    },
    /// `select` or `configure` came again before a discovery, and took back what the
    /// one before had said.
    #[non_exhaustive]
    ChosenAgain {
        /// `select` or `configure`.
        call: &'static str,
        /// What does not hold any more.
        lost: String,
        /// What to do.
        remedy: &'static str,
        /// Whether it was of what the host can't do without.
        is_essential: bool,
    },
    /// The host gave a configuration to one of `select` and `configure` alone.
    #[non_exhaustive]
    HalfConfig {
        /// The configuration: a file.
        origin: String,
        /// What has no effect, and what to call.
        remedy: String,
        /// Whether the host can't do without a plugin that is configured there.
        is_essential: bool,
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

/// Takes a problem that was found.
pub(crate) type Find<'a> = &'a mut dyn FnMut(Problem);

impl Problem {
    /// Whether it is of what the host can't do without.
    pub(super) fn is_essential(&self) -> bool {
        match self {
            Problem::MissingEssential { .. } => true,
            Problem::UnknownSection { is_essential, .. }
            | Problem::UnreadKey { is_essential, .. }
            | Problem::UnusedSection { is_essential, .. }
            | Problem::UnreadSection { is_essential, .. }
            | Problem::StraySection { is_essential, .. }
            | Problem::TooLate { is_essential, .. }
            | Problem::ChosenAgain { is_essential, .. }
            | Problem::HalfConfig { is_essential, .. } => *is_essential,
            #[cfg(feature = "select")]
            Problem::UnmatchedSelector { origin, .. } | Problem::InvalidSelector { origin, .. } => {
                origin == crate::choice::select::ESSENTIAL
            }
            _ => false,
        }
    }

    /// Whether it is of what the host has and links, which may change after a
    /// discovery.
    #[cfg(feature = "report")]
    pub(super) fn is_of_now(&self) -> bool {
        matches!(
            self,
            Problem::UnknownHook { .. } | Problem::UnknownName { .. } | Problem::UnnamedSpec { .. }
        )
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
        sort_by(&mut plugins, |a, b| a.name().cmp(b.name()).then_with(|| place(a).cmp(&place(b))));
        HostVersion { version: version.to_owned(), plugins }
    }
}
