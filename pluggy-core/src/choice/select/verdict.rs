//! What a selection comes to.

use std::collections::BTreeSet;

use super::selector::Sign;
use super::{ESSENTIAL, Selection, Selector, Unclear};
use crate::facts::plugin::PluginInfo;
use crate::hook::order::UserOrder;

impl Selection {
    /// What switches a plugin off, where something does.
    pub(crate) fn deselection(&self, plugin: &PluginInfo) -> Option<String> {
        if self.is_essential(plugin) { None } else { self.last_word(plugin) }
    }

    /// What would switch a plugin off, if the host could do without it.
    #[cfg(feature = "report")]
    pub(crate) fn overruled(&self, plugin: &PluginInfo) -> Option<String> {
        if self.is_essential(plugin) { self.last_word(plugin) } else { None }
    }

    fn last_word(&self, plugin: &PluginInfo) -> Option<String> {
        let mut off = None;
        for layer in &self.layers {
            if layer.is_only {
                off = Some(format!("others are chosen by {}", layer.origin));
            }
            let last = layer.patterns.of(plugin).max();
            if let Some(selector) = last.map(|at| &layer.selectors[at]) {
                off = match selector.sign {
                    Sign::Without => {
                        Some(format!("left out by `{}` of {}", selector.text, layer.origin))
                    }
                    Sign::Only | Sign::With => None,
                };
            }
        }
        off
    }

    /// The order that all layers come to.
    pub(crate) fn order_of_plugins(&self) -> UserOrder {
        UserOrder::new(self.orders.iter().map(|layer| layer.patterns.clone()).collect())
    }

    /// Where the order is said, if anywhere.
    pub(crate) fn origins_of_order(&self) -> Option<String> {
        let origins: Vec<&str> = self.orders.iter().map(|layer| layer.origin.as_str()).collect();
        (!origins.is_empty()).then(|| origins.join(" and "))
    }

    /// What could not be understood.
    pub(crate) fn mistakes(&self) -> &[Unclear] {
        &self.mistakes
    }

    /// The configurations that have a word in it.
    #[cfg(feature = "config")]
    pub(crate) fn configs(&self) -> &[crate::choice::config::Config] {
        &self.configs
    }

    /// The selectors, each with its origin: of what the host can't do without,
    /// then layer by layer.
    pub(crate) fn selectors(&self) -> impl Iterator<Item = (&str, &Selector)> {
        let essential = self.essential.selectors.iter().map(|selector| (ESSENTIAL, selector));
        let layers = self.layers.iter().chain(&self.orders).flat_map(|layer| {
            layer.selectors.iter().map(|selector| (layer.origin.as_str(), selector))
        });
        essential.chain(layers)
    }

    /// The selectors that stand twice in one order, where the first place counts.
    pub(crate) fn repeated_in_order(&self) -> impl Iterator<Item = (&str, &Selector)> {
        self.orders.iter().flat_map(|layer| {
            let mut seen = BTreeSet::new();
            let repeated = layer
                .selectors
                .iter()
                .filter(move |selector| !seen.insert(selector.pattern().as_str()));
            repeated.map(|selector| (layer.origin.as_str(), selector))
        })
    }

    /// What the host can't do without.
    pub(crate) fn essentials(&self) -> &[Selector] {
        &self.essential.selectors
    }

    pub(crate) fn is_essential(&self, plugin: &PluginInfo) -> bool {
        self.essential.patterns.of(plugin).next().is_some()
    }
}
