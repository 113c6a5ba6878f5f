//! What `link_plugins!` read in a Cargo.toml: the dependencies of the end
//! user's package, and which of them are linked for their plugins.

use crate::backend;

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
    /// Whether a user may mean it by the name of a package, or, where it is known
    /// to be for plugins, by that of a plugin: by `spam` `eggsample-spam`.
    fn may_be(&self, name: &str, is_meant: impl Fn(&str) -> bool) -> bool {
        let host = self.package.strip_suffix(name).filter(|_| self.is_matched);
        is_meant(self.package)
            || is_meant(self.krate)
            || host.is_some_and(|host| host.ends_with('-'))
    }

    /// Why it is not linked, and what to write.
    fn why_absent(&self, owner: &str) -> String {
        let Dependency { package, krate, .. } = self;
        if self.is_dev {
            return format!(
                "`{package}` is a dependency of {owner} in tests alone: move its line to \
                 `[dependencies]`"
            );
        }
        if let Some(target) = self.target {
            return format!(
                "`{package}` is a dependency of {owner} for `{target}` alone: move its line to \
                 `[dependencies]` to have it here"
            );
        }
        if let [feature, ..] = self.features {
            return format!(
                "`{package}` is an optional dependency of {owner}, which is left out: build with \
                 `--features {feature}`"
            );
        }
        format!(
            "`{package}` is a dependency of {owner}, but is not linked: if it has plugins, write \
             `use {krate} as _;` beside `link_plugins!`"
        )
    }
}

/// What to say of a name that may be that of a dependency which is not linked.
pub(crate) fn hint(name: &str, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let mut owners: Vec<&Dependencies> = backend::dependencies().collect();
    owners.sort_by_key(|owner| owner.package);
    let lines = owners.iter().flat_map(|owner| owner.list.iter().map(|line| (owner.package, line)));
    let lines: Vec<_> = lines.filter(|(_, line)| line.may_be(name, &is_meant)).collect();
    if lines.iter().any(|(_, line)| line.is_linked) {
        return None;
    }
    let (owner, line) = lines.first()?;
    Some(line.why_absent(owner))
}
