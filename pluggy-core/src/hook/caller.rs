//! A hook to call: its list, live or frozen, and what can be asked of it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::call::{self, Answer, Mode, Told};
use super::code::AsyncArguments;
use super::entry::Entry;
use super::extra::{AsyncExtra, Extra, ExtraOf};
use super::historic::Replay;
use super::historic::remember::{Remembering, Step, Stepped};
use super::marker::Hook;
use super::names::{Names, PluginNames};
use super::record::Record;
use super::source::{Frozen, ListSource, Live, LiveSource, Member, Source, Subset, WithExtra};
use super::typed::{Checked, Looked};
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::location::Location;

/// What every caller of a hook has, whatever the hook's signature.
///
/// A field of a [`HookRelay`](crate::HookRelay), such as `hooks.knock`, is a
/// caller: beside the methods of this type it has by `Deref` the call method of its
/// hook's kind, written with the hook's own arguments. Callers are cheap to
/// clone. `S` says where the list of implementations comes from: [`Live`] or
/// [`Frozen`], in part ([`Subset`]) or with one more ([`WithExtra`]). A
/// [`Single`](crate::Single) implementation has a caller too.
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// trait Hooks {
///     fn knock(&self, times: u32);
/// }
///
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// let knock = hooks.knock.clone();
/// knock.call_all(3);
/// assert_eq!(knock.name(), "knock");
/// ```
///
/// # Written for each hook
///
/// The methods that depend on the hook are written by `#[hookspec]`, with the
/// hook's own arguments and results: the calls of its
/// [kind](macro@crate::hookspec#kinds), and those that take a closure.
///
/// | method | of | |
/// |---|---|---|
/// | `call_all(…)` | all but `firstresult` and `historic` hooks | runs every implementation |
/// | `call_first(…)` | `firstresult` hooks | stops at the first `Some` |
/// | `call_historic(…)` | `historic` hooks | runs all, and is remembered for those that come later |
/// | `call_historic_with(…, callback)` | those with a result | the same; the callback gets each result |
/// | `clear_history()` | `historic` hooks | forgets the calls so far |
/// | `call(…)` | what [`each`](HookCaller::each) gives | runs one implementation by itself |
/// | `register_fn(name, closure)` | all | a closure as a plugin |
/// | `with_extra(closure)` | all but `historic` hooks | a caller with one implementation more |
/// | `with_extra_borrowing(locals, closure)` | async hooks [with lifetimes](macro@crate::hookspec#async-hooks) | the same; the closure is handed what it borrows |
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// trait Hooks {
///     fn offer(&self, guests: u32) -> Vec<String>;
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("kitchen");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// // A closure as a plugin, for those that are made at run time.
/// hooks.offer.register_fn("bread", |guests| vec![format!("{guests} rolls")])?;
/// // An implementation for some calls: newest of those without a mark; it may borrow locals.
/// let menu = ["soup".to_owned()];
/// let offers = hooks.offer.with_extra(|_| menu.to_vec()).call_all(2);
/// assert_eq!(offers, [["soup"], ["2 rolls"]]);
/// assert_eq!(hooks.offer.call_all(2).len(), 1);
/// # Ok(())
/// # }
/// ```
#[doc(alias(
    "call",
    "call_all",
    "call_first",
    "call_historic",
    "call_historic_with",
    "clear_history",
    "register_fn",
    "with_extra",
    "with_extra_borrowing"
))]
pub struct HookCaller<H, S = Live> {
    pub(super) source: Checked<H, S>,
}

/// A caller with a closure more.
pub type CallerWith<H, S, F> = HookCaller<H, WithExtra<H, S, Extra<H, F>>>;

impl<H: Hook, S: Source> HookCaller<H, S> {
    /// # Panics
    ///
    /// When the source is another hook's, which would be a mistake in this crate.
    pub(super) fn over(source: S) -> Self {
        HookCaller { source: Checked::new(source) }
    }
}

