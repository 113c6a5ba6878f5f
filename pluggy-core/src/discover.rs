//! Discovery: the plugins that the linker brought, built and registered.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::backend::HAS_REGISTRY;
use crate::error::{PluginError, PluginErrorKind, panic_message};
use crate::info::PluginInfo;
use crate::install::{Built, Roster};
use crate::linked::{self, Group, Linked};
use crate::plugin::AnyPlugin;
use crate::registry::Refusal;

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
/// impl Hooks for Front {}
///
/// #[derive(Default)]
/// struct Back;
///
/// #[hookimpl]
/// impl Hooks for Back {}
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
/// impl Hooks for Side {}
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
/// assert!(error.to_string().ends_with("its constructor failed: walled up"));
/// # }
/// ```
#[derive(Debug)]
pub struct DiscoveryReport {
    registered: Vec<PluginInfo>,
    skipped: Vec<(PluginInfo, SkipReason)>,
    failed: Vec<PluginError>,
}

/// Why discovery left a plugin alone; [`DiscoveryReport`] has an example.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum SkipReason {
    /// A plugin of the name is registered.
    Registered,
    /// The name is blocked.
    Blocked,
}

impl DiscoveryReport {
    /// The plugins that were registered, in the order of their names.
    #[must_use]
    pub fn registered(&self) -> &[PluginInfo] {
        &self.registered
    }

    /// The plugins that were not built, and why, in the order of their names.
    #[must_use]
    pub fn skipped(&self) -> &[(PluginInfo, SkipReason)] {
        &self.skipped
    }

    /// The plugins that failed, in the order of their names.
    #[must_use]
    pub fn failed(&self) -> &[PluginError] {
        &self.failed
    }

    /// Whether this build of `pluggy-core` can find linked plugins at all: it
    /// has the feature `inventory` or `linkme`.
    #[must_use]
    pub fn has_registry(&self) -> bool {
        HAS_REGISTRY
    }

    /// Makes an error of any failure, and of a build that can't discover.
    ///
    /// # Errors
    ///
    /// When a plugin failed, or when this build has no link-time registry. What
    /// was registered stays registered.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// # fn main() -> Result<(), pluggy_core::DiscoveryError> {
    /// let pm = PluginManager::new("doorbell");
    /// # if cfg!(any(feature = "inventory", feature = "linkme")) {
    /// let report = pm.discover().strict()?;
    /// // No spec was added, so no plugin is for this manager.
    /// assert!(report.registered().is_empty() && report.skipped().is_empty());
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn strict(self) -> Result<Self, DiscoveryError> {
        if self.failed.is_empty() && self.has_registry() {
            return Ok(self);
        }
        Err(DiscoveryError { report: self })
    }
}

impl fmt::Display for DiscoveryReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.has_registry() {
            writeln!(f, "{NO_REGISTRY}")?;
        }
        if self.registered.is_empty() && self.skipped.is_empty() && self.failed.is_empty() {
            writeln!(f, "{NOTHING}")?;
        }
        for plugin in &self.registered {
            writeln!(f, "registered: {plugin}")?;
        }
        for (plugin, reason) in &self.skipped {
            let reason = match reason {
                SkipReason::Registered => "registered before",
                SkipReason::Blocked => "blocked",
            };
            writeln!(f, "skipped, {reason}: {plugin}")?;
        }
        for error in &self.failed {
            writeln!(f, "failed: {error}")?;
        }
        Ok(())
    }
}

const NOTHING: &str = "no linked plugin implements a spec of this manager: were its specs added \
    before, and are the plugins' crates named in the program (`use plugin_crate as _;`)?";

const NO_REGISTRY: &str = "this build of pluggy-core has no link-time registry, so no plugin can \
    be discovered: enable its feature `inventory` or `linkme`, or register plugins by hand";

/// The failures of a discovery, all of them.
///
/// [`DiscoveryReport::strict`] answers it. It prints as the one failure, or as a
/// list of all.
#[derive(Debug)]
pub struct DiscoveryError {
    report: DiscoveryReport,
}

impl DiscoveryError {
    /// The plugins that failed; none when the build has no link-time registry.
    #[must_use]
    pub fn failed(&self) -> &[PluginError] {
        &self.report.failed
    }

