//! What becomes of one spec and of one plugin, to be read aloud.
//!
//! `BLESS=1` writes it anew; then read it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{env, fs};

/// The crate.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/expanded");

/// What rustc sees of the crate once the macros are through.
fn expanded() -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .current_dir(FOLDER)
        .args(["rustc", "--lib", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("expansions"))
        .args(["--", "-Zunpretty=expanded"])
        // It is the stable compiler's own, but for this flag.
        .env("RUSTC_BOOTSTRAP", "1")
        .output();
    printed(output.expect("cargo runs"))
}

fn formatted(source: &[u8]) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(FOLDER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt runs");
    rustfmt.stdin.take().expect("it reads").write_all(source).expect("it reads all");
    let output = rustfmt.wait_with_output().expect("it ends");
    String::from_utf8(printed(output)).expect("it prints UTF-8")
}

fn printed(output: Output) -> Vec<u8> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn a_spec_and_a_plugin_become_what_makes_sense_when_it_is_read() {
    let golden = Path::new(FOLDER).join("expanded.rs");
    let expanded = formatted(&expanded());
    if env::var_os("BLESS").is_some() {
        fs::write(&golden, &expanded).expect("the file can be written");
    }
    let read = fs::read_to_string(golden).expect("the file is there");
    assert!(read == expanded, "another expansion; `BLESS=1` writes it, to be read:\n{expanded}");
}
