//! The report as a flowchart of Mermaid.

use std::collections::HashMap;

use super::{HookReport, PluginReport, PluginStatus, Report};
use crate::facts::text::{bounded, is_unseen};

/// The lines of the flowchart.
pub(super) fn mermaid(report: &Report) -> String {
    let mut lines = vec!["flowchart LR".to_owned()];
    lines.extend(plugins(report));
    lines.extend(hooks(report));
    lines.extend(edges(report));
    let absent: Vec<String> = (0..)
        .zip(&report.plugins)
        .filter(|(_, plugin)| plugin.status != PluginStatus::Registered)
        .map(|(i, _)| plugin_id(i))
        .collect();
    if !absent.is_empty() {
        lines.push("    classDef absent stroke-dasharray: 5 5".into());
        lines.push(format!("    class {} absent", absent.join(",")));
    }
    lines.join("\n")
}

fn plugins(report: &Report) -> Vec<String> {
    let nodes = report.plugins.iter().enumerate().map(|(i, plugin)| {
        let PluginReport { name, status, package, version, .. } = plugin;
        let origin = [*package, *version].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let status = if *status == PluginStatus::Registered { "" } else { status.words() };
        node(&plugin_id(i), &[name, &origin, status])
    });
    subgraph("plugins", &format!("plugins of {}", report.host), nodes.collect())
}

/// A box for each spec.
fn hooks(report: &Report) -> Vec<String> {
    let hooks: Vec<(usize, &HookReport)> = report.hooks.iter().enumerate().collect();
    let specs = hooks.chunk_by(|(_, one), (_, other)| one.is_beside(other));
    let boxes = specs.enumerate().flat_map(|(spec, hooks)| {
        let nodes =
            hooks.iter().map(|(i, hook)| node(&hook_id(*i), &[hook.name, &hook.kind_words()]));
        subgraph(&format!("spec{spec}"), hooks[0].1.specs, nodes.collect())
    });
    boxes.collect()
}

fn edges(report: &Report) -> Vec<String> {
    let is_registered =
        |(_, plugin): &(usize, &PluginReport)| plugin.status == PluginStatus::Registered;
    let registered = report.plugins.iter().enumerate().filter(is_registered);
    let ids: HashMap<&str, String> =
        registered.map(|(i, plugin)| (plugin.name.as_str(), plugin_id(i))).collect();
    let edges = report.hooks.iter().enumerate().flat_map(|(h, hook)| {
        let ids = &ids;
        (1_usize..).zip(&hook.impls).filter_map(move |(place, imp)| {
            let words = [vec![place.to_string()], imp.notes()].concat();
            let label = label(&words.join(" "));
            let (plugin, hook) = (ids.get(imp.plugin.as_str())?, hook_id(h));
            Some(format!("    {plugin} -->|\"{label}\"| {hook}"))
        })
    });
    edges.collect()
}

fn plugin_id(i: usize) -> String {
    format!("plugin{i}")
}

fn hook_id(i: usize) -> String {
    format!("hook{i}")
}

/// A node with lines of text, those that are not empty.
fn node(id: &str, texts: &[&str]) -> String {
    let texts: Vec<String> =
        texts.iter().filter(|text| !text.is_empty()).map(|text| label(text)).collect();
    format!("        {id}[\"{}\"]", texts.join("<br>"))
}

/// A box around nodes; without any, nothing.
fn subgraph(id: &str, title: &str, nodes: Vec<String>) -> Vec<String> {
    if nodes.is_empty() {
        return nodes;
    }
    let mut lines = vec![format!("    subgraph {id} [\"{}\"]", label(title))];
    lines.extend(nodes);
    lines.push("    end".into());
    lines
}

/// A text inside quotes, with Mermaid's own codes for what is not plain.
fn label(text: &str) -> String {
    let text = bounded(text);
    let codes = text.chars().map(|c| match c {
        '\n' => "<br>".to_owned(),
        c if is_unseen(c) => " ".to_owned(),
        c if c.is_ascii_punctuation() && !"-_.,/()".contains(c) => format!("#{};", u32::from(c)),
        c => c.to_string(),
    });
    codes.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_say_nothing_to_mermaid() {
        for (text, expected) in [
            ("house_cook-2 0.1.0", "house_cook-2 0.1.0"),
            ("a\"b", "a#34;b"),
            ("#<b>&", "#35;#60;b#62;#38;"),
            ("[x]\ny\r", "#91;x#93;<br>y "),
            ("größe", "größe"),
            ("fa:fa-ban", "fa#58;fa-ban"),
        ] {
            assert_eq!(label(text), expected, "{text:?}");
        }
    }
}
