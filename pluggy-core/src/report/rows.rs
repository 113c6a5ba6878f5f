//! The rows of a report: a plugin, a hook, an implementation.

use std::ops::Not;

use serde::{Serialize, Serializer};

use crate::facts::hook::{HookKind, HookSpec};
use crate::facts::imp::HookImpl;
use crate::facts::location::Location;

/// A plugin that is registered, linked into the program, or blocked.
///
/// [`Report::plugins`](crate::Report::plugins) lists them; [`Report`](crate::Report)
/// has an example.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PluginReport {
    /// The name under which it is registered, or would be.
    pub name: String,
    /// Whether it takes part, and if not, why.
    #[serde(flatten)]
    pub status: PluginStatus,
    /// Whether the host can't do without it:
    /// `Selection::essential`. In JSON it is there where it is true.
    #[serde(skip_serializing_if = "Not::not")]
    pub is_essential: bool,
    /// The package of its crate, where Cargo built it.
    pub package: Option<&'static str>,
    /// The version of that package.
    pub version: Option<&'static str>,
    /// The first paragraph of its documentation comment, on one line; else the
    /// description of its package; else empty.
    pub description: String,
    /// The module in which it is written, with its crate.
    pub module: Option<&'static str>,
    /// Where its first `#[hookimpl]` stands.
    pub location: Option<Location>,
    /// The names of the hooks that it implements, each once, in the order of its
    /// source; also those that this manager does not have.
    pub hooks: Vec<&'static str>,
}

/// Whether a plugin takes part, and if not, why.
///
/// ```
/// use pluggy_core::{PluginManager, PluginStatus};
///
/// let pm = PluginManager::new("doorbell");
/// pm.block("cellar");
/// let report = pm.report();
/// let cellar = report.plugins().iter().find(|plugin| plugin.name == "cellar").unwrap();
/// assert_eq!(cellar.status, PluginStatus::Blocked);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PluginStatus {
    /// It is registered, so its hooks are called.
    Registered,
    /// Its name is blocked.
    Blocked,
    /// The user chose others, or switched it off.
    #[non_exhaustive]
    NotSelected {
        /// By what: a selector, and where it stands.
        reason: String,
    },
    /// It is linked, and another plugin was registered under its name.
    #[non_exhaustive]
    Replaced {
        /// Which one.
        reason: String,
    },
    /// It is linked, and the last discovery could not register it.
    #[non_exhaustive]
    Failed {
        /// What went wrong.
        reason: String,
    },
    /// It is linked, for specs that this manager does not have.
    #[non_exhaustive]
    NoSpec {
        /// The paths of their traits.
        specs: Vec<&'static str>,
    },
    /// It is linked for a spec of this manager, and was not discovered since it
    /// was linked, unblocked or unregistered, or since its spec was added.
    NotDiscovered,
}

impl PluginStatus {
    /// The status without its details, in words.
    pub(super) fn words(&self) -> &'static str {
        match self {
            PluginStatus::Registered => "registered",
            PluginStatus::Blocked => "blocked",
            PluginStatus::NotSelected { .. } => "not selected",
            PluginStatus::Replaced { .. } => "replaced",
            PluginStatus::Failed { .. } => "failed",
            PluginStatus::NoSpec { .. } => "no spec here",
            PluginStatus::NotDiscovered => "not discovered",
        }
    }

    /// What there is to add to the words.
    pub(super) fn details(&self) -> Option<String> {
        match self {
            PluginStatus::NotSelected { reason }
            | PluginStatus::Replaced { reason }
            | PluginStatus::Failed { reason } => Some(reason.clone()),
            PluginStatus::NoSpec { specs } => Some(format!("implements {}", specs.join(", "))),
            PluginStatus::Registered | PluginStatus::Blocked | PluginStatus::NotDiscovered => None,
        }
    }
}

/// A hook, with its implementations.
///
/// [`Report::hooks`](crate::Report::hooks) lists them; [`Report`](crate::Report)
/// has an example.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HookReport {
    /// Its name.
    pub name: &'static str,
    /// The name of the trait that declares it.
    pub specs: &'static str,
    /// The package of that trait, where Cargo built it.
    pub package: Option<&'static str>,
    /// The version of that package.
    pub version: Option<&'static str>,
    /// The module of that trait, with its crate.
    pub module: &'static str,
    /// How it is called.
    pub kind: HookKind,
    /// Its declaration, as the host wrote it.
    pub signature: &'static str,
    /// Its documentation comment.
    pub docs: String,
    /// Where its name stands in the host's source.
    pub location: Location,
    /// Its wrappers and implementations, in call order.
    pub impls: Vec<ImplReport>,
}

impl HookReport {
    pub(super) fn new(spec: &'static HookSpec, impls: Vec<ImplReport>) -> Self {
        HookReport {
            name: spec.name(),
            specs: spec.specs(),
            package: spec.package(),
            version: spec.version(),
            module: spec.module(),
            kind: spec.kind(),
            signature: spec.signature(),
            docs: spec.docs(),
            location: spec.location(),
            impls,
        }
    }

    /// Whether one spec declares both.
    pub(super) fn is_beside(&self, other: &HookReport) -> bool {
        let specs = |hook: &HookReport| (hook.package, hook.version, hook.module, hook.specs);
        specs(self) == specs(other)
    }

    pub(super) fn kind_words(&self) -> &'static str {
        match self.kind {
            HookKind::All => "all",
            HookKind::FirstResult => "first result",
            HookKind::Historic => "historic",
        }
    }
}

/// A wrapper or an implementation of a hook.
///
/// [`HookReport::impls`] lists them; [`Report`](crate::Report) has an example.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "they are the marks of its author")]
pub struct ImplReport {
    /// The name of the plugin that gave it.
    pub plugin: String,
    /// The function's own name; `<closure>` for one of `register_fn`.
    pub function: &'static str,
    /// The function's declaration; for a closure the hook's.
    pub signature: &'static str,
    /// Where the function's name stands; for a closure, where it was registered.
    pub location: Location,
    /// Whether it goes around the implementations.
    pub is_wrapper: bool,
    /// Whether it asks to come early.
    pub is_tryfirst: bool,
    /// Whether it asks to come late.
    pub is_trylast: bool,
    /// Whether the hook may be missing.
    pub is_optional: bool,
}

impl ImplReport {
    pub(super) fn new(imp: &HookImpl) -> Self {
        ImplReport {
            plugin: imp.plugin().to_owned(),
            function: imp.function(),
            signature: imp.signature(),
            location: imp.location(),
            is_wrapper: imp.is_wrapper(),
            is_tryfirst: imp.is_tryfirst(),
            is_trylast: imp.is_trylast(),
            is_optional: imp.is_optional(),
        }
    }

    /// The function's own name, where it has one that is not the hook's.
    pub(super) fn other_name(&self, hook: &HookReport) -> Option<&'static str> {
        let is_closure = self.function.starts_with('<');
        (!is_closure && self.function != hook.name).then_some(self.function)
    }

    /// The marks that it has, as its author wrote them: of `wrapper`, `tryfirst`,
    /// `trylast` and `optionalhook`.
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        let flags = [
            (self.is_wrapper, "wrapper"),
            (self.is_tryfirst, "tryfirst"),
            (self.is_trylast, "trylast"),
            (self.is_optional, "optionalhook"),
        ];
        flags.into_iter().filter_map(|(has, flag)| has.then_some(flag)).collect()
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for HookKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            HookKind::All => "all",
            HookKind::FirstResult => "first_result",
            HookKind::Historic => "historic",
        })
    }
}
