//! What a spec says of its hooks.

use std::any::{TypeId, type_name};

use super::location::Location;
use super::text::join_docs;

/// How a hook is called, and what its implementations' results come to.
///
/// [`HookSpec::kind`] answers it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum HookKind {
    /// `call_all`: every implementation runs, every result counts.
    All,
    /// `call_first`: the first result ends the call.
    FirstResult,
    /// `call_historic`: the call is remembered for plugins still to come.
    Historic,
    /// `call_all`: every implementation runs, and every result counts, errors too.
    AllResults,
    /// `call_waterfall`: each implementation gets what the one before returned.
    Waterfall,
}

/// What a spec says of one of its hooks.
///
/// ```
/// use pluggy_core::{HookKind, PluginManager, hookspec};
///
/// #[hookspec]
/// trait Hooks {
///     /// The first guest to answer opens the door.
///     #[hookspec(firstresult)]
///     fn knock(&self, times: u32) -> Option<String>;
/// }
///
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// let spec = hooks.knock.spec();
/// assert_eq!(spec.name(), "knock");
/// assert_eq!(spec.specs(), "Hooks");
/// assert_eq!(spec.kind(), HookKind::FirstResult);
/// assert!(!spec.is_oldest_first());
/// assert_eq!(spec.docs(), "The first guest to answer opens the door.");
/// assert_eq!(spec.signature(), "fn knock(&self, times: u32) -> Option<String>");
/// assert_eq!(spec.arguments(), ["times"]);
/// assert_eq!(spec.module(), module_path!());
/// assert_eq!(spec.package(), option_env!("CARGO_PKG_NAME"));
/// println!("declared at {}", spec.location());
/// ```
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct HookSpec {
    parts: SpecParts,
}

/// The fields of a [`HookSpec`], for the macro to fill.
#[derive(PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct SpecParts {
    pub name: &'static str,
    pub of: &'static SpecsParts,
    pub kind: HookKind,
    pub is_oldest_first: bool,
    pub is_async: bool,
    pub docs: &'static [&'static str],
    pub signature: &'static str,
    pub arguments: &'static [&'static str],
    pub file: &'static str,
    pub line: u32,
    pub column: u32,
}

/// What is the same for all hooks of a spec.
#[derive(PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct SpecsParts {
    pub name: &'static str,
    pub package: Option<&'static str>,
    pub version: Option<&'static str>,
    pub module: &'static str,
}

impl HookSpec {
    /// For the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(parts: SpecParts) -> Self {
        HookSpec { parts }
    }

    /// The hook's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.parts.name
    }

    /// The name of the trait that declares the hook.
    #[must_use]
    pub fn specs(&self) -> &'static str {
        self.parts.of.name
    }

    /// How the hook is called.
    #[must_use]
    pub fn kind(&self) -> HookKind {
        self.parts.kind
    }

    pub(crate) const fn is_historic(&self) -> bool {
        matches!(self.parts.kind, HookKind::Historic)
    }

    /// Whether the plugins that were registered first are called first:
    /// `oldestfirst`.
    #[must_use]
    pub fn is_oldest_first(&self) -> bool {
        self.parts.is_oldest_first
    }

    /// Whether a call is awaited: the hook is an `async fn`.
    #[must_use]
    pub fn is_async(&self) -> bool {
        self.parts.is_async
    }

    /// The documentation comment, its lines joined and trimmed.
    #[must_use]
    pub fn docs(&self) -> String {
        join_docs(self.parts.docs)
    }

    /// The declaration as the host wrote it.
    #[must_use]
    pub fn signature(&self) -> &'static str {
        self.parts.signature
    }

    /// The names of the arguments, in the order of the declaration.
    #[must_use]
    pub fn arguments(&self) -> &'static [&'static str] {
        self.parts.arguments
    }

    /// The package that declares the hook, where Cargo built it.
    #[must_use]
    pub fn package(&self) -> Option<&'static str> {
        self.parts.of.package
    }

    /// The version of that package.
    #[must_use]
    pub fn version(&self) -> Option<&'static str> {
        self.parts.of.version
    }

    /// The module that declares the hook, with its crate: `eggsample::hooks`.
    #[must_use]
    pub fn module(&self) -> &'static str {
        self.parts.of.module
    }

    /// Where the hook's name stands in the host's source.
    #[must_use]
    pub fn location(&self) -> Location {
        Location::new(self.parts.file, self.parts.line, self.parts.column)
    }

    /// Whether it is of the same trait in another copy of its package: in
    /// another version, where the trait may have moved, or from another source,
    /// where the hook has the same place. A package that is compiled twice, as for
    /// its own tests, is one copy.
    ///
    /// The types of the two are known to differ.
    pub(crate) fn is_copy_of(&self, other: &HookSpec) -> bool {
        let is_same_spec = self.package().is_some()
            && self.package() == other.package()
            && self.specs() == other.specs();
        let place = |hook: &HookSpec| {
            (hook.module(), hook.name(), hook.location().line(), hook.location().column())
        };
        let is_elsewhere = self.location().file() != other.location().file();
        is_same_spec
            && (self.version() != other.version() || is_elsewhere && place(self) == place(other))
    }
}

/// The type of a spec, and its path for messages.
#[derive(Clone, Copy, Debug)]
pub struct SpecsId {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
}

impl SpecsId {
    /// That of `S`.
    #[must_use]
    pub fn of<S: ?Sized + 'static>() -> Self {
        SpecsId { id: TypeId::of::<S>(), name: type_name::<S>() }
    }
}
