//! Who a plugin is: what its source says, and the names made from it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::location::Location;
use super::text::{has_docs, join_docs, plain};

/// Who a plugin is: its name, and where it comes from.
///
/// [`PluginManager::plugins`](crate::PluginManager::plugins) lists them; it
/// does not keep the plugin alive. It prints as
/// `spam (eggsample-spam 0.1.0, src/lib.rs:7:6)`, as far as that is known.
///
/// ```
/// use pluggy_core::{Plugin, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct FrontDoor;
///
/// /// Opens to the street.
/// #[hookimpl(manual)]
/// impl Hooks for FrontDoor {
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// pm.register(FrontDoor)?;
/// pm.register_as("answer", Plugin::new(42))?;
/// let [door, answer] = &pm.plugins()[..] else { unreachable!() };
/// assert_eq!(door.name(), "front-door");
/// assert_eq!(door.package(), option_env!("CARGO_PKG_NAME"));
/// assert_eq!(door.version(), option_env!("CARGO_PKG_VERSION"));
/// assert_eq!(door.description(), option_env!("CARGO_PKG_DESCRIPTION"));
/// assert_eq!(door.module(), Some(module_path!()));
/// assert_eq!(door.docs(), "Opens to the street.");
/// assert!(door.location().is_some());
/// // Without a `#[hookimpl]` there is nothing to tell.
/// assert_eq!((answer.module(), answer.location()), (None, None));
/// assert_eq!(answer.to_string(), "answer");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PluginInfo {
    name: Arc<str>,
    facts: Option<&'static PluginFacts>,
    /// The lines of its documentation.
    docs: &'static [&'static str],
}

impl PluginInfo {
    pub(crate) fn new(name: impl Into<Arc<str>>, facts: Option<&'static PluginFacts>) -> Self {
        PluginInfo { name: name.into(), facts, docs: facts.map_or(&[], |facts| facts.docs) }
    }

    /// The same, of which several `#[hookimpl]` may tell what it does: the first
    /// that does.
    pub(crate) fn described_by(
        self,
        mut blocks: impl Iterator<Item = &'static PluginFacts>,
    ) -> Self {
        let docs = blocks.find_map(|block| has_docs(block.docs).then_some(block.docs));
        PluginInfo { docs: docs.unwrap_or(self.docs), ..self }
    }

    pub(crate) fn facts(&self) -> Option<&'static PluginFacts> {
        self.facts
    }

    pub(crate) fn shared_name(&self) -> &Arc<str> {
        &self.name
    }

    /// The name under which it is registered.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The package of the plugin's crate, where Cargo built it.
    #[must_use]
    pub fn package(&self) -> Option<&'static str> {
        self.facts?.package()
    }

    /// The version of that package.
    #[must_use]
    pub fn version(&self) -> Option<&'static str> {
        said(self.facts?.version)
    }

    /// The description of that package, where its `Cargo.toml` has one.
    #[must_use]
    pub fn description(&self) -> Option<&'static str> {
        said(self.facts?.description)
    }

    /// The module in which the plugin is written, with its crate.
    #[must_use]
    pub fn module(&self) -> Option<&'static str> {
        Some(self.facts?.module)
    }

    /// What it is called by: its name, that of its package, that of its crate.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.name()), self.package(), self.krate()].into_iter().flatten()
    }

    /// The name of its crate.
    pub(crate) fn krate(&self) -> Option<&'static str> {
        self.facts?.module.split(':').next()
    }

    /// The documentation comment of its first `#[hookimpl]` that has one: of an
    /// `impl`, or of a function.
    #[must_use]
    pub fn docs(&self) -> String {
        join_docs(self.docs)
    }

    /// Where its first `#[hookimpl]` stands; a plugin without one has none.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        Some(self.facts?.location())
    }
}

impl fmt::Debug for PluginInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PluginInfo({self})")
    }
}

/// `spam (eggsample-spam 0.1.0, src/lib.rs:7:6)`, as far as it is known.
impl fmt::Display for PluginInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.name))?;
        match self.facts {
            Some(facts) => write!(f, " ({})", facts.origin()),
            None => Ok(()),
        }
    }
}

/// What one `#[hookimpl]` says of its plugin, for the macro to fill: literals, which
/// rustc is quick to read. What it does not say is empty.
#[derive(PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the names are those of the attribute's options")]
pub struct PluginFacts {
    pub name: &'static str,
    /// The type's name; for a function, nothing.
    pub type_name: &'static str,
    pub package: &'static str,
    pub version: &'static str,
    pub description: &'static str,
    pub docs: &'static [&'static str],
    /// The type of the configuration that its constructor takes.
    pub config: &'static str,
    pub module: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub column: u32,
    pub expansion: Expansion,
}

