//! Programs as Cargo builds them and users run them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the workspace")
}

/// A folder of a test's own, which stays from one run to the next.
pub(crate) fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The target folder of all that Cargo builds for the tests: what that shares is built once. The
/// usual one may be locked by the Cargo that runs the tests.
pub(crate) fn target() -> PathBuf {
    scratch("target")
}

/// A Cargo that builds there, for nobody who debugs.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.env("CARGO_TARGET_DIR", target()).env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// Builds programs, and answers the folder that has them.
pub(crate) fn build(manifest: &Path, args: &[&str]) -> PathBuf {
    let output = cargo()
        .arg("build")
        .arg("--manifest-path")
        .arg(manifest)
        .args(args)
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo build {args:?}:\n{messages}");
    target().join(if args.contains(&"--release") { "release" } else { "debug" })
}

/// How a program ended, and what it printed.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a program in a folder, as Cargo named it.
pub(crate) fn run(program: &Path, folder: &Path, args: &[&str]) -> Outcome {
    let output = Command::new(program.with_extension(env::consts::EXE_EXTENSION))
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("{} does not run: {error}", program.display()));
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("it prints UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("it prints UTF-8"),
    }
}
