//! What the end user wants: which plugins there are, and how they are
//! configured.

#[cfg(feature = "config")]
pub(crate) mod config;
#[cfg(feature = "select")]
pub(crate) mod select;
#[cfg(not(feature = "select"))]
mod unselected;

#[cfg(feature = "config")]
use std::collections::BTreeMap;
#[cfg(feature = "select")]
use std::collections::BTreeSet;
#[cfg(feature = "select")]
use std::mem;
use std::sync::Arc;

#[cfg(feature = "select")]
use select::Selection;
#[cfg(not(feature = "select"))]
use unselected::Selection;

/// What the end user wants, as the host has read it; cheap to clone. Without the
/// features there is nothing to want.
#[derive(Clone, Default)]
pub(crate) struct Choice {
    pub(crate) selection: Arc<Selection>,
    #[cfg(feature = "config")]
    pub(crate) config: config::Config,
    #[cfg(feature = "select")]
    pub(crate) replaced: Replaced,
}

impl Choice {
    /// Answers what is to be dropped.
    #[cfg(feature = "select")]
    #[must_use]
    pub(crate) fn select(&mut self, selection: Arc<Selection>) -> Arc<Selection> {
        let old = mem::replace(&mut self.selection, selection);
        if mem::replace(&mut self.replaced.is_selected, true) {
            let essentials = old.essentials().iter().map(|selector| selector.text.clone());
            self.replaced.essentials.extend(essentials);
        }
        old
    }

    /// Answers what is to be dropped.
    #[cfg(feature = "config")]
    #[must_use]
    pub(crate) fn configure(&mut self, config: config::Config) -> Option<config::Config> {
        let old = mem::replace(&mut self.config, config);
        if mem::replace(&mut self.replaced.is_configured, true) {
            return self.replaced.configs.insert(old.origin().to_owned(), old);
        }
        Some(old)
    }

    /// What a discovery goes by; what was taken back before it, no other has to know.
    pub(crate) fn take_up(&mut self) -> Self {
        let choice = self.clone();
        #[cfg(feature = "select")]
        {
            self.replaced = Replaced::default();
        }
        choice
    }
}

/// What was chosen and taken back since the last discovery.
#[cfg(feature = "select")]
#[derive(Clone, Default)]
pub(crate) struct Replaced {
    /// Whether there is a selection by which no discovery has gone yet.
    is_selected: bool,
    /// The selectors of essential plugins.
    pub(crate) essentials: BTreeSet<String>,
    /// Whether there is a configuration by which no discovery has gone yet.
    #[cfg(feature = "config")]
    is_configured: bool,
    /// By their origins: of a file that is read again, the last counts.
    #[cfg(feature = "config")]
    pub(crate) configs: BTreeMap<String, config::Config>,
}
