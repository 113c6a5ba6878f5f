//! What a plugin's source says of its functions.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::hook::HookSpec;
use super::location::Location;
use super::plugin::PluginInfo;
use super::text::{bounded, join_docs};

/// The part of a hook's list in which an implementation stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// Before all others.
    TryFirst,
    /// Where nothing else is said.
    Plain,
    /// After all others.
    TryLast,
}

/// What the source says of one function, for the macro to fill: literals alone, and
/// one constant, which rustc is quick to read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct ImplFacts {
    pub hook: &'static str,
    pub function: &'static str,
    pub signature: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub column: u32,
    pub said: &'static Said,
}

/// What the source of few functions says: documentation, and marks.
#[derive(PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct Said {
    pub docs: &'static [&'static str],
    pub band: Band,
    pub before: &'static [&'static str],
    pub after: &'static [&'static str],
    pub is_wrapper: bool,
    pub is_optional: bool,
}

impl Said {
    /// What holds where nothing is said.
    pub const NOTHING: &'static Self = &Said {
        docs: &[],
        band: Band::Plain,
        before: &[],
        after: &[],
        is_wrapper: false,
        is_optional: false,
    };
}

impl ImplFacts {
    pub(crate) fn location(&self) -> Location {
        Location::new(self.file, self.line, self.column)
    }

    /// Whether it asks to come before or after other plugins.
    pub(crate) const fn has_marks(&self) -> bool {
        !self.said.before.is_empty() || !self.said.after.is_empty()
    }
}

/// Where the facts of a function are found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Facts {
    /// A macro has seen the function.
    Written(&'static ImplFacts),
    /// It is a closure, of which no source tells more.
    Closure { name: &'static str, hook: &'static HookSpec, location: Location },
}

impl Facts {
    pub(crate) fn get(self) -> ImplFacts {
        match self {
            Facts::Written(facts) => *facts,
            Facts::Closure { name, hook, location } => ImplFacts {
                hook: hook.name(),
                function: name,
                signature: hook.signature(),
                file: location.file(),
                line: location.line(),
                column: location.column(),
                said: Said::NOTHING,
            },
        }
    }
}

impl Facts {
    /// The same band as in all that is known, which is much to copy.
    pub(crate) fn band(self) -> Band {
        match self {
            Facts::Written(facts) => facts.said.band,
            Facts::Closure { .. } => Band::Plain,
        }
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Facts {}

impl Hash for Facts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}

/// An implementation or wrapper that a registered plugin gives to a hook.
///
/// [`HookCaller::impls`](crate::HookCaller::impls) lists those of a hook in call
/// order, [`PluginManager::impls`](crate::PluginManager::impls) those of a plugin
/// in the order of its source. It does not keep the plugin alive.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct Loud;
///
/// #[hookimpl(manual)]
/// impl Hooks for Loud {
///     /// Wakes the house.
///     #[hookimpl(tryfirst, before = "alarm")]
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(Loud)?;
/// let [ring] = &hooks.ring.impls()[..] else { unreachable!() };
/// assert_eq!((ring.plugin(), ring.info().name()), ("loud", "loud"));
/// assert_eq!(ring.docs(), "Wakes the house.");
/// assert_eq!((ring.hook(), ring.function()), ("ring", "ring"));
/// assert_eq!(ring.signature(), "fn ring(&self)");
/// assert!(ring.is_tryfirst() && !ring.is_trylast());
/// assert_eq!((ring.before(), ring.after()), (&["alarm"][..], &[][..]));
/// assert!(!ring.is_wrapper() && !ring.is_optional());
/// println!("written at {}", ring.location());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HookImpl {
    plugin: PluginInfo,
    facts: Facts,
}

impl HookImpl {
    pub(crate) fn new(plugin: PluginInfo, facts: Facts) -> Self {
        HookImpl { plugin, facts }
    }

    /// The name of the plugin that gave it; `<extra>` for that of `with_extra`.
    #[must_use]
    pub fn plugin(&self) -> &str {
        self.plugin.name()
    }

    /// The plugin that gave it, and where it comes from.
    #[must_use]
    pub fn info(&self) -> &PluginInfo {
        &self.plugin
    }

    /// The hook's name.
    #[must_use]
    pub fn hook(&self) -> &'static str {
        self.facts.get().hook
    }

    /// The function's own name, which is the hook's unless `specname` says so;
    /// `<closure>` for one of `register_fn`.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.facts.get().function
    }

    /// The function's declaration, as the plugin's author wrote it; for a closure
    /// the hook's.
    #[must_use]
    pub fn signature(&self) -> &'static str {
        self.facts.get().signature
    }

    /// The function's documentation comment, its lines joined and trimmed.
    #[must_use]
    pub fn docs(&self) -> String {
        join_docs(self.facts.get().said.docs)
    }

    /// Where the function's name stands in the plugin's source; for a closure,
    /// where it was registered.
    #[must_use]
    pub fn location(&self) -> Location {
        self.facts.get().location()
    }

    /// Whether it goes around the implementations: `wrapper`.
    #[must_use]
    pub fn is_wrapper(&self) -> bool {
        self.facts.get().said.is_wrapper
    }

    /// Whether it asks to come early: `tryfirst`.
    #[must_use]
    pub fn is_tryfirst(&self) -> bool {
        self.facts.get().said.band == Band::TryFirst
    }

    /// Whether it asks to come late: `trylast`.
    #[must_use]
    pub fn is_trylast(&self) -> bool {
        self.facts.get().said.band == Band::TryLast
    }

    /// The plugins and packages, or globs of these, before which it asks to come:
    /// `before`, of its block too.
    #[must_use]
    pub fn before(&self) -> &'static [&'static str] {
        self.facts.get().said.before
    }

    /// Those after which it asks to come: `after`, of its block too.
    #[must_use]
    pub fn after(&self) -> &'static [&'static str] {
        self.facts.get().said.after
    }

    /// Whether the hook may be missing: `optionalhook`.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.facts.get().said.is_optional
    }
}

impl fmt::Debug for HookImpl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookImpl")
            .field("plugin", &bounded(self.plugin()))
            .field("hook", &self.hook())
            .field("function", &self.function())
            .field("band", &self.facts.get().said.band)
            .field("is_wrapper", &self.is_wrapper())
            .field("location", &format_args!("{}", self.location()))
            .finish_non_exhaustive()
    }
}
