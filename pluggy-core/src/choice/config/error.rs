//! What can be wrong with a configuration, and where.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use super::lines::Text;
use crate::facts::text::{line, plain};

/// A configuration that can't be read, or is not what a plugin wants.
///
/// It prints as one line, with as much of the place as is known:
/// ``eggsample.toml:7:10: `plugins.spam.count`: invalid type: …``.
///
/// ```
/// use pluggy_core::Config;
///
/// let error = Config::from_toml("eggsample.toml", "[plugins]\nonyl = 'spam'").unwrap_err();
/// assert_eq!(error.origin(), "eggsample.toml");
/// assert_eq!((error.line(), error.column()), (Some(2), Some(1)));
/// assert_eq!(error.key(), Some("plugins.onyl"));
/// assert!(error.message().ends_with("did you mean `only`?"));
/// ```
#[derive(Clone)]
pub struct ConfigError {
    place: Place,
    problem: Problem,
    message: String,
}

#[derive(Clone, Debug)]
enum Problem {
    /// The file.
    Unreadable(Arc<io::Error>),
    /// The text or the value as a whole.
    Malformed,
    /// What stands at a key.
    Key(String),
    /// Nothing stands at the key, and something should.
    NoSection(String),
}

/// Where something stands in a configuration: `eggsample.toml:12:1`, or its
/// origin alone where no line is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    origin: Arc<str>,
    position: Option<Position>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Position {
    line: u32,
    column: u32,
}

impl ConfigError {
    pub(super) fn unreadable(origin: Arc<str>, error: io::Error) -> Self {
        let message = error.to_string();
        ConfigError::new(Place::new(origin, None), Problem::Unreadable(Arc::new(error)), &message)
    }

    pub(super) fn not_utf8(origin: Arc<str>, before: &str) -> Self {
        let place = Place::new(origin, Some(Text::new(before).end()));
        ConfigError::malformed(place, "the file is not UTF-8 here")
    }

    pub(super) fn malformed(place: Place, message: &str) -> Self {
        ConfigError::new(place, Problem::Malformed, message)
    }

    /// No key means all of it.
    pub(super) fn at_key(place: Place, key: String, message: &str) -> Self {
        let problem = if key.is_empty() { Problem::Malformed } else { Problem::Key(key) };
        ConfigError::new(place, problem, message)
    }

    pub(super) fn no_section(place: Place, key: String, message: &str) -> Self {
        ConfigError::new(place, Problem::NoSection(key), message)
    }

    fn new(place: Place, problem: Problem, message: &str) -> Self {
        ConfigError { place, problem, message: line(message) }
    }

    /// The file's name, or what the host said in its stead.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.place.origin
    }

    /// The line, from 1, where it is known.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.place.position.map(|position| position.line)
    }

    /// The column, from 1, in characters, where it is known.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.place.position.map(|position| position.column)
    }

    /// The key that is wrong or missing, with all that it is in:
    /// `plugins.spam.praises[2]`.
    ///
    /// None where the file as a whole is wrong.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match &self.problem {
            Problem::Key(key) | Problem::NoSection(key) => Some(key),
            Problem::Unreadable(_) | Problem::Malformed => None,
        }
    }

    /// What is wrong, without the place and the key.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ConfigError { place, problem, message } = self;
        if let Problem::Unreadable(_) = problem {
            return write!(f, "cannot read {place}: {message}");
        }
        if !place.origin.is_empty() || place.position.is_some() {
            write!(f, "{place}: ")?;
        }
        if let Problem::Key(key) = problem {
            write!(f, "`{}`: ", plain(key))?;
        }
        f.write_str(message)
    }
}

/// As it prints, for a `main` that answers it.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.problem {
            // Its own text is in ours.
            Problem::Unreadable(error) => error.source(),
            Problem::Malformed | Problem::Key(_) | Problem::NoSection(_) => None,
        }
    }
}

impl Place {
    pub(super) fn new(origin: Arc<str>, position: Option<Position>) -> Self {
        Place { origin, position }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.origin))?;
        match self.position {
            Some(Position { line, column }) => write!(f, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}

impl Position {
    /// In a line, counted from 0, after what is before it in that line.
    pub(super) fn new(line: usize, before: &[u8]) -> Self {
        // All bytes of a character but the first begin with the bits 10.
        let characters = before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        Position { line: number(line), column: number(characters) }
    }
}
