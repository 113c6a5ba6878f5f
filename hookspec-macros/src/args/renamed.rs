//! The name under which a package depends on the crate, where Cargo.toml gives it another.

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
    let mut table = String::new();
    for (line, written) in lines(manifest) {
        if line.starts_with('[') {
            table = line;
        } else if line.contains("package=\"pluggy-core\"") {
            let key = match written.strip_suffix("package") {
                Some("") => table.trim_matches(['[', ']']).rsplit('.').next()?,
                Some(dotted) => dotted.trim_end_matches('.'),
                None => &written,
            };
            return Some(key.to_owned());
        }
    }
    None
}

/// Whether there is a dependency of that key.
fn has(manifest: &str, key: &str) -> bool {
    let table = format!(".{key}]");
    lines(manifest).any(|(line, written)| {
        let is_dotted = written.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        written == key || is_dotted || line.starts_with('[') && line.ends_with(&table)
    })
}

/// The lines without space and comments, and the key that each begins with.
fn lines(manifest: &str) -> impl Iterator<Item = (String, String)> {
    manifest.lines().map(|line| {
        let line = line.split('#').next().unwrap_or_default().replace('\'', "\"");
        let line: String = line.split_whitespace().collect();
        let key = line.split('=').next().unwrap_or_default().replace('"', "");
        (line, key)
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
        ];
        for form in forms {
            assert_eq!(of(form).as_deref(), Some("my_plugins"), "{form}");
        }
    }

    #[test]
    fn its_own_name_comes_first() {
        for own in
            ["pluggy-core = '1'", "pluggy-core.workspace = true", "[dependencies.pluggy-core]"]
        {
            assert_eq!(of(&format!("old = {{ package = 'pluggy-core' }}\n{own}")), None, "{own}");
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
