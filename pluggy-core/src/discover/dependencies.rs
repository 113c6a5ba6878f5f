//! What `link_plugins!` read in a Cargo.toml: the dependencies of the end
//! user's package, and which of them are linked for their plugins.

use crate::discover::backend;
use crate::facts::pattern::Pattern;
use crate::facts::sort::sort_by;

/// The dependencies of one package, for the macro to fill.
#[derive(Debug)]
pub struct Dependencies {
    /// The package that depends on them.
    pub package: &'static str,
    /// One for each line of a table of dependencies.
    pub list: &'static [Dependency],
}

/// One line of a table of dependencies.
#[derive(Debug)]
pub struct Dependency {
    /// The package's own name, also where the line gives another.
    pub package: &'static str,
    /// Its name in code.
    pub krate: &'static str,
    /// Whether a pattern of `link_plugins!` names it.
    pub is_matched: bool,
    /// Whether it is linked in this build.
    pub is_linked: bool,
    /// Whether it is there in tests alone.
    pub is_dev: bool,
    /// The features that bring it; none where it is not optional.
    pub features: &'static [&'static str],
    /// The platform that it is for: `cfg(unix)`.
    pub target: Option<&'static str>,
}

impl Dependency {
    fn is_called(&self, name: &str) -> bool {
        [self.package, self.krate].contains(&name)
    }

    /// Whether a user may mean it: by its name, or where it is known to be for
    /// plugins by a pattern, or by a plugin's name: by `spam` `eggsample-spam`.
    fn may_be(&self, name: &str, pattern: Option<&Pattern>) -> bool {
        let host = self.package.strip_suffix(name);
        let is_matched = pattern.is_some_and(|pattern| pattern.matches(self.package))
            || host.is_some_and(|host| host.ends_with('-'));
        self.is_called(name) || self.is_matched && is_matched
    }

    /// Why it is not linked, and what to write.
    fn why_absent(&self, owner: &str) -> String {
        let Dependency { package, krate, .. } = self;
        if self.is_dev {
            return format!(
                "`{package}` is a dependency of {owner} in tests alone: to have it in the \
                 program, move its line to `[dependencies]`"
            );
        }
        if let Some(target) = self.target {
            return format!(
                "`{package}` is a dependency of {owner} for `{target}` alone: to have it here, \
                 move its line to `[dependencies]`"
            );
        }
        if let [feature, ..] = self.features {
            return format!(
                "`{package}` is an optional dependency of {owner}, which is left out: to have \
                 it, build {owner} with `--features {feature}`"
            );
        }
        format!(
            "`{package}` is a dependency of {owner} that is not linked by `link_plugins!`: if it \
             has plugins, write `use {krate} as _;` beside that"
        )
    }
}

/// What to say of a name, or a pattern, that may be that of a dependency.
pub(crate) fn hint(name: &str, pattern: Option<&Pattern>) -> Option<String> {
    let mut owners: Vec<&Dependencies> = backend::dependencies().collect();
    sort_by(&mut owners, |a, b| a.package.cmp(b.package));
    let lines = owners.iter().flat_map(|owner| owner.list.iter().map(|line| (owner.package, line)));
    let lines: Vec<_> = lines.filter(|(_, line)| line.may_be(name, pattern)).collect();
    match lines.iter().find(|(_, line)| line.is_linked) {
        Some((_, line)) => {
            line.is_called(name).then(|| format!("`{name}` is linked, and has no plugin"))
        }
        None => lines.first().map(|(owner, line)| line.why_absent(owner)),
    }
}
