//! What `link_plugins!` read in a Cargo.toml: the dependencies of the end
//! user's package, and which of them are linked for their plugins.

use crate::backend;

/// The dependencies of one package, for the macro to fill.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields say it")]
pub struct Dependencies {
    /// The package that depends on them.
    pub package: &'static str,
    /// One for each line of a dependency table.
    pub list: &'static [Dependency],
}

/// One line of a table of dependencies.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields say it")]
pub struct Dependency {
    /// The package's own name, also where the line gives another.
    pub package: &'static str,
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

/// All dependencies of packages that call `link_plugins!`, each with its
/// package, in no particular order.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Dependency)> {
    backend::dependencies()
        .flat_map(|package| package.list.iter().map(|dependency| (package.package, dependency)))
}
