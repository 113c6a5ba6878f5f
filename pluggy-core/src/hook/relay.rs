//! What a host declares: specs, their hooks, and what can be asked of them.

use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::cell::{HookCell, HookId, Owner};
use super::code::Code;
use super::names::{Names, PluginNames};
use super::order::Conflict;
use super::record::Record;
use super::source::{Frozen, ListSource, Live, Source, Subset};
use crate::facts::hook::SpecsId;
use crate::facts::map::Map;
use crate::facts::panic::Payload;

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
    label = "no trait that is marked `#[hookspec]`",
    note = "write `#[hookspec]` above the trait, in the library that owns it, and name it as `dyn Trait`"
)]
pub trait HookSpecs {
    /// The hooks, a typed caller each: what a [`HookRelay`] leads to.
    type Hooks<V: ListSource>: Send + Sync + 'static;

    /// The hooks' names, a field each: what `#[hookimpl]` takes apart.
    #[doc(hidden)]
    type Anchors;

    /// Their values.
    #[doc(hidden)]
    const ANCHORS: Self::Anchors;

    /// The trait's name.
    #[doc(hidden)]
    const NAME: &'static str;

    /// That of `dyn Trait`, the same for a `dyn Trait + 'a`: a relay that a future holds
    /// across an await is one of that, for any `'a`.
    #[doc(hidden)]
    fn id() -> TypeId;

    /// Makes the typed callers.
    #[doc(hidden)]
    fn hooks<V: ListSource>(callers: &mut Callers<'_, V>) -> Self::Hooks<V>;
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
///
/// `V` says where its callers find their lists, as for a [`HookCaller`](crate::HookCaller). A host
/// whose plugins are all there at the start keeps a frozen relay, and its calls
/// cost what a loop costs:
///
/// ```
/// use pluggy_core::{Frozen, HookRelay, PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn tick(&self, n: u32) -> u32;
/// }
///
/// struct Engine {
///     hooks: HookRelay<dyn Hooks, Frozen>,
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("engine");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.tick.register_fn("twice", |n| 2 * n)?;
/// let engine = Engine { hooks: hooks.snapshot() };
/// assert_eq!(engine.hooks.tick.call_all(4), [8]);
/// # Ok(())
/// # }
/// ```
pub struct HookRelay<S: ?Sized + HookSpecs, V: ListSource = Live> {
    parts: Arc<Parts<S::Hooks<V>, V>>,
}

/// The cells of a relay that is made.
struct Cells<'a> {
    owner: &'a Owner,
    known: &'a KnownHooks<'a>,
    all: Map<TypeId, Arc<HookCell>>,
}

impl Cells<'_> {
    fn source(&mut self, hook: HookId) -> Live {
        let new = || HookCell::new(hook, Owner::clone(self.owner));
        let cell = || (self.known)(hook.id).unwrap_or_else(new);
        Live { cell: Arc::clone(self.all.get_or_insert_with(hook.id, cell)) }
    }
}

fn cells_of(sources: &[Live]) -> Vec<Arc<HookCell>> {
    sources.iter().map(|live| Arc::clone(&live.cell)).collect()
}

/// What tells a spec from others.
pub(crate) fn specs_id<S: ?Sized + HookSpecs>() -> SpecsId {
    SpecsId { id: S::id(), name: type_name::<S>() }
}

/// Finds the hooks that are there, by their types.
pub(crate) type KnownHooks<'a> = dyn Fn(TypeId) -> Option<Arc<HookCell>> + 'a;

/// What the clones of a relay share, its types forgotten.
pub(crate) type SharedRelay = Arc<dyn Any + Send + Sync>;

struct Parts<C, V> {
    callers: C,
    /// Those of the callers, in the order of the spec.
    sources: Vec<V>,
}

impl<S: ?Sized + HookSpecs> HookRelay<S> {
    /// A relay with new cells, which are answered with it; of a hook that is known,
    /// with that one's.
    pub(crate) fn new(owner: &Owner, known: &KnownHooks<'_>) -> (Self, Vec<Arc<HookCell>>) {
        let mut cells = Cells { owner, known, all: Map::default() };
        let relay = HookRelay::make(0, |hook| cells.source(hook));
        let cells = cells_of(&relay.parts.sources);
        (relay, cells)
    }

    /// What it shares with its clones.
    pub(crate) fn into_shared(self) -> SharedRelay {
        self.parts
    }

    /// The relay that shares this, which is one of this spec.
    pub(crate) fn of_shared(shared: SharedRelay) -> Self {
        HookRelay::from_shared(shared).expect("a relay of this spec")
    }

    /// The relay that shares this; none, where that is another spec's.
    pub(crate) fn from_shared(shared: SharedRelay) -> Option<Self> {
        Some(HookRelay { parts: shared.downcast().ok()? })
    }
}

impl<S: ?Sized + HookSpecs, V: ListSource> HookRelay<S, V> {
    fn make(count: usize, mut source: impl FnMut(HookId) -> V) -> Self {
        let mut callers = Callers { source: &mut source, made: Vec::with_capacity(count) };
        let hooks = S::hooks(&mut callers);
        HookRelay { parts: Arc::new(Parts { callers: hooks, sources: callers.made }) }
    }

