//! What a plugin gives: implementations and wrappers, each with its plugin.

use std::fmt;
use std::sync::Arc;

use crate::facts::location::Location;
use crate::facts::plugin::PluginInfo;
use crate::hook::historic::history::Place;
use crate::hook::hop::Function;
use crate::hook::order::Band;
use crate::hook::spec::{HookSpec, join_docs};
use crate::plugin::Record;
use crate::plugin::plan::Planned;
use crate::sync::Lock;

/// The name under which a caller's extra implementation shows.
const EXTRA: &str = "<extra>";

/// One function of one registered plugin on one hook.
pub struct Imp {
    pub(crate) plugin: Arc<Record>,
    /// None where it is a caller's extra, which is on no list.
    pub(crate) function: Option<Function>,
    pub(crate) parts: ImplParts,
    /// How far it has come in its hook's history.
    pub(crate) place: Lock<Place>,
}

impl ImplParts {
    /// Of a closure, of which no source tells more.
    pub(crate) fn closure(hook: &'static HookSpec, location: Location) -> Self {
        ImplParts {
            hook: hook.name(),
            function: "<closure>",
            signature: hook.signature(),
            docs: &[],
            location,
            band: Band::Plain,
            is_wrapper: false,
            is_optional: false,
        }
    }
}

impl Imp {
    pub(crate) fn new(plugin: Arc<Record>, function: Function, parts: ImplParts) -> Self {
        Imp { plugin, function: Some(function), parts, place: Lock::default() }
    }

    /// What stands for the implementation that a caller has extra.
    pub(crate) fn extra(hook: &'static HookSpec, location: Location) -> Self {
        let parts = ImplParts { function: EXTRA, ..ImplParts::closure(hook, location) };
        let info = PluginInfo::new(EXTRA, None);
        let plugin = Arc::new(Record::new(Arc::new(()), info));
        Imp { plugin, function: None, parts, place: Lock::default() }
    }

    pub(crate) fn is_extra(&self) -> bool {
        self.function.is_none()
    }
}

/// What the plugin's source says of the function, for the macro to fill.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is documented at the method that answers it")]
pub struct ImplParts {
    pub hook: &'static str,
    pub function: &'static str,
    pub signature: &'static str,
    pub docs: &'static [&'static str],
    pub location: Location,
    pub band: Band,
    pub is_wrapper: bool,
    pub is_optional: bool,
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
///     #[hookimpl(tryfirst)]
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// pm.register(Loud)?;
/// let [ring] = &hooks.ring.impls()[..] else { unreachable!() };
/// assert_eq!(ring.plugin(), "loud");
/// assert_eq!(ring.docs(), "Wakes the house.");
/// assert_eq!((ring.hook(), ring.function()), ("ring", "ring"));
/// assert_eq!(ring.signature(), "fn ring(&self)");
/// assert!(ring.is_tryfirst() && !ring.is_trylast());
/// assert!(!ring.is_wrapper() && !ring.is_optional());
/// println!("written at {}", ring.location());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HookImpl {
    plugin: Arc<str>,
    parts: ImplParts,
}

impl HookImpl {
    /// Of a function that may have no hook yet.
    pub(crate) fn planned(plugin: &Record, planned: &Planned) -> Self {
        HookImpl { plugin: Arc::clone(plugin.info.shared_name()), parts: planned.parts }
    }

    pub(crate) fn new(imp: &Imp) -> Self {
        HookImpl { plugin: Arc::clone(imp.plugin.info.shared_name()), parts: imp.parts }
    }

    /// The name of the plugin that gave it; `<extra>` for that of `with_extra`.
    #[must_use]
    pub fn plugin(&self) -> &str {
        &self.plugin
    }

    /// The hook's name.
    #[must_use]
    pub fn hook(&self) -> &'static str {
        self.parts.hook
    }

    /// The function's own name, which is the hook's unless `specname` says so;
    /// `<closure>` for one of `register_fn`.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.parts.function
    }

    /// The function's declaration, as the plugin's author wrote it; for a closure
    /// the hook's.
    #[must_use]
    pub fn signature(&self) -> &'static str {
        self.parts.signature
    }

    /// The function's documentation comment, its lines joined and trimmed.
    #[must_use]
    pub fn docs(&self) -> String {
        join_docs(self.parts.docs)
    }

    /// Where the function's name stands in the plugin's source; for a closure,
    /// where it was registered.
    #[must_use]
    pub fn location(&self) -> Location {
        self.parts.location
    }

    /// Whether it goes around the implementations: `wrapper`.
    #[must_use]
    pub fn is_wrapper(&self) -> bool {
        self.parts.is_wrapper
    }

    /// Whether it asks to come early: `tryfirst`.
    #[must_use]
    pub fn is_tryfirst(&self) -> bool {
        self.parts.band == Band::TryFirst
    }

    /// Whether it asks to come late: `trylast`.
    #[must_use]
    pub fn is_trylast(&self) -> bool {
        self.parts.band == Band::TryLast
    }

    /// Whether the hook may be missing: `optionalhook`.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.parts.is_optional
    }
}

impl fmt::Debug for HookImpl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookImpl")
            .field("plugin", &self.plugin)
            .field("hook", &self.hook())
            .field("function", &self.function())
            .field("band", &self.parts.band)
            .field("is_wrapper", &self.is_wrapper())
            .field("location", &format_args!("{}", self.location()))
            .finish_non_exhaustive()
    }
}