    /// The whole report: what was registered stays so.
    #[must_use]
    pub fn report(&self) -> &DiscoveryReport {
        &self.report
    }
}

impl fmt::Display for DiscoveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.failed() {
            [] => f.write_str(NO_REGISTRY),
            [error] => error.fmt(f),
            errors => {
                write!(f, "{} plugins failed", errors.len())?;
                errors.iter().try_for_each(|error| write!(f, "\n- {error}"))
            }
        }
    }
}

impl Error for DiscoveryError {}

/// Builds and registers what is linked for the specs of a manager.
pub(crate) fn discover(roster: &Roster) -> DiscoveryReport {
    let mut report =
        DiscoveryReport { registered: Vec::new(), skipped: Vec::new(), failed: Vec::new() };
    let candidates = candidates(roster, &mut report);
    let mut built = Vec::new();
    for (info, group) in candidates.into_iter().rev() {
        match roster.reserve(info.clone()) {
            Ok(ticket) => match build(&group) {
                Ok(value) => {
                    let planned = group.functions();
                    built.push(Built { ticket, info, value, planned });
                }
                Err(kind) => {
                    roster.expel(ticket);
                    report.failed.push(PluginError::new(info, kind));
                }
            },
            Err(Refusal::Closed) => {
                report.failed.push(PluginError::new(info, PluginErrorKind::ManagerDropped));
            }
            Err(Refusal::Blocked) => report.skipped.push((info, SkipReason::Blocked)),
            Err(Refusal::Taken(_)) => report.skipped.push((info, SkipReason::Registered)),
        }
    }
    let mut registered: Vec<PluginInfo> = built.iter().map(|built| built.info.clone()).collect();
    for failure in roster.install(built) {
        registered.retain(|info| info.name() != failure.info.name());
        let kind = match failure.panic {
            Some(payload) => PluginErrorKind::ReplayPanicked(panic_message(&*payload)),
            None => PluginErrorKind::Unregistered,
        };
        report.failed.push(PluginError::new(failure.info, kind));
    }
    registered.reverse();
    report.registered = registered;
    report.skipped.sort_by(|(a, _), (b, _)| a.name().cmp(b.name()));
    report.failed.sort_by(|a, b| a.plugin().cmp(b.plugin()));
    report
}

/// The linked plugins for the specs of a manager, in the order of their names,
/// one for each name that is free.
fn candidates(roster: &Roster, report: &mut DiscoveryReport) -> Vec<(PluginInfo, Group)> {
    let mut specs = HashMap::new();
    let mut is_ours = |linked: &Linked| {
        let id: TypeId = linked.specs().id;
        *specs.entry(id).or_insert_with(|| roster.has_hookspecs(id))
    };
    let mut names: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for group in linked::groups() {
        if group.blocks().iter().any(|linked| is_ours(linked)) {
            names.entry(group.name()).or_default().push(group);
        }
    }
    let mut candidates = Vec::new();
    for (name, mut groups) in names {
        groups.sort_by_key(Group::place);
        let mut groups = groups.into_iter().map(|group| {
            let info = PluginInfo::new(name.as_str(), Some(group.first()));
            (info, group)
        });
        let Some((holder, group)) = groups.next() else { continue };
        if let Some(reason) = roster.registry.lock().reason_to_skip(&name) {
            report.skipped.push((holder, reason));
            continue;
        }
        for (info, _) in groups {
            let kind = PluginErrorKind::NameTaken { holder: holder.clone() };
            report.failed.push(PluginError::new(info, kind));
        }
        match group.disagreement() {
            Some(kind) => report.failed.push(PluginError::new(holder, kind)),
            None => candidates.push((holder, group)),
        }
    }
    candidates
}

/// Runs a plugin's constructor.
fn build(group: &Group) -> Result<AnyPlugin, PluginErrorKind> {
    catch_unwind(AssertUnwindSafe(|| group.build()))
        .map_err(|payload| PluginErrorKind::ConstructorPanicked(panic_message(&*payload)))?
        .map_err(PluginErrorKind::Constructor)
}
