//! One selector: a name or a glob, and what it does to what it matches.

use glob::Pattern;

use crate::info::PluginInfo;

/// What a selector does to the plugins that it matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Only,
    With,
    Without,
}

/// A name of a plugin, a package or a crate, or a glob of these.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    /// As it was written.
    pub(super) text: String,
    pub(super) sign: Sign,
    pattern: Pattern,
}

impl Selector {
    /// Of a list in which signs are written: `spam`, `+spam`, `-spam`.
    pub(super) fn signed(text: &str) -> Result<Self, String> {
        let (sign, name) = match text.split_at_checked(1) {
            Some(("-", name)) => (Sign::Without, name),
            Some(("+", name)) => (Sign::With, name),
            _ => (Sign::Only, text),
        };
        Selector::new(text, sign, name)
    }

    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn new(text: &str, sign: Sign, name: &str) -> Result<Self, String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("it has no name: write the name of a plugin or a package".into());
        }
        let pattern = Pattern::new(name).map_err(|error| error.to_string())?;
        Ok(Selector { text: text.to_owned(), sign, pattern })
    }

    /// Without its sign.
    pub(super) fn name(&self) -> &str {
        self.pattern.as_str()
    }

    pub(super) fn matches(&self, plugin: &PluginInfo) -> bool {
        let krate = plugin.module().and_then(|module| module.split("::").next());
        let names = [Some(plugin.name()), plugin.package(), krate];
        names.into_iter().flatten().any(|name| self.pattern.matches(name))
    }
}
