//! A Cargo.toml, as far as `link_plugins!` asks: text in, model out.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Line, Mistake, Reader};

/// The dependencies of a package, as its Cargo.toml has them.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Manifest {
    pub(crate) dependencies: Vec<Dependency>,
    /// The folder that `package.workspace` names: the workspace's root.
    pub(crate) workspace: Option<String>,
}

/// One line of a table of dependencies.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Dependency {
    /// What the line calls it: the name of the crate in the code.
    pub(crate) key: String,
    pub(crate) line: usize,
    /// Where it comes from; `None` where the workspace says it.
    pub(crate) source: Option<Source>,
    pub(crate) kind: Kind,
    /// The platform it is for: `cfg(unix)`, or a target's name.
    pub(crate) target: Option<String>,
    /// The features that bring it; none where it is not optional.
    pub(crate) features: Vec<String>,
}

/// What a dependency is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Normal,
    Dev,
    Build,
}

/// Where a dependency comes from.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Source {
    /// The package's own name, where it is said.
    pub(crate) package: Option<String>,
    /// Its folder, where it is one.
    pub(crate) path: Option<String>,
}

/// What `[workspace.dependencies]` says of each name.
pub(crate) type Inherited = BTreeMap<String, Source>;

/// The tables of dependencies, each with its old spelling.
const TABLES: [(Kind, &str, &str); 3] = [
    (Kind::Normal, "dependencies", "dependencies"),
    (Kind::Dev, "dev-dependencies", "dev_dependencies"),
    (Kind::Build, "build-dependencies", "build_dependencies"),
];

/// Reads all dependencies of a package.
pub(crate) fn package(text: &str) -> Result<Manifest, Vec<Mistake>> {
    Reader::read(text, |reader, root| {
        let features = features(reader, root);
        let mut dependencies = Vec::new();
        read_tables(reader, root, None, &features, &mut dependencies);
        for (target, table) in reader.tables(root, "target") {
            read_tables(reader, table, Some(target), &features, &mut dependencies);
        }
        let package = reader.table(root, "package");
        let workspace = package.and_then(|package| reader.string(package, "workspace"));
        Manifest { dependencies, workspace }
    })
}

/// Reads `[workspace.dependencies]`; `None` where there is no `[workspace]`.
pub(crate) fn workspace(text: &str) -> Result<Option<Inherited>, Vec<Mistake>> {
    Reader::read(text, |reader, root| {
        let workspace = reader.table(root, "workspace")?;
        let Some(table) = reader.table(workspace, "dependencies") else {
            return Some(Inherited::new());
        };
        let sources = table.iter().map(|(key, value)| {
            let source = details(reader, key.get_ref(), value).map(|table| source(reader, table));
            (key.get_ref().to_string(), source.unwrap_or_default())
        });
        Some(sources.collect())
    })
}

/// Reads the name of a package's library, where it is not the package's own.
pub(crate) fn library(text: &str) -> Result<Option<String>, Vec<Mistake>> {
    Reader::read(text, |reader, root| {
        let library = reader.table(root, "lib")?;
        reader.string(library, "name")
    })
}

/// The package's own library, as far as others in the package can link it.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Library {
    /// The name of its crate.
    pub(crate) name: String,
    pub(crate) path: String,
}

/// Reads what a package says of its own library; `None` where a program can't link
/// it.
pub(crate) fn own_library(text: &str) -> Result<Option<Library>, Vec<Mistake>> {
    Reader::read(text, |reader, root| {
        let package = reader.table(root, "package")?;
        let name = reader.string(package, "name")?;
        let is_found = package.get("autolib").and_then(|it| it.get_ref().as_bool()) != Some(false);
        let Some(library) = reader.table(root, "lib") else {
            let path = "src/lib.rs".to_owned();
            return is_found.then(|| Library { name: name.replace('-', "_"), path });
        };
        let types = library.get("crate-type").and_then(|types| types.get_ref().as_array());
        let is_rust = |it: &Spanned<DeValue<'_>>| {
            matches!(it.get_ref().as_str(), Some("lib" | "rlib" | "dylib"))
        };
        let is_linkable = types.is_none_or(|types| types.iter().any(is_rust));
        let is_macro = reader.flag(library, "proc-macro");
        (is_linkable && !is_macro).then(|| Library {
            name: reader.string(library, "name").unwrap_or_else(|| name.replace('-', "_")),
            path: reader.string(library, "path").unwrap_or_else(|| "src/lib.rs".to_owned()),
        })
    })
}

