//! A hook to call: its list, live or frozen, and what can be asked of it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::call::{self, Answer, Arguments, Kind, Return};
use crate::cell::HookCell;
use crate::erased::{Calls, Implementation, Typed};
use crate::historic::{Delivery, Replay};
use crate::imp::HookImpl;
use crate::spec::{Hook, HookSpec};

/// What every caller of a hook has, whatever the hook's signature.
///
/// A field of a [`HookRelay`](crate::HookRelay), such as `hooks.knock`, is a
/// caller: it has the call method of its hook's kind, written with the hook's
/// own arguments, and by `Deref` the methods of this type. `S` says where the
/// list of implementations comes from: [`Live`] or [`Frozen`].
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
/// hooks.knock.call_all(3);
/// assert_eq!(hooks.knock.name(), "knock");
/// assert!(hooks.knock.is_empty());
/// ```
pub struct HookCaller<H, S = Live> {
    source: S,
    hook: PhantomData<fn(H)>,
}

/// The list as it is when a call begins.
#[derive(Clone)]
pub struct Live {
    cell: Arc<HookCell>,
}

/// The list as it was when the snapshot was taken.
#[derive(Clone)]
pub struct Frozen {
    calls: Arc<Calls>,
}

/// Where a caller finds the list of its hook.
pub trait Source: Clone {
    /// Shows the list, which stays as it is until `look` ends.
    #[doc(hidden)]
    fn with<H: Hook, R>(&self, look: impl FnOnce(Shown<'_, H>) -> R) -> R;
}

/// A list, as a [`Source`] shows it.
pub struct Shown<'a, H>(Typed<'a, H>);

impl Source for Live {
    #[inline]
    fn with<H: Hook, R>(&self, look: impl FnOnce(Shown<'_, H>) -> R) -> R {
        look(Shown(self.cell.load().typed()))
    }
}

impl Source for Frozen {
    #[inline]
    fn with<H: Hook, R>(&self, look: impl FnOnce(Shown<'_, H>) -> R) -> R {
        look(Shown(self.calls.typed()))
    }
}

impl<H: Hook> HookCaller<H> {
    pub(crate) fn live(cell: Arc<HookCell>) -> Self {
        HookCaller { source: Live { cell }, hook: PhantomData }
    }

    /// Freezes the list of this moment, for a hot loop.
    ///
    /// The snapshot has the same call methods and neither locks nor touches an
    /// atomic. It keeps the plugins that it saw alive, and never sees others.
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
        let source = Frozen { calls: self.source.cell.load_full() };
        H::Caller::from(HookCaller { source, hook: PhantomData })
    }
}

impl<H: Hook, S: Source> HookCaller<H, S> {
    /// The hook's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        H::SPEC.name()
    }

    /// What the spec says of the hook.
    #[must_use]
    pub fn spec(&self) -> &'static HookSpec {
        H::SPEC
    }

    /// Whether no plugin implements the hook; wrappers do not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.with::<H, _>(|list| list.0.implementations().next().is_none())
    }

    /// The wrappers and the implementations in call order: the order in which
    /// a call starts them.
    ///
    /// pluggy's `get_hookimpls()` answers the reverse.
    #[must_use]
    pub fn impls(&self) -> Vec<HookImpl> {
        self.source.with::<H, _>(|list| list.0.imps().map(HookImpl::new).collect())
    }

    /// Calls the hook; for the generated methods.
    #[doc(hidden)]
    #[inline]
    pub fn call<A: Arguments<Hook = H>>(&self, args: A) -> Answer<A> {
        self.source.with(|list| call::run(list.0, args))
    }
}

impl<H: Hook> HookCaller<H> {
    /// Calls a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn call_historic<K: Kind>(
        &self,
        run: impl Fn(Implementation<'_, H>) -> Return<K> + Send + Sync + 'static,
        callback: Option<impl Fn(K::Item) + Send + Sync + 'static>,
    ) where
        K::Item: 'static,
    {
        let callback = callback.map(Arc::new);
        let replay: Arc<Replay> = Arc::new(move |entry| {
            let implementation = Implementation::of(entry);
            let imp = implementation.imp();
            let result = run(implementation);
            let callback = Arc::clone(callback.as_ref()?);
            let item = K::item(result, imp)?;
            Some(Box::new(move || callback(item)) as Delivery)
        });
        self.source.cell.call_historic(&replay, |_| true);
    }

    /// Forgets the calls of a historic hook; for the generated methods.
    #[doc(hidden)]
    pub fn clear_history(&self) {
        self.source.cell.clear_history();
    }
}

impl<H, S: Clone> Clone for HookCaller<H, S> {
    fn clone(&self) -> Self {
        HookCaller { source: self.source.clone(), hook: PhantomData }
    }
}

impl<H: Hook, S: Source> fmt::Debug for HookCaller<H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookCaller")
            .field("hook", &self.name())
            .field("impls", &self.impls())
            .finish()
    }
}
