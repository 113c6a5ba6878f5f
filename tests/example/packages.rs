//! The packages that the tests run: the example's own, and others outside its
//! workspace.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::program::{build, root, scratch};

/// The program of the example.
pub(crate) static APP: LazyLock<PathBuf> = LazyLock::new(|| {
    build(&root().join("Cargo.toml"), &["-p", "eggsample-app"]).join("eggsample-app")
});

/// The whole code of an end user.
pub(crate) const MAIN: &str = "\
eggsample::link_plugins!();

fn main() -> std::process::ExitCode {
    eggsample::main()
}
";

/// The crates of the example that an end user may depend on.
const CRATES: [&str; 3] = ["eggsample", "eggsample-sauce", "eggsample-spam"];

/// The dependency line of a crate of the example.
pub(crate) fn line(name: &str) -> String {
    format!("{name} = '0.1'\n")
}

/// A workspace of the test's own, outside the repository's, which takes the
/// example's crates as if they were published.
pub(crate) struct Workspace(PathBuf);

impl Workspace {
    /// One of these packages, or of one at its root.
    pub(crate) fn new(name: &str, members: &[&str]) -> Self {
        let folder = scratch(name);
        // The same versions as the workspace's, and no look into the index.
        write(&folder.join("Cargo.lock"), &fs::read_to_string(root().join("Cargo.lock")).unwrap());
        if !members.is_empty() {
            let head = format!("[workspace]\nresolver = '3'\nmembers = {members:?}\n");
            write(&folder.join("Cargo.toml"), &(head + &patch()));
        }
        Workspace(folder)
    }

    /// Writes the package at the root.
    pub(crate) fn root(&self, name: &str, manifest: &str, main: &str) {
        let head = format!("[package]\nname = '{name}'\nedition = '2024'\n");
        write(&self.0.join("Cargo.toml"), &format!("{head}{manifest}\n[workspace]\n{}", patch()));
        write(&self.0.join("src/main.rs"), main);
    }

    /// Writes a package.
    pub(crate) fn member(&self, name: &str, manifest: &str, source: (&str, &str)) {
        let head = format!("[package]\nname = '{name}'\nversion = '0.1.0'\nedition = '2024'\n");
        let folder = self.0.join(name);
        write(&folder.join("Cargo.toml"), &(head + manifest));
        write(&folder.join(source.0), source.1);
    }

    /// Writes a file.
    pub(crate) fn file(&self, path: &str, text: &str) {
        write(&self.0.join(path), text);
    }

    /// Builds all, and answers the folder of the programs.
    pub(crate) fn build(&self) -> PathBuf {
        build(&self.0.join("Cargo.toml"), &["--offline"])
    }
}

fn patch() -> String {
    let mut patch = "[patch.crates-io]\n".to_owned();
    for name in CRATES {
        let folder = root().join("examples/eggsample").join(name);
        writeln!(patch, "{name}.path = '{}'", folder.display()).unwrap();
    }
    patch
}

/// Writes a file; nothing is built anew that did not change.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}