impl<H: Hook, S> HookCaller<H, S> {
    /// The hook's name.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// assert_eq!(hooks.ring.name(), "ring");
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        H::SPEC.name()
    }

    /// What the spec says of the hook.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     /// Somebody is at the door.
    ///     fn ring(&self);
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// assert_eq!(hooks.ring.spec().docs(), "Somebody is at the door.");
    /// ```
    #[must_use]
    pub fn spec(&self) -> &'static HookSpec {
        H::SPEC
    }
}

impl<H: Hook, S: ListSource> HookCaller<H, S> {
    /// Freezes the list of this moment, for a hot loop.
    ///
    /// The snapshot has the same call methods and neither locks nor touches an
    /// atomic. It keeps the plugins that it saw alive, and never sees others;
    /// nor other monitors than those of this moment. Cost: nothing to speak of,
    /// or of a subset a copy of the list.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn weigh(&self, grams: u32) -> u32;
    /// }
    ///
    /// #[derive(Debug)]
    /// struct Scale;
    ///
    /// #[hookimpl(manual)]
    /// impl Hooks for Scale {
    ///     fn weigh(&self, grams: u32) -> u32 {
    ///         grams
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("kitchen");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// pm.register(Scale)?;
    /// let weigh = hooks.weigh.snapshot();
    /// pm.unregister("scale");
    /// assert_eq!(weigh.call_all(7), [7]);
    /// assert!(hooks.weigh.call_all(7).is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> HookCaller<H, Frozen> {
        HookCaller::over(Frozen::of(self.source()))
    }
}

impl<H: Hook, S: Source> HookCaller<H, S> {
    /// Whether the manager is there, which a caller does not keep: once it has been
    /// dropped, calls answer nothing. A snapshot needs none.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// assert!(hooks.ring.has_manager());
    /// drop(pm);
    /// assert!(!hooks.ring.has_manager());
    /// ```
    #[must_use]
    pub fn has_manager(&self) -> bool {
        !self.source().is_orphan()
    }

    /// Whether no plugin implements the hook; wrappers do not count, as they do for
    /// [`is_idle`](HookCaller::is_idle).
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// assert!(hooks.ring.is_empty());
    /// hooks.ring.register_fn("front", || println!("ding"))?;
    /// assert!(!hooks.ring.is_empty() && hooks.ring.without(["front"]).is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.look(&mut Looked::new()).view.lens().1 == 0
    }

    /// Whether a call would run nothing at all: no implementation, and no wrapper.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// assert!(hooks.ring.is_idle());
    /// hooks.ring.register_fn("front", || println!("ding"))?;
    /// assert!(!hooks.ring.is_idle());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.source.look(&mut Looked::new()).view.lens() == (0, 0)
    }

    /// The wrappers and the implementations in call order: the order in which
    /// a call starts them.
    ///
    /// pluggy's `get_hookimpls()` answers the reverse.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("front", || println!("ding"))?;
    /// hooks.ring.register_fn("back", || println!("dong"))?;
    /// let impls = hooks.ring.impls();
    /// assert_eq!((impls[0].plugin(), impls[1].plugin()), ("back", "front"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn impls(&self) -> Vec<HookImpl> {
        self.source.look(&mut Looked::new()).view.hook_impls()
    }
}

impl<H: Hook, S: Source + Sync> HookCaller<H, S> {
    /// Calls an async hook, one implementation after another; for the generated
    /// methods.
    #[doc(hidden)]
    pub async fn __pass_async<A: AsyncArguments<Hook = H>>(&self, args: A) -> Answer<A> {
        call::run_async(&self.source, args, Mode::InTurn).await
    }

    /// Calls an async hook, all implementations at once; for the generated methods.
    #[doc(hidden)]
    pub async fn __pass_at_once<A: AsyncArguments<Hook = H>>(&self, args: A) -> Answer<A> {
        call::run_async(&self.source, args, Mode::Concurrent).await
    }
}

