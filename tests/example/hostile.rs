//! What a hostile file or argument says does not reach the terminal as it is.

use crate::kitchen::visit;
use crate::packages::APP;
use crate::program::Outcome;

fn is_plain(text: &str) -> bool {
    let is_evil = |c: char| c.is_control() && c != '\n' || ('\u{2028}'..='\u{202e}').contains(&c);
    !text.contains(is_evil)
}

fn assert_plain(outcome: &Outcome) {
    let Outcome { stdout, stderr, .. } = outcome;
    assert!(is_plain(stdout) && is_plain(stderr), "{outcome:?}");
    assert!(stderr.lines().all(|line| line.chars().count() < 2_000), "{outcome:?}");
    assert!(!stdout.is_empty() || !stderr.is_empty());
}

#[test]
fn a_configuration() {
    let long = "x".repeat(12_000);
    for text in [
        "[plugins.\"\\u001B[2Jspam\"]\nsauce = 3".to_owned(),
        "[plugins.spam]\n\"\\u001B[31m\\u202Esauce\" = 3".to_owned(),
        "[plugins.spam]\nsauce = \"\\u001B]0;x\\u0007\\n\"".to_owned(),
        "[plugins]\nwithout = [\"\\u009B1m\\u202E\"]".to_owned(),
        "\"\\u001Bspam\" = {}\n[plugins.spma]".to_owned(),
        "[plugins]\n\u{202e}= 3".to_owned(),
        format!("[plugins.spam]\n{long} = 3"),
        format!("[plugins.spam]\nsauce = '{long}'"),
        format!("[plugins.{long}]"),
    ] {
        for args in [&[][..], &["--strict"], &["plugins"], &["plugins", "--json"]] {
            assert_plain(&visit(&APP).config(&text).args(args.iter().copied()).outcome());
        }
    }
}

#[test]
fn a_variable_and_arguments() {
    let evil = "-\u{1b}[2J\u{202e}spam\n";
    assert_plain(&visit(&APP).env(evil).outcome());
    assert_plain(&visit(&APP).args(["--without", evil]).outcome());
    assert_plain(&visit(&APP).args(["--need", &evil[1..]]).outcome());
    assert_plain(&visit(&APP).args(["--config", "\u{1b}[2J\u{202e}.toml"]).outcome());
}
