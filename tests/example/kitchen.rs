//! A visit to the kitchen: a program, run in a folder of its own.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::program::{Outcome, root, scratch};

/// A program that is about to run.
pub(crate) struct Visit {
    command: Command,
    folder: PathBuf,
}

pub(crate) fn visit(program: &Path) -> Visit {
    static VISITS: AtomicUsize = AtomicUsize::new(0);
    let number = VISITS.fetch_add(1, Ordering::Relaxed);
    let folder = scratch("example-visits").join(number.to_string());
    // What an earlier run of these tests left.
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new(program.with_extension(std::env::consts::EXE_EXTENSION));
    command.current_dir(&folder).env_remove("EGGSAMPLE_PLUGINS").env_remove("RUST_BACKTRACE");
    Visit { command, folder }
}

impl Visit {
    /// A file in the working folder.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.folder.join(name), content).unwrap();
        self
    }

    /// The `eggsample.toml` of the working folder.
    pub(crate) fn config(self, text: &str) -> Self {
        self.file("eggsample.toml", text)
    }

    pub(crate) fn folder(self, name: &str) -> Self {
        fs::create_dir(self.folder.join(name)).unwrap();
        self
    }

    /// The variable `EGGSAMPLE_PLUGINS`.
    pub(crate) fn env(mut self, selectors: impl AsRef<OsStr>) -> Self {
        self.command.env("EGGSAMPLE_PLUGINS", selectors);
        self
    }

    pub(crate) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args.into_iter().map(Into::into));
        self
    }

    /// How it ends. The workspace's own folder is left out of what is printed.
    pub(crate) fn outcome(mut self) -> Outcome {
        let output = self.command.output().unwrap_or_else(|error| panic!("{error}: {self:?}"));
        let text = |bytes| {
            let text = String::from_utf8(bytes).expect("it prints UTF-8");
            text.replace(&format!("{}{MAIN_SEPARATOR}", root().display()), "")
        };
        Outcome {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// There is a meal of these cooks, and nobody complains.
    pub(crate) fn serves(self, cooks: &str) {
        self.serves_with_warnings(cooks, &[]);
    }

    /// There is a meal of these cooks, and each warning is a line.
    pub(crate) fn serves_with_warnings(self, cooks: &str, warnings: &[&str]) {
        let shown = format!("{self:?}");
        let lines = warnings.iter().map(|warning| ["eggsample: warning: ", warning, "\n"]);
        let stderr = lines.flatten().collect();
        let expected = Outcome { code: Some(0), stdout: meal(cooks), stderr };
        assert_eq!(self.outcome(), expected, "{shown}");
    }

    /// There is no meal, and this is why.
    pub(crate) fn refuses(self, code: i32, message: &str) {
        let shown = format!("{self:?}");
        let stderr = format!("eggsample: {message}\n");
        let expected = Outcome { code: Some(code), stdout: String::new(), stderr };
        assert_eq!(self.outcome(), expected, "{shown}");
    }
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.command.fmt(f)
    }
}

/// All cooks of `eggsample-app`.
pub(crate) const ALL: &str = "house-cook, porter, saucier, spam, waiter";

/// The meal of an egg for two that these cooks make, where nothing is
/// configured.
pub(crate) fn meal(cooks: &str) -> String {
    let has = |cook| cooks.split(", ").any(|name| name == cook);
    let mut meal = format!("In the kitchen: {cooks}.\nYour food. Enjoy some egg");
    meal += if has("spam") { ", lovely spam, wonderous spam" } else { "" };
    meal += ", salt, pepper";
    meal += if has("saucier") { "" } else { ", egg" };
    meal += ".\nSome condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, ";
    meal += if has("spam") { "42 spam sauce.\n" } else { "4 steak sauce.\n" };
    meal += if has("spam") { "  Now this is what I call a condiments tray!\n" } else { "" };
    meal += match (has("saucier"), has("spam")) {
        (true, true) => "  Jars of sauce, says the saucier: 43.\n",
        (true, false) => "  Jars of sauce, says the saucier: 5.\n",
        (false, _) => "",
    };
    meal += if has("waiter") { "Served on a silver tray.\n" } else { "Served on a small tray.\n" };
    meal
}

/// The place of a text in a source of the example, as messages give it.
pub(crate) fn place(source: &str, text: &str) -> String {
    let path = Path::new("examples/eggsample").join(source);
    let code = fs::read_to_string(root().join(&path)).unwrap();
    let mut lines = (1..).zip(code.lines());
    let found = lines.find_map(|(line, code)| Some((line, code.find(text)? + 1)));
    let (line, column) = found.unwrap_or_else(|| panic!("`{source}` has no {text:?}"));
    format!("{}:{line}:{column}", path.display())
}

/// The plugin `spam`, as messages name it.
pub(crate) fn spam() -> String {
    place("eggsample-spam/src/lib.rs", "EggsampleHooks for Spam")
}

/// The plugin `waiter`.
pub(crate) fn waiter() -> String {
    place("eggsample-spam/src/waiter.rs", "choose_tray(guests")
}
