//! The subcommand `plugins`, which a host has in one line.

use std::ffi::OsString;

use crate::kitchen::closed;

const USAGE: &str = "\
usage: plugins [--json | --graph | --help]

Shows all plugins and hooks: as a table, or

  --json   as JSON
  --graph  as a flowchart of Mermaid
  --help   this text";

#[test]
fn an_option_chooses_the_form() {
    let report = closed().report();
    assert_eq!(report.subcommand([""; 0]).unwrap(), report.to_string());
    assert_eq!(report.subcommand(["--json"]).unwrap(), report.to_json());
    assert_eq!(report.subcommand([String::from("--graph")]).unwrap(), report.to_mermaid());
    assert_eq!(report.subcommand([OsString::from("--help")]).unwrap(), USAGE);
    assert_eq!(report.subcommand(["-h"]).unwrap(), USAGE);
}

#[test]
fn anything_else_is_an_error_with_the_usage() {
    let report = closed().report();
    for (args, unexpected) in [
        (&["--yaml"][..], "--yaml"),
        (&["json"], "json"),
        (&[""], ""),
        (&["--json", "--graph"], "--graph"),
        (&["--help", "me"], "me"),
        (&["\u{1b}[2J\u{202e}"], "\\u{1b}[2J\\u{202e}"),
    ] {
        let error = report.subcommand(args).unwrap_err();
        assert_eq!(error.to_string(), format!("unexpected argument `{unexpected}`\n\n{USAGE}"));
        // So `main` prints what it returns.
        assert_eq!(format!("{error:?}"), error.to_string());
    }
}
