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
        if let Some(mistake) = mistake(text) {
            return Err(mistake);
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

    fn is_name(&self) -> bool {
        !self.text.contains(['*', '?', '['])
    }

    /// Whether it would match, were `-` and `_`, small and large letters the same.
    fn nearly_matches(&self, dependency: &Dependency) -> bool {
        let alike = |text: &str| text.to_lowercase().replace('_', "-");
        Glob::new(&alike(&self.text)).is_ok_and(|glob| glob.matches(&alike(&dependency.package)))
    }

    /// What is not linked by the patterns and looks as if it should, or a pattern
    /// that matches nothing: no mistake, since the last plugin may have been removed.
    pub(crate) fn warning(&self, patterns: &[Pattern], package: &Package) -> Option<String> {
        let is_linked = |it: &&Dependency| patterns.iter().any(|pattern| pattern.matches(it));
        let mut dependencies = package.dependencies.iter();
        let missed = dependencies.find(|it| self.nearly_matches(it) && !is_linked(it));
        let text = &self.text;
        match missed {
            Some(Dependency { package, .. }) => Some(format!(
                "`{package}` is not linked, since `{text}` only nearly matches it: write \
                 `link_plugins!(\"{text}\", \"{package}\")`"
            )),
            None if self.is_name() || package.dependencies.iter().any(|it| self.matches(it)) => {
                None
            }
            None => Some(format!(
                "no dependency has such a name as `{text}`, so nothing is linked: {}",
                self.remedy(package)
            )),
        }
    }

    /// What to do where nothing matches.
    fn remedy(&self, package: &Package) -> String {
        if let Some(elsewhere) = package.elsewhere.iter().find(|name| self.glob.matches(name)) {
            return package.move_here(elsewhere);
        }
        match package.dependencies.iter().find(|it| self.begins_nearly_as(&it.package)) {
            Some(Dependency { package, .. }) => format!("did you mean `{package}`?"),
            None => "add a line for each plugin to Cargo.toml".to_owned(),
        }
    }

    /// Whether a name begins as this does, but for a slip or two: with as many words,
    /// or as many letters.
    fn begins_nearly_as(&self, name: &str) -> bool {
        let end = self.text.find(['*', '?', '[']).unwrap_or(self.text.len());
        let beginning = self.text[..end].trim_end_matches(['-', '_']);
        let words = name.match_indices(['-', '_']).map(|(at, _)| &name[..at]).chain([name]);
        let words = words.take(beginning.split(['-', '_']).count()).last();
        let letters = name.char_indices().nth(beginning.chars().count()).map(|(at, _)| &name[..at]);
        !beginning.is_empty() && nearest(beginning, words.into_iter().chain(letters)).is_some()
    }

    /// A name must be there, and a pattern must not have missed by an underscore
    /// all that it could mean.
    pub(crate) fn check(&self, package: &Package) -> Result<(), String> {
        if package.dependencies.iter().any(|it| self.matches(it)) {
            return Ok(());
        }
        if !self.is_name() {
            let near = package.dependencies.iter().find(|it| self.nearly_matches(it));
            return near.map_or(Ok(()), |Dependency { package, .. }| {
                let text = &self.text;
                Err(format!(
                    "no dependency has such a name, but `{package}` nearly has: write \
                     `link_plugins!(\"{package}\")` in place of `{text}`, or beside it"
                ))
            });
        }
        let name = &self.text;
        if let Some(renamed) = package.dependencies.iter().find(|it| it.key == *name) {
            let package = &renamed.package;
            return Err(format!(
                "`{name}` is what this package calls its dependency `{package}`: write \
                 `{package}`"
            ));
        }
        if package.elsewhere.contains(name) {
            return Err(package.move_here(name));
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

/// What can be in no pattern.
fn mistake(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("no package has an empty name: leave it out".into());
    }
    if let Some(name) = text.strip_prefix(['!', '-']) {
        return Some(format!(
            "a pattern can't leave `{name}` out: name those that are to be linked"
        ));
    }
    if text.contains(".*") {
        let meant = text.replace(".*", "*");
        return Some(format!("`*` stands for any text by itself: write `{meant}`"));
    }
    let is_of_names = |c: char| c.is_alphanumeric() || "-_*?[]!".contains(c);
    text.chars().find(|c| !is_of_names(*c)).map(|other| {
        let remedy = match other {
            ',' | ';' | '|' | ' ' => "write each name as a string of its own",
            _ => "leave it out",
        };
        format!("no package has a {other:?} in its name: {remedy}")
    })
}

/// The name that is most like another, where one is a slip or two away.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let slips = (name.chars().count() / 3).clamp(1, 2);
    let name = name.to_lowercase();
    let near =
        names.map(|other| (strsim::damerau_levenshtein(&name, &other.to_lowercase()), other));
    near.filter(|(distance, _)| *distance <= slips).min().map(|(_, near)| near)
}