/// Reads the patterns of `[package.metadata.pluggy]`.
pub(crate) fn plugins(text: &str) -> Result<Vec<Line>, Vec<Mistake>> {
    Reader::read(text, |reader, root| {
        let package = reader.table(root, "package");
        let metadata = package.and_then(|package| reader.table(package, "metadata"));
        let entry = metadata.and_then(|metadata| metadata.get_key_value("pluggy"));
        let pluggy = metadata.and_then(|metadata| reader.table(metadata, "pluggy"));
        match pluggy.and_then(|pluggy| pluggy.get("plugins")) {
            Some(plugins) => reader.strings(
                plugins,
                "`plugins` is a list of package names, each a string: write `plugins = \
                 [\"eggsample-*\"]`",
            ),
            None if entry.is_some() && pluggy.is_none() => Vec::new(),
            None => {
                let line = entry.map(|(key, _)| reader.line(key.span()));
                reader.mistake(
                    line,
                    "nothing says which dependencies are plugins: write `plugins = \
                     [\"eggsample-*\"]` under `[package.metadata.pluggy]`, or \
                     `link_plugins!(\"eggsample-*\")` in the program",
                );
                Vec::new()
            }
        }
    })
}

/// The features that are declared, each with what it brings.
type Features = Vec<(String, Vec<String>)>;

fn features<'t>(reader: &mut Reader<'t>, root: &DeTable<'t>) -> Features {
    let Some(table) = reader.table(root, "features") else { return Features::new() };
    let features = table.iter().map(|(name, value)| {
        let message = format!("the feature `{}` is a list of strings", name.get_ref());
        let brings = reader.strings(value, &message).into_iter().map(|line| line.text);
        (name.get_ref().to_string(), brings.collect())
    });
    features.collect()
}

fn read_tables<'t>(
    reader: &mut Reader<'t>,
    parent: &DeTable<'t>,
    target: Option<&str>,
    features: &Features,
    dependencies: &mut Vec<Dependency>,
) {
    for (kind, name, old_name) in TABLES {
        // Cargo, too, ignores the old spelling beside the new.
        let name = if parent.contains_key(name) { name } else { old_name };
        if let Some(table) = reader.table(parent, name) {
            read_table(reader, table, kind, target, features, dependencies);
        }
    }
}

fn read_table<'t>(
    reader: &mut Reader<'t>,
    table: &DeTable<'t>,
    kind: Kind,
    target: Option<&str>,
    features: &Features,
    dependencies: &mut Vec<Dependency>,
) {
    for (key, value) in table {
        let line = reader.line(key.span());
        let key = key.get_ref();
        let table = details(reader, key, value);
        let is_inherited = table.is_some_and(|table| reader.flag(table, "workspace"));
        let is_optional = table.is_some_and(|table| reader.flag(table, "optional"));
        let source = table.map(|table| source(reader, table)).unwrap_or_default();
        dependencies.push(Dependency {
            key: key.to_string(),
            line,
            source: (!is_inherited).then_some(source),
            kind,
            target: target.map(Into::into),
            features: if is_optional { bringing(key, features) } else { Vec::new() },
        });
    }
}

/// The table of a dependency; `None` where it is a version alone.
fn details<'v, 't>(
    reader: &mut Reader<'t>,
    key: &str,
    value: &'v Spanned<DeValue<'t>>,
) -> Option<&'v DeTable<'t>> {
    if !value.get_ref().is_str() && !value.get_ref().is_table() {
        let line = reader.line(value.span());
        let message = format!("the dependency `{key}` is a version or a table");
        reader.mistake(Some(line), message);
    }
    value.get_ref().as_table()
}

fn source<'t>(reader: &mut Reader<'t>, table: &DeTable<'t>) -> Source {
    Source { package: reader.string(table, "package"), path: reader.string(table, "path") }
}

/// The features that bring an optional dependency: those that say so, and one
/// of its own name unless some feature says `dep:`.
fn bringing(key: &str, features: &Features) -> Vec<String> {
    let dep = format!("dep:{key}");
    let of_it = format!("{key}/");
    let has_own = !features.iter().any(|(_, brings)| brings.contains(&dep));
    let own = has_own.then(|| key.to_string());
    let others = features
        .iter()
        .filter(|(_, brings)| brings.iter().any(|it| *it == dep || it.starts_with(&of_it)))
        .map(|(name, _)| name.clone());
    own.into_iter().chain(others).collect()
}
