//! The report as a table for a terminal.

use std::fmt;

use super::columns::{Line, Row, cell, prose, table};
use super::{HookReport, PluginReport, PluginStatus, Report};
use crate::facts::text::plain;

const NO_PLUGIN: &str = "No plugin is registered, and none is linked into the program: are the \
    plugins' crates named in it (`link_plugins!`, or `use plugin_crate as _;`)?";

const ESSENTIAL: &str = "essential: the host can't do without it";

const NO_HOOK: &str = "There is no hook: this manager's specs are yet to be added.";

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_registered = |plugin: &&PluginReport| plugin.status == PluginStatus::Registered;
        let registered = self.plugins.iter().filter(is_registered).count();
        let plugins = count(self.plugins.len(), "plugin");
        let hooks = count(self.hooks.len(), "hook");
        write!(f, "{}: {plugins}, {registered} registered; {hooks}", plain(&self.host))?;
        let parts =
            [plugins_part(&self.plugins), hooks_part(&self.hooks), problems_part(&self.problems)];
        let parts = parts.into_iter().filter(|lines| !lines.is_empty());
        parts.into_iter().try_for_each(|lines| write!(f, "\n\n{}", lines.join("\n")))
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn plugins_part(plugins: &[PluginReport]) -> Vec<String> {
    if plugins.is_empty() {
        return prose(NO_PLUGIN, "", "");
    }
    let rows = plugins.iter().map(|plugin| {
        let mut text = vec![Line::Prose(plugin.description.clone())];
        text.extend(plugin.is_essential.then(|| Line::Prose(essential(plugin))));
        text.extend(plugin.status.details().map(Line::Prose));
        text.extend(plugin.location.map(|location| Line::Whole(location.to_string())));
        let status = plugin.status.words().to_owned();
        Row { cells: [plugin.name.clone(), status, package(plugin)], text }
    });
    table(["PLUGIN", "STATUS", "PACKAGE"], "DESCRIPTION", rows.collect())
}

fn essential(plugin: &PluginReport) -> String {
    let stays = |overruled| format!("essential: it stays, though {overruled}");
    plugin.overruled.as_ref().map_or_else(|| ESSENTIAL.to_owned(), stays)
}

fn package(plugin: &PluginReport) -> String {
    match (plugin.package, plugin.version) {
        (Some(package), Some(version)) => format!("{package} {version}"),
        _ => plugin.package.unwrap_or("-").to_owned(),
    }
}

fn hooks_part(hooks: &[HookReport]) -> Vec<String> {
    let Some(first) = hooks.first() else { return prose(NO_HOOK, "", "") };
    let is_one_spec = hooks.iter().all(|hook| hook.is_beside(first));
    let rows = hooks.iter().map(|hook| {
        let specs = if is_one_spec { String::new() } else { format!("{}::", hook.specs) };
        let mut text = vec![Line::Whole(hook.signature.to_owned())];
        text.extend(calls(hook).into_iter().map(Line::Whole));
        Row { cells: [specs + hook.name, hook.kind_words()], text }
    });
    table(["HOOK", "KIND"], "SIGNATURE, AND WHO IS CALLED", rows.collect())
}

fn problems_part(problems: &[String]) -> Vec<String> {
    let head = problems.first().map(|_| "PROBLEMS".to_owned());
    let items = problems.iter().flat_map(|problem| prose(problem, "- ", "  "));
    head.into_iter().chain(items).collect()
}

/// `1 spam (tryfirst)`, `2 saucier::serve_once (wrapper)`.
fn calls(hook: &HookReport) -> Vec<String> {
    if hook.impls.is_empty() {
        return vec!["nobody".into()];
    }
    let width = hook.impls.len().to_string().len();
    let calls = hook.impls.iter().enumerate().map(|(i, imp)| {
        let plugin = cell(&imp.plugin);
        let function = imp.other_name(hook).map(|name| format!("::{name}")).unwrap_or_default();
        let flags = match &imp.notes()[..] {
            [] => String::new(),
            flags => format!(" ({})", flags.join(", ")),
        };
        format!("{:>width$} {plugin}{function}{flags}", i + 1)
    });
    calls.collect()
}

#[cfg(test)]
mod tests {
    use super::{NO_HOOK, NO_PLUGIN};
    use crate::discover::NO_REGISTRY;
    use crate::discover::backend::HAS_REGISTRY;
    use crate::manager::PluginManager;

    /// Of a program in which no plugin is linked.
    #[test]
    fn an_empty_table_says_what_is_missing() {
        let table = PluginManager::new("doorbell").report().to_string();
        let parts: Vec<String> = table.split("\n\n").map(|part| part.replace('\n', " ")).collect();
        assert_eq!(parts[..3], ["doorbell: 0 plugins, 0 registered; 0 hooks", NO_PLUGIN, NO_HOOK]);
        let problem = table.contains(&NO_REGISTRY[..40]);
        assert_eq!((parts.len(), problem), if HAS_REGISTRY { (3, false) } else { (4, true) });
    }
}
