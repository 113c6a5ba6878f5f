//! A package's dependencies, with all that other files say of them.

use std::path::{Path, PathBuf};

use super::files::Files;
use super::manifest::{self, Inherited, Kind, Source};

/// One dependency of the package.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Dependency {
    /// The package's own name.
    pub(crate) package: String,
    /// What its line calls it.
    pub(crate) key: String,
    pub(crate) line: usize,
    pub(crate) is_dev: bool,
    pub(crate) target: Option<String>,
    pub(crate) features: Vec<String>,
    /// Its Cargo.toml, where that may give the crate a name of its own.
    pub(crate) manifest: Option<PathBuf>,
}

/// The dependencies of a package.
#[derive(Default, PartialEq, Eq, Debug)]
pub(crate) struct Package {
    pub(crate) dependencies: Vec<Dependency>,
    /// Whether these are its build script's.
    pub(crate) is_for_build: bool,
    /// The packages that are there for a build script alone, or in one for the
    /// program alone.
    pub(crate) elsewhere: Vec<String>,
}

impl Package {
    /// Reads the package of a Cargo.toml, for its program or its build script.
    pub(crate) fn read(path: &Path, is_for_build: bool, files: &mut Files<'_>) -> Option<Self> {
        let mut manifest = files.load(path, manifest::package)?;
        manifest.dependencies.sort_by_key(|dependency| dependency.line);
        let inherited = manifest.dependencies.iter().find(|it| it.source.is_none());
        let said = manifest.workspace.as_deref();
        let workspace = inherited.and_then(|inherited| find(path, said, inherited, files));
        let mut package = Package { is_for_build, ..Package::default() };
        for dependency in manifest.dependencies {
            let Some((source, folder)) = source(path, &dependency, workspace.as_ref(), files)
            else {
                continue;
            };
            // A name that the line gives goes before the crate's own.
            let folder_of_it = source.path.filter(|_| source.package.is_none());
            let name = source.package.unwrap_or_else(|| dependency.key.clone());
            if (dependency.kind == Kind::Build) != is_for_build {
                package.elsewhere.push(name);
                continue;
            }
            package.dependencies.push(Dependency {
                package: name,
                key: dependency.key,
                line: dependency.line,
                is_dev: dependency.kind == Kind::Dev,
                target: dependency.target,
                features: dependency.features,
                manifest: folder_of_it.map(|path| folder.join(path).join("Cargo.toml")),
            });
        }
        Some(package)
    }

    /// What to do for one that is elsewhere.
    pub(crate) fn move_here(&self, name: &str) -> String {
        if self.is_for_build {
            format!(
                "`{name}` is no build-dependency, so this build script does not have it: add it to \
                 `[build-dependencies]`"
            )
        } else {
            format!(
                "`{name}` is a build-dependency, which is not in the program: move it to \
                 `[dependencies]`"
            )
        }
    }
}

impl Dependency {
    /// The name of its crate in the code.
    pub(crate) fn crate_name(&self, files: &mut Files<'_>) -> Option<String> {
        let own = match &self.manifest {
            Some(manifest) => files.load(manifest, manifest::library)?,
            None => None,
        };
        Some(own.unwrap_or_else(|| self.key.replace('-', "_")))
    }
}

/// The Cargo.toml of a workspace, and what it says of dependencies.
type Workspace = (PathBuf, Inherited);

/// Where a dependency comes from, and the folder that its path starts at.
fn source(
    member: &Path,
    dependency: &manifest::Dependency,
    workspace: Option<&Workspace>,
    files: &mut Files<'_>,
) -> Option<(Source, PathBuf)> {
    if let Some(source) = &dependency.source {
        return Some((source.clone(), folder(member)));
    }
    let (root, inherited) = workspace?;
    let key = &dependency.key;
    let source = inherited.get(key).map(|source| (source.clone(), folder(root)));
    if source.is_none() {
        let message =
            format!("`{key}` is inherited, and `[workspace.dependencies]` has no `{key}`");
        files.mistake(member, Some(dependency.line), message);
    }
    source
}

/// The workspace that a package is in, by what it says or by where it is.
fn find(
    member: &Path,
    said: Option<&str>,
    inherited: &manifest::Dependency,
    files: &mut Files<'_>,
) -> Option<Workspace> {
    let found = if let Some(said) = said {
        let root = folder(member).join(said).join("Cargo.toml");
        files.load(&root, manifest::workspace)?.map(|inherited| (root, inherited))
    } else {
        folder(member).ancestors().find_map(|folder| {
            let root = folder.join("Cargo.toml");
            let inherited = files.load_if_exists(&root, manifest::workspace)??;
            Some((root, inherited))
        })
    };
    if found.is_none() {
        let message = format!("`{}` is inherited, and no `[workspace]` is found", inherited.key);
        files.mistake(member, Some(inherited.line), message);
    }
    found
}

fn folder(manifest: &Path) -> PathBuf {
    manifest.parent().map(Into::into).unwrap_or_default()
}
