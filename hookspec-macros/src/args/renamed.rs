//! The name under which a package depends on the crate, where Cargo.toml gives it another.
//!
//! The lines are read by hand: a reader of TOML is one of the feature `link`'s, and all who
//! use an attribute would wait for it. What is not understood changes nothing.

use std::path::Path;
use std::{env, fs};

const OURS: &str = "pluggy-core";

/// That name, as code has it.
pub(super) fn renamed() -> Option<String> {
    let folder = env::var_os("CARGO_MANIFEST_DIR")?;
    let mut folders = Path::new(&folder).ancestors();
    let read = |folder: &Path| fs::read_to_string(folder.join("Cargo.toml")).ok();
    let manifest = read(folders.next()?)?;
    renamed_in(&manifest, folders.filter_map(read))
}

fn renamed_in(manifest: &str, above: impl Iterator<Item = String>) -> Option<String> {
    // As nearly all manifests are, so that this takes no time.
    let is_quoted = manifest.contains("\"pluggy-core\"") || manifest.contains("'pluggy-core'");
    if manifest.contains(OURS) && !is_quoted || has(manifest, OURS) {
        return None;
    }
    let of_workspace = |text: String| key(&text).filter(|key| has(manifest, key));
    let key = key(manifest).or_else(|| above.into_iter().find_map(of_workspace))?;
    Some(key.replace('-', "_"))
}

/// The key of the dependency whose package is ours.
fn key(manifest: &str) -> Option<String> {
    dependencies(manifest).find_map(|(key, is_ours)| is_ours.then_some(key))
}

/// Whether there is a dependency of that key.
fn has(manifest: &str, key: &str) -> bool {
    dependencies(manifest).any(|(other, _)| other == key)
}

/// The key of the dependency that each line is of, and whether the line says that its
/// package is ours.
fn dependencies(manifest: &str) -> impl Iterator<Item = (String, bool)> {
    let mut table = String::new();
    manifest.lines().filter_map(move |line| {
        let line = line.split('#').next().unwrap_or_default().replace('\'', "\"");
        let line: String = line.split_whitespace().collect();
        let is_header = line.starts_with('[');
        if is_header {
            table = line.trim_matches(['[', ']']).replace('"', "");
        }
        let (_, behind) = table.rsplit_once("dependencies")?;
        let key = match behind.strip_prefix('.') {
            Some(key) => key.to_owned(),
            None if is_header => return None,
            None => line.split(['.', '=']).next()?.replace('"', ""),
        };
        Some((key, line.contains("package=\"pluggy-core\"")))
    })
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::renamed_in;

    fn of(manifest: &str) -> Option<String> {
        renamed_in(manifest, iter::empty())
    }

    #[test]
    fn a_key_may_be_written_in_any_form() {
        let forms = [
            "[dependencies]\nmy-plugins = { path = '../x', package = 'pluggy-core' }",
            "[dependencies]\nmy-plugins.version = \"1\"\nmy-plugins.package = \"pluggy-core\" # so",
            "[target.'cfg(unix)'.dependencies.my-plugins]\npackage = \"pluggy-core\"",
            "[dev-dependencies]\n\"my-plugins\" = {package=\"pluggy-core\"}",
            "[dependencies.\"my-plugins\"]\npackage = \"pluggy-core\"",
        ];
        for form in forms {
            assert_eq!(of(form).as_deref(), Some("my_plugins"), "{form}");
        }
        let package = "[dependencies]\nmy-package = { package = 'pluggy-core' }";
        assert_eq!(of(package).as_deref(), Some("my_package"));
    }

    #[test]
    fn what_is_no_dependency_has_no_say() {
        let patched = "[dependencies]\nruntime = { package = 'pluggy-core', version = '1' }\n\
            [patch.crates-io]\npluggy-core = { path = '../pluggy-core' }";
        assert_eq!(of(patched).as_deref(), Some("runtime"));
        let documented = "[package.metadata.host]\npackage = 'pluggy-core'";
        assert_eq!(of(documented), None);
    }

    #[test]
    fn its_own_name_comes_first() {
        const OLD: &str = "[dependencies]\nold = { package = 'pluggy-core' }\n";
        for own in
            ["pluggy-core = '1'", "pluggy-core.workspace = true", "[dependencies.pluggy-core]"]
        {
            assert_eq!(of(&format!("{OLD}{own}")), None, "{own}");
        }
        assert_eq!(of("[dependencies]\nsyn = '3'"), None);
    }

    #[test]
    fn a_workspace_may_have_it() {
        let root = "[workspace.dependencies]\nruntime = { package = 'pluggy-core', path = 'core' }";
        let above = || iter::once(root.to_owned());
        let member = "[dependencies]\nruntime.workspace = true";
        assert_eq!(renamed_in(member, above()).as_deref(), Some("runtime"));
        assert_eq!(renamed_in("[dependencies]\nsyn = '3'", above()), None);
    }
}
