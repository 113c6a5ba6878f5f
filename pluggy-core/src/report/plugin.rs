//! The row of a plugin in a report, and its status.

use std::ops::Not;

use serde::Serialize;

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
    /// What the user said that would switch it off, if it were not essential. In JSON
    /// it is there where there is something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overruled: Option<String>,
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
