//! One selector: a name or a glob, and what it does to what it matches; those of one
//! origin.

use crate::facts::pattern::Pattern;
use crate::facts::patterns::Patterns;

const NO_PATTERN: &str =
    "in a pattern `*` stands for any text, `?` for a character, `[ab]` for one of some";

/// What a selector does to the plugins that it matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Only,
    With,
    Without,
}

/// A name of a plugin, a package or a crate, or a glob of these.
#[derive(Clone, Debug)]
pub(crate) struct Selector {
    /// As it was written.
    pub(crate) text: String,
    pub(super) sign: Sign,
    pattern: Pattern,
    /// What is wrong with it where no plugin has just that name.
    pub(crate) mistake: Option<&'static str>,
}

impl Sign {
    /// The sign of `spam`, `+spam` or `-spam`, and what follows it.
    pub(super) fn of(text: &str) -> (Self, &str) {
        match text.split_at_checked(1) {
            Some(("-", name)) => (Sign::Without, name),
            Some(("+", name)) => (Sign::With, name),
            _ => (Sign::Only, text),
        }
    }
}

impl Selector {
    /// Of a list in which no sign is written.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn unsigned(text: &str, sign: Sign) -> Result<Self, String> {
        match Sign::of(text) {
            (Sign::Only, name) => Selector::new(text, sign, name),
            (_, name) => Err(format!("a sign has no meaning here: write `{name}`")),
        }
    }

    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn new(text: &str, sign: Sign, name: &str) -> Result<Self, String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("it has no name: write the name of a plugin or a package".into());
        }
        let mistake = Pattern::new(name).is_none().then_some(NO_PATTERN);
        Ok(Selector { text: text.to_owned(), sign, pattern: Pattern::of(name), mistake })
    }

    pub(crate) fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Whether it leaves out what it matches.
    pub(crate) fn is_without(&self) -> bool {
        self.sign == Sign::Without
    }
}

/// The selectors of one origin.
#[derive(Clone, Default, Debug)]
pub(super) struct Layer {
    /// Where they were written: a file, a variable, an option.
    pub(super) origin: String,
    /// Whether what none of them names is switched off.
    pub(super) is_only: bool,
    pub(super) selectors: Vec<Selector>,
    /// Theirs.
    pub(super) patterns: Patterns,
}

impl Layer {
    pub(super) fn new(origin: &str, is_only: bool, selectors: Vec<Selector>) -> Self {
        let patterns = Patterns::new(selectors.iter().map(Selector::pattern));
        Layer { origin: origin.to_owned(), is_only, selectors, patterns }
    }
}
