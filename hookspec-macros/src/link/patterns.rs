//! Which packages the user means: names, and patterns for names.

use glob::Pattern as Glob;

use super::package::{Dependency, Package};

/// A package's name, or a pattern for names.
pub(crate) struct Pattern {
    text: String,
    glob: Glob,
}

impl Pattern {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let is_of_names = |c: char| c.is_alphanumeric() || "-_*?[]!".contains(c);
        if let Some(other) = text.chars().find(|c| !is_of_names(*c)) {
            return Err(format!(
                "no package has a {other:?} in its name: write each name as a string of its own"
            ));
        }
        match Glob::new(text) {
            Ok(glob) => Ok(Pattern { text: text.into(), glob }),
            Err(_) => Err(format!(
                "`{text}` is no pattern for names: `*` stands for any text, `?` for a character, \
                 `[ab]` for one of some"
            )),
        }
    }

    pub(crate) fn matches(&self, dependency: &Dependency) -> bool {
        self.glob.matches(&dependency.package)
    }

    /// A name must be there. A pattern need not: the last plugin may have
    /// been removed.
    pub(crate) fn check(&self, package: &Package) -> Result<(), String> {
        let is_name = !self.text.contains(['*', '?', '[']);
        if !is_name || package.dependencies.iter().any(|it| self.matches(it)) {
            return Ok(());
        }
        let name = &self.text;
        if let Some(renamed) = package.dependencies.iter().find(|it| it.key == *name) {
            let package = &renamed.package;
            return Err(format!(
                "`{name}` is what this package calls its dependency `{package}`: write \
                 `{package}`"
            ));
        }
        if package.only_for_build.contains(name) {
            return Err(format!(
                "`{name}` is a build-dependency, which is not in the program: move it to \
                 `[dependencies]`"
            ));
        }
        let names = package.dependencies.iter().map(|it| &*it.package);
        Err(match nearest(name, names) {
            Some(near) => format!("this package has no dependency `{name}`: write `{near}`"),
            None => format!(
                "this package has no dependency `{name}`: add it to Cargo.toml, or remove it here"
            ),
        })
    }
}

/// The name that is most like another, where one is a slip or two away.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let slips = (name.chars().count() / 3).clamp(1, 2);
    let name = name.to_lowercase();
    let near =
        names.map(|other| (strsim::damerau_levenshtein(&name, &other.to_lowercase()), other));
    near.filter(|(distance, _)| *distance <= slips).min().map(|(_, near)| near)
}
