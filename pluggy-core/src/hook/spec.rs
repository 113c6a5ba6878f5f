//! What a host declares: specs, their hooks, and what can be asked of them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use crate::facts::location::Location;
use crate::hook::caller::HookCaller;
use crate::hook::cell::HookCell;
use crate::hook::hop::Functions;
use crate::hook::source::Live;
use crate::registry::install::Roster;

/// A trait marked `#[hookspec]`, as the type `dyn Trait`.
///
/// `#[hookspec]` implements it; nobody else does. It is the bound of
/// [`PluginManager::add_hookspecs`](crate::PluginManager::add_hookspecs), and of
/// what a host writes for any spec.
///
/// ```
/// use pluggy_core::{HookRelay, HookSpecs, PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// fn start<S: ?Sized + HookSpecs>(name: &str) -> (PluginManager, HookRelay<S>) {
///     let pm = PluginManager::new(name);
///     let hooks = pm.add_hookspecs::<S>();
///     (pm, hooks)
/// }
///
/// let (_pm, hooks) = start::<dyn Hooks>("doorbell");
/// hooks.ring.call_all();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a hookspec",
    label = "the trait is not marked `#[hookspec]`",
    note = "write `#[hookspec]` above the trait, in the library that owns it, and name the trait \
            itself: `dyn Trait`"
)]
pub trait HookSpecs: 'static {
    /// The hooks, a typed caller each: what a [`HookRelay`] leads to.
    type Hooks: Send + Sync + 'static;

    /// The trait's name.
    #[doc(hidden)]
    const NAME: &'static str;

    /// Makes the typed callers, and their cells with them.
    #[doc(hidden)]
    fn hooks(cells: &mut Cells) -> Self::Hooks;
}

/// The typed callers of one spec on one manager: a field for each hook.
///
/// [`PluginManager::add_hookspecs`](crate::PluginManager::add_hookspecs) makes
/// it. It is cheap to clone and to send to other threads, and it may outlive
/// its manager: then no plugin is left to call.
///
/// ```
/// use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn greet(&self, name: &str) -> String;
/// }
///
/// struct Polite;
///
/// #[hookimpl(manual)]
/// impl Hooks for Polite {
///     fn greet(&self, name: &str) -> String {
///         format!("good day, {name}")
///     }
/// }
///
/// fn welcome(hooks: &HookRelay<dyn Hooks>) -> Vec<String> {
///     hooks.greet.call_all("Ada")
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(Polite)?;
/// assert_eq!(welcome(&hooks), ["good day, Ada"]);
/// # Ok(())
/// # }
/// ```
pub struct HookRelay<S: ?Sized + HookSpecs> {
    hooks: Arc<S::Hooks>,
}

impl<S: ?Sized + HookSpecs> HookRelay<S> {
    pub(crate) fn new(cells: &mut Cells) -> Self {
        HookRelay { hooks: Arc::new(S::hooks(cells)) }
    }
}

impl<S: ?Sized + HookSpecs> Deref for HookRelay<S> {
    type Target = S::Hooks;

    #[inline]
    fn deref(&self) -> &S::Hooks {
        &self.hooks
    }
}

impl<S: ?Sized + HookSpecs> Clone for HookRelay<S> {
    fn clone(&self) -> Self {
        HookRelay { hooks: Arc::clone(&self.hooks) }
    }
}

impl<S: ?Sized + HookSpecs> fmt::Debug for HookRelay<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HookRelay").field(&format_args!("{}", S::NAME)).finish()
    }
}

/// Makes the cells of a spec's hooks, and keeps them for the manager.
pub struct Cells {
    roster: Weak<Roster>,
    pub(crate) made: Vec<Arc<HookCell>>,
}

impl Cells {
    pub(crate) fn new(roster: Weak<Roster>) -> Self {
        Cells { roster, made: Vec::new() }
    }

    /// A typed caller of the hook `H`, with a new cell.
    pub fn hook<H: Hook>(&mut self) -> H::Caller<Live> {
        let cell = Arc::new(HookCell::new::<H>(Weak::clone(&self.roster)));
        self.made.push(Arc::clone(&cell));
        H::Caller::from(HookCaller::live(cell))
    }
}

/// One hook of a spec, as a type. `#[hookspec]` implements it.
pub trait Hook: Functions + Sized {
    /// The generated caller, which has the call methods.
    type Caller<S>: From<HookCaller<Self, S>>;

    /// What the spec says of the hook.
    const SPEC: &'static HookSpec;
}

/// A hook that wrappers may go around: any but a historic one.
#[diagnostic::on_unimplemented(
    message = "a historic hook takes no wrapper",
    label = "this hook is historic",
    note = "a historic call has no end to go around: implement the hook without `wrapper`"
)]
pub trait Wrappable: Hook {}

/// The name of a hook, as a value: what `<dyn Trait>::hook()` gives to the
/// plugin's half, which infers all types from it.
pub struct Anchor<H>(PhantomData<H>);

impl<H> Anchor<H> {
    /// The anchor of the hook `H`.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "a default anchor would be any hook's")]
    pub const fn new() -> Self {
        Anchor(PhantomData)
    }
}

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
/// let hooks = PluginManager::new("doorbell").add_hookspecs::<dyn Hooks>();
/// let spec = hooks.knock.spec();
/// assert_eq!(spec.name(), "knock");
/// assert_eq!(spec.specs(), "Hooks");
/// assert_eq!(spec.kind(), HookKind::FirstResult);
/// assert_eq!(spec.docs(), "The first guest to answer opens the door.");
/// assert_eq!(spec.signature(), "fn knock(&self, times: u32) -> Option<String>");
/// assert_eq!(spec.arguments(), ["times"]);
/// assert_eq!(spec.module(), module_path!());
/// assert_eq!(spec.package(), option_env!("CARGO_PKG_NAME"));
/// println!("declared at {}", spec.location());
/// ```
#[derive(Debug)]
pub struct HookSpec {
    parts: SpecParts,
}

/// The fields of a [`HookSpec`], for the macro to fill.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct SpecParts {
    pub name: &'static str,
    pub specs: &'static str,
    pub kind: HookKind,
    pub docs: &'static [&'static str],
    pub signature: &'static str,
    pub arguments: &'static [&'static str],
    pub package: Option<&'static str>,
    pub version: Option<&'static str>,
    pub module: &'static str,
    pub location: Location,
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
        self.parts.specs
    }

    /// How the hook is called.
    #[must_use]
    pub fn kind(&self) -> HookKind {
        self.parts.kind
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
        self.parts.package
    }

    /// The version of that package.
    #[must_use]
    pub fn version(&self) -> Option<&'static str> {
        self.parts.version
    }

    /// The module that declares the hook, with its crate: `eggsample::hooks`.
    #[must_use]
    pub fn module(&self) -> &'static str {
        self.parts.module
    }

    /// Where the hook's name stands in the host's source.
    #[must_use]
    pub fn location(&self) -> Location {
        self.parts.location
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

/// The text of a documentation comment, from the values of its attributes.
pub(crate) fn join_docs(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines
        .iter()
        .flat_map(|text| text.split('\n'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect();
    lines.join("\n").trim().to_owned()
}

/// Never implemented: a spec's methods can't be called on a plugin's type.
#[diagnostic::on_unimplemented(
    message = "a hook is called through its caller",
    label = "called on a plugin",
    note = "call `hooks.name.call_all(…)` on the relay that `add_hookspecs` answers"
)]
pub trait CalledThroughItsHook {
    /// What a method that can't be called returns.
    fn never<T>() -> T;
}
