//! Names that nobody has.

use std::error::Error;
use std::fmt;

use crate::facts::text::plain;

/// Names that no plugin has.
///
/// [`PluginManager::check_names`](crate::PluginManager::check_names) answers it.
#[derive(Clone)]
pub struct UnknownNames {
    /// Each with what may have been meant.
    names: Vec<(String, String)>,
}

impl UnknownNames {
    pub(crate) fn new(names: Vec<(String, String)>) -> Self {
        UnknownNames { names }
    }

    /// The names, in the order in which they were asked for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }
}

impl fmt::Display for UnknownNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [(name, hint)] = &self.names[..] {
            return write!(f, "no plugin is called `{}`: {}", plain(name), plain(hint));
        }
        f.write_str("some names are no plugin's:")?;
        self.names
            .iter()
            .try_for_each(|(name, hint)| write!(f, "\n- `{}`: {}", plain(name), plain(hint)))
    }
}

/// As it prints, for a `main` that answers it.
impl fmt::Debug for UnknownNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for UnknownNames {}
