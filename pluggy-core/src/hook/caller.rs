//! A hook to call: its list, live or frozen, and what can be asked of it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::facts::location::Location;
use crate::facts::plugin::PluginInfo;
use crate::hook::call::{self, Answer, Arguments, Kind};
use crate::hook::cell::HookCell;
use crate::hook::historic::Replay;
use crate::hook::historic::remember::{Remembering, Step, Stepped};
use crate::hook::hop::Function;
use crate::hook::imp::{HookImpl, Imp};
use crate::hook::source::{Frozen, Live, LiveSource, Selection, Source, Subset, WithExtra};
use crate::hook::spec::{Hook, HookSpec};
use crate::plugin::PluginParts;
use crate::registry::error::{PluginError, PluginErrorKind};
use crate::registry::registration::Registration;

/// What every caller of a hook has, whatever the hook's signature.
///
/// A field of a [`HookRelay`](crate::HookRelay), such as `hooks.knock`, is a
/// caller: it has the call method of its hook's kind, written with the hook's
/// own arguments, and by `Deref` the methods of this type. Callers are cheap to
/// clone. `S` says where the list of implementations comes from: [`Live`] or
/// [`Frozen`], in part ([`Subset`]) or with one more ([`WithExtra`]).
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// trait Hooks {
///     fn knock(&self, times: u32);
/// }
///
/// let hooks = PluginManager::new("doorbell").add_hookspecs::<dyn Hooks>();
/// let knock = hooks.knock.clone();
/// knock.call_all(3);
/// assert_eq!(knock.name(), "knock");
/// ```
///
/// The methods that depend on the hook are written by `#[hookspec]`: the calls
/// of its [kind](macro@crate::hookspec#kinds), `register_fn` and `with_extra`.
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
pub struct HookCaller<H, S = Live> {
    source: S,
    hook: PhantomData<fn(H)>,
}

impl<H: Hook> HookCaller<H> {
    pub(crate) fn live(cell: Arc<HookCell>) -> Self {
        HookCaller::over(Live { cell })
    }
}

impl<H: Hook> HookCaller<H> {
    /// Registers a closure; for the generated method.
    ///
    /// # Errors
    ///
    /// When the name is empty or taken, or the manager is gone.
    #[doc(hidden)]
    #[track_caller]
    pub fn __plug<F: Send + Sync + 'static>(
        &self,
        name: String,
        closure: F,
        function: H::Implementation<F>,
    ) -> Result<Registration, PluginError> {
        let location = Location::caller();
        let Some(roster) = self.source.cell.roster.upgrade() else {
            let info = PluginInfo::new(name, None);
            return Err(PluginError::new(info, PluginErrorKind::ManagerDropped));
        };
        let function = Function::implementation::<H, F>(function);
        roster.register_parts(name, PluginParts::closure(closure, function, H::SPEC, location))
    }
}

impl<H: Hook, S> HookCaller<H, S> {
    fn over(source: S) -> Self {
        HookCaller { source, hook: PhantomData }
    }
}

impl<H: Hook, S: LiveSource<H>> HookCaller<H, S> {
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
    pub fn snapshot(&self) -> H::Caller<Frozen> {
        let calls = self.source.live().cell.load_full();
        let calls = calls.filtered(|imp| self.source.has(imp)).map_or(calls, Arc::new);
        H::Caller::from(HookCaller::over(Frozen { calls }))
    }
}

impl<H: Hook, S: Source<H>> HookCaller<H, S> {
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
    /// let hooks = PluginManager::new("doorbell").add_hookspecs::<dyn Hooks>();
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
    /// let hooks = PluginManager::new("doorbell").add_hookspecs::<dyn Hooks>();
    /// assert_eq!(hooks.ring.spec().docs(), "Somebody is at the door.");
    /// ```
    #[must_use]
    pub fn spec(&self) -> &'static HookSpec {
        H::SPEC
    }

    /// Whether no plugin implements the hook; wrappers do not count.
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
        self.source.with(|view| view.is_empty())
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
        self.source.with(|view| view.members().imps().map(HookImpl::new).collect())
    }

    /// Calls the hook; for the generated methods.
    #[doc(hidden)]
    #[inline]
    pub fn __run<A: Arguments<Hook = H>>(&self, args: A) -> Answer<A> {
        self.source.with(|view| call::run(&view, args))
    }
}

/// Derived callers: the same calls on other plugins.
impl<H: Hook, S: Source<H> + Clone> HookCaller<H, S> {
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
    pub fn without<N: Into<String>>(
        &self,
        plugins: impl IntoIterator<Item = N>,
    ) -> H::Caller<Subset<S>> {
        self.subset(Selection::Without(plugins.into_iter().map(Into::into).collect()))
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
    pub fn only<N: Into<String>>(
        &self,
        plugins: impl IntoIterator<Item = N>,
    ) -> H::Caller<Subset<S>> {
        self.subset(Selection::Only(plugins.into_iter().map(Into::into).collect()))
    }

    fn subset(&self, selection: Selection) -> H::Caller<Subset<S>> {
        let (source, selection) = (self.source.clone(), Arc::new(selection));
        H::Caller::from(HookCaller::over(Subset { source, selection }))
    }

    /// Adds an implementation; for the generated methods.
    #[doc(hidden)]
    #[track_caller]
    pub fn __add_closure<F>(
        &self,
        extra: F,
        function: H::Implementation<F>,
    ) -> H::Caller<WithExtra<H, S, F>> {
        let imp = Arc::new(Imp::extra(H::SPEC, Location::caller()));
        let (source, extra) = (self.source.clone(), Arc::new(extra));
        H::Caller::from(HookCaller::over(WithExtra { source, extra, function, imp }))
    }
}

impl<H: Hook, S: LiveSource<H>> HookCaller<H, S> {
    /// Calls a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn __remember<K>(
        &self,
        run: impl Fn(Step<'_, H>) -> Option<Stepped<K>> + Send + Sync + 'static,
        callback: Option<impl Fn(K::Item) + Send + Sync + 'static>,
    ) where
        K: Kind<Item: 'static> + 'static,
    {
        let callback = callback.map(Arc::new);
        let replay: Arc<dyn Replay> =
            Arc::new(Remembering { run, callback, types: PhantomData::<fn(H) -> K> });
        self.source.live().cell.call_historic(&replay, |entry| self.source.has(entry.imp()));
    }

    /// Forgets the calls of a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn __forget(&self) {
        self.source.live().cell.clear_history();
    }
}

impl<H, S: Clone> Clone for HookCaller<H, S> {
    fn clone(&self) -> Self {
        HookCaller { source: self.source.clone(), hook: PhantomData }
    }
}

impl<H: Hook, S: Source<H>> fmt::Debug for HookCaller<H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookCaller")
            .field("hook", &self.name())
            .field("impls", &self.impls())
            .finish()
    }
}
