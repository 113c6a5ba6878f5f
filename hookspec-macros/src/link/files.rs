//! The files that are read: which, and what is wrong with them.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use super::document::Mistake;

/// Reads files, and remembers them.
pub(crate) struct Files<'r> {
    read: &'r dyn Fn(&Path) -> io::Result<String>,
    /// The folder that messages leave out, as rustc's own do.
    here: PathBuf,
    read_so_far: Vec<PathBuf>,
    mistakes: Vec<String>,
}

impl<'r> Files<'r> {
    pub(crate) fn new(read: &'r dyn Fn(&Path) -> io::Result<String>, here: PathBuf) -> Self {
        Files { read, here, read_so_far: Vec::new(), mistakes: Vec::new() }
    }

    /// What `model` makes of a file. Where it can't, the mistakes are added.
    pub(crate) fn load<T>(
        &mut self,
        path: &Path,
        model: impl FnOnce(&str) -> Result<T, Vec<Mistake>>,
    ) -> Option<T> {
        match (self.read)(path) {
            Ok(text) => self.model(path, &text, model),
            Err(error) => {
                self.mistake(path, None, format_args!("this file can't be read: {error}"));
                None
            }
        }
    }

    /// The same, and nothing where there is no such file.
    pub(crate) fn load_if_exists<T>(
        &mut self,
        path: &Path,
        model: impl FnOnce(&str) -> Result<T, Vec<Mistake>>,
    ) -> Option<T> {
        let text = (self.read)(path).ok()?;
        self.model(path, &text, model)
    }

    fn model<T>(
        &mut self,
        path: &Path,
        text: &str,
        model: impl FnOnce(&str) -> Result<T, Vec<Mistake>>,
    ) -> Option<T> {
        if !self.read_so_far.iter().any(|read| read == path) {
            self.read_so_far.push(path.into());
        }
        let mistakes = match model(text) {
            Ok(model) => return Some(model),
            Err(mistakes) => mistakes,
        };
        for Mistake { line, message } in mistakes {
            self.mistake(path, line, message);
        }
        None
    }

    /// Adds a mistake, with its place in a file.
    pub(crate) fn mistake(&mut self, path: &Path, line: Option<usize>, message: impl Display) {
        let path = path.strip_prefix(&self.here).unwrap_or(path).display();
        let message = match line {
            Some(line) => format!("{path}:{line}: {message}"),
            None => format!("{path}: {message}"),
        };
        if !self.mistakes.contains(&message) {
            self.mistakes.push(message);
        }
    }

    /// All mistakes, or else the files that were read.
    pub(crate) fn finish(self) -> Result<Vec<PathBuf>, Vec<String>> {
        if self.mistakes.is_empty() { Ok(self.read_so_far) } else { Err(self.mistakes) }
    }
}
