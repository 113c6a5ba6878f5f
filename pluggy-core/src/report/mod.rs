//! What there is, to be seen: plugins and hooks as a table, a graph and JSON.

mod columns;
mod gather;
mod graph;
mod plugin;
mod rows;
mod subcommand;
mod table;

use serde::Serialize;

use crate::facts::text::is_unseen;

pub(crate) use gather::gather;
pub use plugin::{PluginReport, PluginStatus};
pub use rows::{HookReport, ImplReport, MarkEffect, MarkReport};
pub use subcommand::ReportUsage;

/// Every plugin and every hook of a manager.
///
/// Each hook's list is whole; beside a registration that is not over, a plugin
/// may be listed by some of its hooks.
///
/// [`PluginManager::report`](crate::PluginManager::report) answers it. It prints
/// as a table for a terminal; [`to_json`](Report::to_json) and
/// [`to_mermaid`](Report::to_mermaid) are for other programs, and
/// [`subcommand`](Report::subcommand) is what a host gives its users.
///
/// ```
/// use pluggy_core::{PluginManager, PluginStatus, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     #[hookspec(firstresult)]
///     fn ring(&self, times: u32) -> Option<String>;
/// }
///
/// struct GardenGate;
///
/// #[hookimpl(manual)]
/// impl Hooks for GardenGate {
///     #[hookimpl(trylast)]
///     fn ring(&self) -> Option<String> {
///         None
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(GardenGate)?;
/// hooks.ring.register_fn("chime", |_| None)?;
/// let report = pm.report();
/// let gate = report.plugins().iter().find(|plugin| plugin.name == "garden-gate").unwrap();
/// assert_eq!(gate.status, PluginStatus::Registered);
/// assert_eq!(gate.hooks, ["ring"]);
/// assert_eq!(report.hooks()[0].impls[1].flags(), ["trylast"]);
/// let table = report.to_string();
/// let hook = "\
/// ring  first result  fn ring(&self, times: u32) -> Option<String>
///                     1 chime
///                     2 garden-gate (trylast)";
/// assert!(table.contains(hook), "{table}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    host: String,
    plugins: Vec<PluginReport>,
    hooks: Vec<HookReport>,
    problems: Vec<String>,
}

impl Report {
    /// The name of the manager.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The plugins that are registered, linked into the program or blocked, by
    /// name, then by package and place in the source.
    #[must_use]
    pub fn plugins(&self) -> &[PluginReport] {
        &self.plugins
    }

    /// The hooks, in the order of [`PluginManager::hooks`](crate::PluginManager::hooks).
    #[must_use]
    pub fn hooks(&self) -> &[HookReport] {
        &self.hooks
    }

    /// What the last discovery found wrong that is no single plugin's.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The report as indented JSON.
    ///
    /// Later versions may add fields, and values of `status` and `kind`; those
    /// that are here stay. What is unknown is `null`; `is_essential`,
    /// `is_oldest_first` and `is_band_overruled` are there where they are true,
    /// `overruled` and `marks` where there are any.
    ///
    /// ```json
    /// {
    ///   "host": "doorbell",
    ///   "plugins": [
    ///     {
    ///       "name": "front-door",
    ///       "status": "failed",
    ///       "reason": "its constructor failed: walled up; …",
    ///       "is_essential": true,
    ///       "package": "doors",
    ///       "version": "0.1.0",
    ///       "description": "Opens to the street.",
    ///       "module": "doors::front",
    ///       "location": "src/front.rs:7:6",
    ///       "hooks": ["ring"]
    ///     }
    ///   ],
    ///   "hooks": [
    ///     {
    ///       "name": "ring",
    ///       "specs": "Hooks",
    ///       "package": "doorbell",
    ///       "version": "0.1.0",
    ///       "module": "doorbell",
    ///       "kind": "first_result",
    ///       "is_async": false,
    ///       "signature": "fn ring(&self, times: u32) -> Option<String>",
    ///       "docs": "Somebody is at the door.",
    ///       "location": "src/lib.rs:9:8",
    ///       "impls": [
    ///         {
    ///           "plugin": "chime",
    ///           "function": "ring",
    ///           "signature": "fn ring(&self) -> Option<String>",
    ///           "location": "src/chime.rs:12:8",
    ///           "is_wrapper": false,
    ///           "is_tryfirst": true,
    ///           "is_trylast": false,
    ///           "is_optional": false,
    ///           "marks": [{ "mark": "before", "name": "spam", "effect": "moved" }]
    ///         }
    ///       ]
    ///     }
    ///   ],
    ///   "problems": []
    /// }
    /// ```
    ///
    /// `kind` is `all`, `first_result`, `all_results`, `waterfall` or `historic`. `status` is one of these,
    /// some with a field more; [`PluginStatus`] says what each means.
    ///
    /// | `status` | with it |
    /// |---|---|
    /// | `registered`, `blocked`, `not_discovered` | |
    /// | `not_selected`, `replaced`, `failed` | `reason`: a text |
    /// | `no_spec` | `specs`: a list of paths |
    ///
    /// `effect`, of a mark `before` or `after`, is `moved`, `kept`, `overruled`,
    /// `not_on_hook` or `not_registered`; [`MarkEffect`] says what each means.
    ///
    /// ```
    /// use pluggy_core::PluginManager;
    ///
    /// let json = PluginManager::new("doorbell").report().to_json();
    /// assert!(json.starts_with("{\n  \"host\": \"doorbell\",\n  \"plugins\": ["));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self)
            .unwrap_or_else(|error| unreachable!("a report is no more than texts: {error}"));
        plain_json(&json)
    }

    /// The report as a flowchart of [Mermaid](https://mermaid.js.org), which
    /// Markdown shows in a code block of that name.
    ///
    /// It has the plugins on one side and the hooks of each spec on the other;
    /// an edge is an implementation, with its place in the call order and its
    /// flags. What is not registered is dashed, with its status.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("chime", || println!("ding"))?;
    /// let graph = pm.report().to_mermaid();
    /// assert!(graph.starts_with("flowchart LR\n"));
    /// assert!(graph.contains("[\"chime\"]"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        graph::mermaid(self)
    }
}

/// JSON in which nothing moves a terminal's cursor: what does stands in a text, and
/// has a code there.
fn plain_json(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_unseen(c) {
            plain.push(c);
            continue;
        }
        for code in c.encode_utf16(&mut [0; 2]) {
            plain.push_str("\\u");
            plain.extend(
                [12, 8, 4, 0]
                    .map(|shift| char::from_digit(u32::from(*code) >> shift & 15, 16))
                    .into_iter()
                    .flatten(),
            );
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain_json;

    #[test]
    fn json_says_the_same_with_codes() {
        let text = "a\u{202e}b\u{7f}\u{e0041}ä\n\"";
        let json = serde_json::to_string(text).unwrap();
        let plain = plain_json(&json);
        assert_eq!(plain, "\"a\\u202eb\\u007f\\udb40\\udc41ä\\n\\\"\"");
        assert_eq!(serde_json::from_str::<String>(&plain).unwrap(), text);
    }
}
