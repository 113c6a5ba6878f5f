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
    /// Whether a user may mean it by a name of a plugin or a package: `spam` or
    /// `eggsample-spam` for `eggsample-spam`.
    fn may_be(&self, name: &str) -> bool {
        [self.package, self.krate].contains(&name)
            || self.package.strip_suffix(name).is_some_and(|host| host.ends_with('-'))
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
            return format!("`{package}` is a dependency of {owner} for `{target}` alone");
        }
        if let [feature, ..] = self.features {
            return format!(
                "`{package}` is an optional dependency of {owner}, which is left out: build with \
                 `--features {feature}`"
            );
        }
        format!(
            "`{package}` is a dependency of {owner}, but is not linked: write `use {krate} as _;` \
             beside `link_plugins!`"
        )
    }
}

/// What to say of a name that may be that of a dependency which is not linked.
pub(crate) fn hint(name: &str) -> Option<String> {
    let mut owners: Vec<&Dependencies> = backend::dependencies().collect();
    owners.sort_by_key(|owner| owner.package);
    let lines = owners.iter().flat_map(|owner| owner.list.iter().map(|line| (owner.package, line)));
    let lines: Vec<_> = lines.filter(|(_, line)| line.may_be(name)).collect();
    if lines.iter().any(|(_, line)| line.is_linked) {
        return None;
    }
    let (owner, line) = lines.first()?;
    Some(line.why_absent(owner))
}
