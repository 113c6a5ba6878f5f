//! The command line of a host's `plugins` subcommand.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

use super::Report;
use crate::facts::text::plain;

const USAGE: &str = "\
usage: plugins [--json | --graph | --help]

Shows all plugins and hooks: as a table, or

  --json   as JSON
  --graph  as a flowchart of Mermaid
  --help   this text";

impl Report {
    /// What a host's subcommand `plugins` prints, after the arguments that come
    /// behind that word: none, `--json`, `--graph` or `--help`.
    ///
    /// # Errors
    ///
    /// When there is anything else; the error prints the usage.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, ReportUsage};
    ///
    /// fn plugins(pm: &PluginManager, args: &[&str]) -> Result<(), ReportUsage> {
    ///     println!("{}", pm.report().subcommand(args)?);
    ///     Ok(())
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// assert!(plugins(&pm, &["--json"]).is_ok());
    /// let error = plugins(&pm, &["--yaml"]).unwrap_err();
    /// assert!(error.to_string().starts_with("unexpected argument `--yaml`\n\nusage: plugins ["));
    /// ```
    pub fn subcommand<I>(&self, args: I) -> Result<String, ReportUsage>
    where
        I: IntoIterator<Item: Into<OsString>>,
    {
        let mut args = args.into_iter().map(Into::into);
        let Some(option) = args.next() else { return Ok(self.to_string()) };
        let answer = match option.to_str() {
            Some("--json") => self.to_json(),
            Some("--graph") => self.to_mermaid(),
            Some("--help" | "-h") => USAGE.to_owned(),
            _ => return Err(ReportUsage { unknown: option }),
        };
        match args.next() {
            Some(unknown) => Err(ReportUsage { unknown }),
            None => Ok(answer),
        }
    }
}

/// Arguments that [`Report::subcommand`] does not have; it prints the first of
/// them and the usage.
#[derive(Clone)]
pub struct ReportUsage {
    unknown: OsString,
}

impl fmt::Display for ReportUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unexpected argument `{}`\n\n{USAGE}", plain(&self.unknown.display().to_string()))
    }
}

/// As a user reads it: so an error prints that `main` returns.
impl fmt::Debug for ReportUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ReportUsage {}
