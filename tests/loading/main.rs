//! Programs whose plugins are not as they should be, really built: what
//! discovery says of them, and that the rest is there.

mod copies;
mod features;
mod names;
mod packages;
#[path = "../program.rs"]
mod program;
mod versions;

use program::Outcome;

/// What a program printed: the report of its discovery, who pours, and all
/// plugins and problems without the hooks; and how it ended.
#[derive(PartialEq, Eq, Debug)]
struct Printed {
    discovery: String,
    pours: String,
    plugins: String,
    problems: Option<String>,
    /// None where strict discovery finds nothing wrong.
    error: Option<String>,
}

impl From<Outcome> for Printed {
    fn from(Outcome { code, stdout, stderr }: Outcome) -> Self {
        let parts: Vec<&str> = stdout.split("\n\n").map(str::trim_end).collect();
        let [discovery, pours, _, plugins, hooks, problems @ ..] = &parts[..] else {
            panic!("{stdout}{stderr}")
        };
        assert!(hooks.starts_with("HOOK ") && problems.len() <= 1, "{stdout}");
        let error = (!stderr.is_empty()).then(|| stderr.trim_end().to_owned());
        assert_eq!(code, Some(i32::from(error.is_some())), "{stderr}");
        Printed {
            discovery: (*discovery).to_owned(),
            pours: (*pours).to_owned(),
            plugins: (*plugins).to_owned(),
            problems: problems.first().map(|problems| (*problems).to_owned()),
            error,
        }
    }
}