    /// The same hooks, each seen in another way.
    fn map<W>(&self, mut view: impl FnMut(&V) -> W) -> HookRelay<S, W>
    where
        W: ListSource,
    {
        let mut sources = self.parts.sources.iter();
        HookRelay::make(sources.len(), |_| view(sources.next().expect("a source for each hook")))
    }

    /// The same hooks without some plugins, by their names; those that come later
    /// too.
    ///
    /// It is what [`HookCaller::without`](crate::HookCaller::without) is for one hook.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    ///     fn knock(&self) -> u32;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("bell", || 1)?;
    /// hooks.knock.register_fn("knocker", || 2)?;
    /// let quiet = hooks.without(["bell"]);
    /// assert!(quiet.ring.call_all().is_empty());
    /// assert_eq!(quiet.knock.call_all(), [2]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn without<M>(&self, plugins: impl PluginNames<M>) -> HookRelay<S, Subset<V>> {
        self.subset(Names::without(plugins))
    }

    /// The same hooks with some plugins alone, by their names, also those that
    /// come later.
    ///
    /// It is what [`HookCaller::only`](crate::HookCaller::only) is for one hook.
    ///
    /// ```
    /// use pluggy_core::{HookRelay, Live, PluginManager, Subset, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// let front: HookRelay<dyn Hooks, Subset<Live>> = hooks.only(["front"]);
    /// hooks.ring.register_fn("front", || 1)?;
    /// hooks.ring.register_fn("back", || 2)?;
    /// assert_eq!(front.ring.call_all(), [1]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn only<M>(&self, plugins: impl PluginNames<M>) -> HookRelay<S, Subset<V>> {
        self.subset(Names::only(plugins))
    }

    fn subset(&self, names: Names) -> HookRelay<S, Subset<V>> {
        let names = Arc::new(names);
        self.map(|source| Subset::new(source.clone(), &names))
    }
}

impl<S: ?Sized + HookSpecs, V: ListSource> HookRelay<S, V> {
    /// The same hooks with the lists of this moment, for hot loops.
    ///
    /// It is what [`HookCaller::snapshot`](crate::HookCaller::snapshot) is for one hook: its calls
    /// take no lock and touch no atomic, it keeps the plugins that it saw alive, and
    /// never sees others. Lists of different hooks are taken one after another.
    /// Cost: a pointer for each hook; of a subset a copy of each list that it
    /// does not have whole.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("front", || 1)?;
    /// let frozen = hooks.snapshot();
    /// hooks.ring.register_fn("back", || 2)?;
    /// assert_eq!(frozen.ring.call_all(), [1]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> HookRelay<S, Frozen> {
        self.map(Frozen::of)
    }
}

impl<S: ?Sized + HookSpecs, V: ListSource> HookRelay<S, V> {
    /// The same hooks, frozen, with one plugin more, which has heard of the calls
    /// that are remembered.
    ///
    /// # Errors
    ///
    /// When its marks can't be kept, or it panicked at one of the calls.
    pub(crate) fn joined(&self, plugin: &Arc<Record>) -> Result<HookRelay<S, Frozen>, NotJoined> {
        let codes = plugin.functions().filter_map(|(_, function)| function.code());
        let hooks: Vec<TypeId> = codes.map(Code::hook).collect();
        let mut joined = Vec::new();
        let relay = self.map(|source| {
            let frozen = Frozen::of(source);
            if !hooks.contains(&frozen.hook()) {
                return frozen;
            }
            joined.push(frozen.joined(plugin));
            joined[joined.len() - 1].clone()
        });
        if let Some(conflict) = joined.iter().find_map(|source| source.conflict(plugin)) {
            return Err(NotJoined::Conflict(conflict));
        }
        let replayed = joined.iter().try_for_each(|source| source.replay(plugin));
        replayed.map(|()| relay).map_err(NotJoined::Panicked)
    }
}

/// Why a plugin has not joined a relay.
pub(crate) enum NotJoined {
    /// Its marks, and those of others, can't be kept.
    Conflict(Conflict),
    Panicked(Payload),
}

impl<S: ?Sized + HookSpecs, V: ListSource> Deref for HookRelay<S, V> {
    type Target = S::Hooks<V>;

    #[inline]
    fn deref(&self) -> &S::Hooks<V> {
        &self.parts.callers
    }
}

impl<S: ?Sized + HookSpecs, V: ListSource> Clone for HookRelay<S, V> {
    fn clone(&self) -> Self {
        HookRelay { parts: Arc::clone(&self.parts) }
    }
}

impl<S: ?Sized + HookSpecs, V: ListSource> fmt::Debug for HookRelay<S, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format_args!("{}", S::NAME);
        let mut debug = f.debug_tuple("HookRelay");
        debug.field(&name);
        if self.parts.sources.iter().any(Source::is_orphan) {
            debug.field(&format_args!("its manager has been dropped"));
        }
        debug.finish()
    }
}

/// Makes the typed callers of a spec, in its order.
pub struct Callers<'a, V> {
    source: NewSource<'a, V>,
    made: Vec<V>,
}

/// Makes the source of the hook whose turn it is.
type NewSource<'a, V> = &'a mut dyn FnMut(HookId) -> V;

impl<V: ListSource> Callers<'_, V> {
    /// The source of the hook whose turn it is.
    pub(super) fn next(&mut self, hook: HookId) -> V {
        let source = (self.source)(hook);
        self.made.push(source.clone());
        source
    }
}
