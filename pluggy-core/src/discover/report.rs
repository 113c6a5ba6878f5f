//! What a discovery answers: each plugin, and what became of it.

use std::fmt;

use super::error::{DiscoveryError, Mistake};
use super::problem::Problem;
use crate::discover::backend::HAS_REGISTRY;
use crate::facts::dropped_here::DroppedHere;
use crate::facts::plugin::PluginInfo;
use crate::registry::error::PluginError;

/// What [`PluginManager::discover`](crate::PluginManager::discover) found, and
/// what became of it.
///
/// It prints as a line for each plugin. Plugins of specs that the manager does
/// not have are none of its business, and not in the report.
///
/// ```
/// use pluggy_core::{PluginManager, SkipReason, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// #[derive(Default)]
/// struct Front;
///
/// #[hookimpl]
/// impl Hooks for Front {
///     fn ring(&self) {}
/// }
///
/// #[derive(Default)]
/// struct Back;
///
/// #[hookimpl]
/// impl Hooks for Back {
///     fn ring(&self) {}
/// }
///
/// struct Side;
///
/// impl Side {
///     fn build() -> Result<Side, String> {
///         Err("walled up".into())
///     }
/// }
///
/// #[hookimpl(new = Side::build)]
/// impl Hooks for Side {
///     fn ring(&self) {}
/// }
///
/// let pm = PluginManager::new("doorbell");
/// pm.add_hookspecs::<dyn Hooks>();
/// pm.block("back");
/// let report = pm.discover();
/// # if report.has_registry() {
/// assert_eq!(report.registered()[0].name(), "front");
/// let (back, reason) = &report.skipped()[0];
/// assert_eq!((back.name(), *reason), ("back", SkipReason::Blocked));
/// assert_eq!(report.failed()[0].plugin(), "side");
/// print!("{report}");
/// let error = report.strict().unwrap_err();
/// assert!(error.to_string().contains("its constructor failed: walled up"));
/// # }
/// ```
pub struct DiscoveryReport(DroppedHere<Found>);

/// What a discovery has found.
#[derive(Clone, Default)]
pub(crate) struct Found {
    pub(super) registered: Vec<PluginInfo>,
    pub(super) skipped: Vec<(PluginInfo, SkipReason)>,
    pub(super) failed: Vec<PluginError>,
    pub(super) problems: Vec<Problem>,
}

/// Why discovery left a plugin alone; [`DiscoveryReport`] has an example.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum SkipReason {
    /// A plugin of the name is registered.
    Registered,
    /// It is being built or registered: by the discovery whose constructor or
    /// replay this one runs in, or on another thread.
    Pending,
    /// The name is blocked.
    Blocked,
    /// The user chose others, or switched it off.
    NotSelected,
}

impl From<Found> for DiscoveryReport {
    fn from(found: Found) -> Self {
        DiscoveryReport(DroppedHere::new(found))
    }
}

impl Default for DiscoveryReport {
    fn default() -> Self {
        Found::default().into()
    }
}

impl Clone for DiscoveryReport {
    fn clone(&self) -> Self {
        Found::clone(&self.0).into()
    }
}

impl fmt::Debug for DiscoveryReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Found { registered, skipped, failed, problems } = &*self.0;
        f.debug_struct("DiscoveryReport")
            .field("registered", registered)
            .field("skipped", skipped)
            .field("failed", failed)
            .field("problems", problems)
            .finish()
    }
}

impl DiscoveryReport {
    /// The plugins that were registered, in the order of their names.
    #[must_use]
    pub fn registered(&self) -> &[PluginInfo] {
        &self.0.registered
    }

    /// The plugins that were not built, and why, in the order of their names.
    #[must_use]
    pub fn skipped(&self) -> &[(PluginInfo, SkipReason)] {
        &self.0.skipped
    }

    /// The plugins that failed, in the order of their names.
    #[must_use]
    pub fn failed(&self) -> &[PluginError] {
        &self.0.failed
    }

    /// What is wrong beyond single plugins: two versions of the host, what the
    /// user asked for and there is not, what nobody reads or has.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// All that went wrong, one line each: the failures, the problems, and that
    /// this build can't discover. A host that goes on without the plugins that
    /// failed tells its user so.
    ///
    /// An optional hook that no linked version of the host has, and a blocked name
    /// that nobody has, are mistakes where they are nearly others; else they may be
    /// meant, and are among the [problems](DiscoveryReport::problems) alone.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let pm = PluginManager::new("doorbell");
    /// for mistake in pm.discover().mistakes() {
    ///     eprintln!("doorbell: warning: {mistake}");
    /// }
    /// ```
    pub fn mistakes(&self) -> impl Iterator<Item = impl fmt::Display> {
        self.all_mistakes()
    }