/// Derived callers: the same calls on other plugins.
impl<H: Hook, S: Source> HookCaller<H, S> {
    /// Leaves out some plugins, by their names; those that come later too.
    ///
    /// Their wrappers are left out with them; an extra implementation is nobody's
    /// and stays. Names that nobody has are fine. A historic call made so counts
    /// as seen by those left out, and is remembered for all that come later.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self) -> u32;
    /// }
    ///
    /// struct Bell(u32);
    ///
    /// #[hookimpl(manual)]
    /// impl Hooks for Bell {
    ///     fn ring(&self) -> u32 {
    ///         self.0
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// pm.register_as("front", Bell(1))?;
    /// pm.register_as("back", Bell(2))?;
    /// let others = hooks.ring.without(["back"]);
    /// assert_eq!(others.call_all(), [1]);
    /// pm.register_as("side", Bell(3))?;
    /// assert_eq!(others.call_all(), [3, 1]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn without<M>(&self, plugins: impl PluginNames<M>) -> HookCaller<H, Subset<S>> {
        self.subset(Names::without(plugins))
    }

    /// Takes some plugins alone, by their names, also those that come later.
    ///
    /// As [`without`](HookCaller::without); the two may be combined.
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
    /// hooks.ring.register_fn("back", || 2)?;
    /// assert_eq!(hooks.ring.only(["back", "side"]).call_all(), [2]);
    /// assert!(hooks.ring.only(["back"]).without(["back"]).is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn only<M>(&self, plugins: impl PluginNames<M>) -> HookCaller<H, Subset<S>> {
        self.subset(Names::only(plugins))
    }

    fn subset(&self, names: Names) -> HookCaller<H, Subset<S>> {
        let source = Subset::new(self.source().clone(), &Arc::new(names));
        HookCaller::over(source)
    }

    /// Adds an implementation; for the generated methods.
    #[doc(hidden)]
    #[track_caller]
    pub fn __add_closure<F>(
        &self,
        extra: F,
        function: H::Implementation<F>,
    ) -> CallerWith<H, S, F> {
        self.with(Extra::new(extra, function), Location::caller())
    }

    /// Adds an async implementation; for the generated methods.
    #[doc(hidden)]
    #[track_caller]
    pub fn __add_async_closure<F>(
        &self,
        extra: F,
        function: H::Async<F>,
    ) -> HookCaller<H, WithExtra<H, S, AsyncExtra<H, F>>> {
        self.with(AsyncExtra::new(extra, function), Location::caller())
    }

    fn with<E: ExtraOf<H>>(
        &self,
        extra: E,
        location: Location,
    ) -> HookCaller<H, WithExtra<H, S, E>> {
        let record = Record::extra(H::SPEC, location);
        let source = WithExtra::new(self.source().clone(), extra, record);
        HookCaller::over(source)
    }
}

impl<H: Hook, S: LiveSource> HookCaller<H, S> {
    /// Calls a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn __remember<K>(
        &self,
        run: impl Fn(Step<'_, H>) -> Option<Stepped<K>> + Send + Sync + 'static,
        callback: Option<impl Fn(K::Item) + Send + Sync + 'static>,
    ) where
        K: Told<Item: 'static> + 'static,
    {
        let callback = callback.map(Arc::new);
        let replay: Arc<dyn Replay> =
            Arc::new(Remembering { run, callback, types: PhantomData::<fn(H) -> K> });
        let has = |entry: &Entry| self.source().has(&Member(entry.record()));
        self.source().live().cell.call_historic(&replay, has);
    }

    /// Forgets the calls of a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn __forget(&self) {
        self.source().live().cell.clear_history();
    }
}

impl<H, S> HookCaller<H, S> {
    pub(crate) fn source(&self) -> &S {
        self.source.source()
    }
}

impl<H, S: Clone> Clone for HookCaller<H, S> {
    fn clone(&self) -> Self {
        HookCaller { source: self.source.clone() }
    }
}

impl<H: Hook, S: Source> fmt::Debug for HookCaller<H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookCaller")
            .field("hook", &self.name())
            .field("impls", &self.impls())
            .field("has_manager", &self.has_manager())
            .finish()
    }
}
