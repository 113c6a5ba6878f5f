//! What the reader of a host's documentation sees, from the crate `documented`.

#[expect(dead_code, reason = "others run programs, too")]
mod program;

use std::fs;
use std::path::PathBuf;

/// Runs Cargo on the crate, and answers what it printed and where it built.
fn cargo(args: &[&str]) -> (String, PathBuf) {
    let output = program::cargo()
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/crates/documented"))
        .args(args)
        .arg("--offline")
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {args:?}:\n{messages}");
    (String::from_utf8(output.stdout).expect("it prints UTF-8"), program::target())
}

/// The text of a page, with single spaces.
fn text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or_default();
        let is_block = ["/section", "/p", "/h", "/div"].iter().any(|block| tag.starts_with(block));
        text.push_str(if is_block { " " } else { "" });
        text.push_str(after);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.replace("&#39;", "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_example_of_a_hook_runs_once() {
    let (printed, _) = cargo(&["test", "--doc"]);
    let mut ran: Vec<_> = printed.lines().filter(|line| line.ends_with(" ... ok")).collect();
    ran.sort_unstable();
    let expected = [
        "test tests/crates/documented/src/lib.rs - Home::route (line 52) ... ok",
        "test tests/crates/documented/src/lib.rs - Router::route (line 16) ... ok",
        "test tests/crates/documented/src/lib.rs - Router::told (line 36) ... ok",
    ];
    assert_eq!(ran, expected);
}

#[test]
fn a_hook_is_documented_as_it_was_written_and_says_how_it_is_called() {
    let (_, target) = cargo(&["doc", "--no-deps"]);
    let page = fs::read_to_string(target.join("doc/documented/trait.Router.html")).unwrap();
    assert!(page.contains("<a href=\"trait.Router.html#method.sent\""), "links lead on");
    let text = text(&page);
    for written in [
        "fn route(&self, path: &str, type: u32) -> Route Chooses a Route, before Self::sent and \
         Router::told.",
        "Called by call_all(path, type), which gives Vec<Route>, in call order.",
        "fn sent(&self, path: &mut String) Hears of all, after route. Called by call_all(path).",
        "fn first<'a>(&self, paths: &'a [String]) -> Result<Option<&'a str>, String>where Route: \
         Clone, Chooses one.",
        "Called by call_first(paths), which gives Result<Option<&'a str>, HookError<String>>; the \
         first Some ends the call; the first Err ends the call.",
        "fn told(&self, path: &str) -> Option<u32> Is told.",
        "Called by call_historic(path): each call is remembered for plugins that come later. \
         call_historic_with(path, callback) hands each u32 to a callback.",
    ] {
        assert!(text.contains(written), "{written}\n{text}");
    }
    for ours in ["CalledThrough", "Sized", "__"] {
        assert!(!text.contains(ours), "{ours}\n{text}");
    }
}