    pub(super) fn all_mistakes(&self) -> impl Iterator<Item = Mistake<'_>> {
        let registry = (!self.has_registry()).then_some(Mistake::NoRegistry);
        let failed = self.0.failed.iter().map(Mistake::Failed);
        let problems = self.0.problems.iter().filter(|problem| problem.is_mistake());
        let problems = problems.map(Mistake::Problem);
        registry.into_iter().chain(failed).chain(problems)
    }

    /// Whether this build of `pluggy-core` can find linked plugins at all: it
    /// has the feature `inventory` or `linkme`.
    #[must_use]
    pub fn has_registry(&self) -> bool {
        HAS_REGISTRY
    }

    /// Makes an error of what befell a plugin that the host named
    /// [`essential`](crate::Selection::essential): it failed, was blocked or is
    /// not there; or what the user wrote for it is read by nobody, as a misspelt
    /// key in its section is. A host that fails closed begins so; it goes on without the
    /// others, and says so.
    ///
    /// [`strict`](DiscoveryReport::strict) contains it.
    ///
    /// # Errors
    ///
    /// When an essential plugin is not registered, for whatever reason, or not
    /// configured as the user wrote. What was registered stays registered.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, Selection, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn admit(&self, user: &str) -> Result<(), String>;
    /// }
    ///
    /// fn load() -> Result<PluginManager, pluggy_core::DiscoveryError> {
    ///     let pm = PluginManager::new("server");
    ///     pm.add_hookspecs::<dyn Hooks>();
    ///     pm.select(Selection::new().essential(["gatekeeper"]));
    ///     let report = pm.discover().essential()?;
    ///     for mistake in report.mistakes() {
    ///         eprintln!("server: warning: {mistake}");
    ///     }
    ///     Ok(pm)
    /// }
    ///
    /// let error = load().unwrap_err();
    /// assert!(error.to_string().starts_with("`gatekeeper` of the host's essential plugins names no plugin"));
    /// ```
    #[cfg(feature = "select")]
    pub fn essential(self) -> Result<Self, DiscoveryError> {
        let is_sound = !self.all_mistakes().any(|mistake| mistake.is_essential());
        if is_sound { Ok(self) } else { Err(DiscoveryError { report: self, is_of_all: false }) }
    }

    /// Makes an error of all [mistakes](DiscoveryReport::mistakes): any failure, any
    /// problem that can't be meant, and a build that can't discover.
    ///
    /// # Errors
    ///
    /// When there is a mistake. What was registered stays registered.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let pm = PluginManager::new("doorbell");
    /// // No spec was added, so no plugin is for this manager.
    /// assert!(pm.discover().strict().is_err());
    /// ```
    pub fn strict(self) -> Result<Self, DiscoveryError> {
        let is_sound = self.mistakes().next().is_none();
        if is_sound { Ok(self) } else { Err(DiscoveryError { report: self, is_of_all: true }) }
    }
}

impl fmt::Display for DiscoveryReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.has_registry() {
            writeln!(f, "{NO_REGISTRY}")?;
        }
        let nothing = self.0.registered.is_empty() && self.0.skipped.is_empty();
        if nothing && self.mistakes().next().is_none() {
            writeln!(f, "{NOTHING}")?;
        }
        for plugin in &self.0.registered {
            writeln!(f, "registered: {plugin}")?;
        }
        for (plugin, reason) in &self.0.skipped {
            let reason = match reason {
                SkipReason::Registered => "the name is registered",
                SkipReason::Pending => "it is being registered",
                SkipReason::Blocked => "blocked",
                SkipReason::NotSelected => "not selected",
            };
            writeln!(f, "skipped, {reason}: {plugin}")?;
        }
        for error in &self.0.failed {
            writeln!(f, "failed: {error:#}")?;
        }
        self.0.problems.iter().try_for_each(|problem| writeln!(f, "problem: {problem}"))
    }
}

const NOTHING: &str = "no linked plugin implements a spec of this manager: were its specs added \
    before, and are the plugins' crates named in the program (`link_plugins!`, or `use plugin_crate as \
    _;`)?";

pub(crate) const NO_REGISTRY: &str = "this build of pluggy-core has no link-time registry, so no plugin can \
    be discovered: enable its feature `inventory` or `linkme`, or register plugins by hand";
