//! Marks of the order among plugins: `before` and `after`.

use std::fmt;

use super::location::Location;
use super::plugin::PluginInfo;

/// One name in a plugin's `before` or `after`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(crate) side: Side,
    /// Of a plugin, a package, or a glob of either.
    pub(crate) name: &'static str,
}

impl Mark {
    /// All that a function asks.
    pub(crate) fn of(
        before: &'static [&'static str],
        after: &'static [&'static str],
    ) -> impl Iterator<Item = Mark> {
        let mark = |side| move |name: &&'static str| Mark { side, name };
        let before = before.iter().map(mark(Side::Before));
        before.chain(after.iter().map(mark(Side::After)))
    }
}

/// On which side of another a plugin asks to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    Before,
    After,
}

impl Side {
    pub(crate) fn opposite(self) -> Self {
        match self {
            Side::Before => Side::After,
            Side::After => Side::Before,
        }
    }

    /// The option by which it is said.
    pub(crate) fn option(self) -> &'static str {
        match self {
            Side::Before => "before",
            Side::After => "after",
        }
    }
}

/// As it is written: `before = "spam"`.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {:?}", self.side.option(), self.name)
    }
}

/// A mark `before` or `after` of a plugin, as an error names it.
///
/// It prints as `` `before = "spam"` of ham (eggsample-ham 0.1.0, src/lib.rs:7:6) ``.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct OrderMark {
    /// The mark as it is written: `before = "spam"`.
    pub mark: String,
    /// The plugin that has it.
    pub plugin: PluginInfo,
    /// The hook.
    pub hook: &'static str,
    /// Where the function's name stands.
    pub location: Location,
}

impl fmt::Display for OrderMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of {}", self.mark, self.plugin)
    }
}