/// What tells blocks apart that a macro writes, which share their place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Expansion {
    /// Line and column of the outermost macro that wrote the block.
    place: (u32, u32),
    /// The block's source; nothing where no macro wrote it.
    text: &'static str,
}

impl Expansion {
    /// Of a block whose attribute stands somewhere: at the outermost place, if
    /// no macro wrote it.
    #[must_use]
    pub const fn new(place: (u32, u32), attribute: (u32, u32), text: &'static str) -> Self {
        let is_direct = place.0 == attribute.0 && place.1 == attribute.1;
        Expansion { place, text: if is_direct { "" } else { text } }
    }
}

/// What is not empty.
fn said(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

impl PluginFacts {
    /// The name that it gives its plugin.
    pub(crate) fn name(&self) -> Option<&'static str> {
        said(self.name)
    }

    fn package(&self) -> Option<&'static str> {
        said(self.package)
    }

    pub(crate) fn location(&self) -> Location {
        Location::new(self.file, self.line, self.column)
    }

    /// The name that the block gives its plugin where it says none: the type's
    /// in kebab case; a function's module, or at a crate's root the package.
    pub(crate) fn default_name(&self, letters: &Letters) -> Cow<'static, str> {
        if let Some(type_name) = said(self.type_name) {
            return kebab(type_name, letters).into();
        }
        match self.module.rsplit_once(':') {
            Some((_, module)) => module.strip_prefix("r#").unwrap_or(module).into(),
            None => self.package().unwrap_or(self.module).into(),
        }
    }

    /// `eggsample-spam 0.1.0, src/lib.rs:7:6`.
    pub(crate) fn origin(&self) -> String {
        match (self.package(), said(self.version)) {
            (Some(package), Some(version)) => format!("{package} {version}, {}", self.location()),
            _ => format!("{}, {}", self.module, self.location()),
        }
    }
}

/// What is known of letters: of all, or of those of ASCII alone, which takes no tables. A
/// program whose plugins are named in ASCII has none.
pub struct Letters {
    is_upper: fn(char) -> bool,
    is_lower: fn(char) -> bool,
    lower: fn(char, &mut String),
}

impl Letters {
    /// Of all.
    pub const ALL: &'static Letters = &Letters {
        is_upper: char::is_uppercase,
        is_lower: char::is_lowercase,
        lower: |c, text| text.extend(c.to_lowercase()),
    };

    /// Of ASCII.
    pub const ASCII: &'static Letters = &Letters {
        is_upper: |c| c.is_ascii_uppercase(),
        is_lower: |c| c.is_ascii_lowercase(),
        lower: |c, text| text.push(c.to_ascii_lowercase()),
    };
}

/// `HouseCook` is `house-cook`, `HTTPServer` is `http-server`.
pub(crate) fn kebab_case(type_name: &str) -> String {
    kebab(type_name, Letters::ALL)
}

fn kebab(type_name: &str, letters: &Letters) -> String {
    let Letters { is_upper, is_lower, lower } = letters;
    let characters: Vec<char> = type_name.strip_prefix("r#").unwrap_or(type_name).chars().collect();
    let mut kebab = String::with_capacity(characters.len() + 4);
    for (i, &c) in characters.iter().enumerate() {
        if c == '_' {
            kebab.push('-');
            continue;
        }
        let after_small = i > 0 && !is_upper(characters[i - 1]) && characters[i - 1] != '_';
        let before_small = i > 0
            && is_upper(characters[i - 1])
            && characters.get(i + 1).is_some_and(|next| is_lower(*next));
        if is_upper(c) && (after_small || before_small) {
            kebab.push('-');
        }
        lower(c, &mut kebab);
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::{Letters, kebab, kebab_case};

    #[test]
    fn type_names_become_kebab_case() {
        for (type_name, expected) in [
            ("Spam", "spam"),
            ("HouseCook", "house-cook"),
            ("HTTPServer", "http-server"),
            ("Spam2Go", "spam2-go"),
            ("Lower_Snake", "lower-snake"),
            ("r#Try", "try"),
            ("X", "x"),
        ] {
            assert_eq!(kebab_case(type_name), expected);
            assert_eq!(kebab(type_name, Letters::ASCII), expected);
        }
    }
}
