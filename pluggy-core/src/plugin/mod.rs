//! What is registered: a value, with the specs that it implements.

pub(crate) mod absent;
pub(crate) mod boxed;
pub(crate) mod into;

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::facts::plugin::PluginFacts;
use crate::hook::record::{Function, Given};
use crate::hook::relay::{HookSpecs, specs_id};
use boxed::BoxPlugin;

/// A type whose `impl` of the spec `S` is marked `#[hookimpl]`.
///
/// The attribute implements it; nobody else does. It is a bound for what takes
/// plugins of one spec.
///
/// ```
/// use pluggy_core::{Implements, Plugin, PluginError, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct Bell;
///
/// #[hookimpl(manual)]
/// impl Hooks for Bell {
///     fn ring(&self) {}
/// }
///
/// fn add<P: Implements<dyn Hooks>>(pm: &PluginManager, plugin: P) -> Result<(), PluginError> {
///     pm.register(Plugin::new(plugin).with::<dyn Hooks>())?;
///     Ok(())
/// }
///
/// # fn main() -> Result<(), PluginError> {
/// let pm = PluginManager::new("doorbell");
/// add(&pm, Bell)?;
/// assert!(pm.has_plugin("bell"));
/// # Ok(())
/// # }
/// ```
pub trait Implements<S: ?Sized>: OneHookimplFor<S> {}

#[diagnostic::do_not_recommend]
impl<P: OneHookimplFor<S>, S: ?Sized> Implements<S> for P {}

/// What `#[hookimpl]` writes for a type and a spec. Of two blocks for one spec rustc says
/// that this is implemented twice, so its name says what there may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[hookimpl]` for `{S}`",
    label = "not a plugin for this spec",
    note = "write `#[hookimpl]` above its `impl` of the spec's trait"
)]
pub trait OneHookimplFor<S: ?Sized>: Send + Sync + Sized + 'static {
    /// What the block says and gives.
    const BLOCK: &'static Block;
}

/// What one `#[hookimpl]` writes: whose it is, and what it gives.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is documented at its type")]
pub struct Block {
    pub facts: PluginFacts,
    /// In the order of the source.
    pub functions: &'static [Function],
}

/// The block of a plugin for a spec. A path to the constant would ask anew whether the
/// plugin can be shared, which is a second error where it can't.
#[must_use]
pub const fn block<P: OneHookimplFor<S>, S: ?Sized>() -> &'static Block {
    P::BLOCK
}

/// A plugin of a spec, as the spec's trait asks for it; so its methods, which
/// nobody calls, are found on plugins alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no plugin of `{S}`, and a hook is not called as a method",
    label = "no plugin",
    note = "call `hooks.name.call_all(…)`, where `hooks` is what `add_hookspecs` returned, a \
            `HookRelay<dyn Trait>`",
    note = "a plugin has `#[hookimpl]` above its `impl` of the trait"
)]
pub trait PluginOf<S: ?Sized>: Send + Sync + 'static {}

impl<P: Send + Sync + 'static, S: ?Sized + HasPlugin<P>> PluginOf<S> for P {}

/// The same, said of the spec: of two types rustc shows what is said of the inner.
#[diagnostic::on_unimplemented(
    message = "`{P}` is no plugin of `{Self}`",
    label = "no plugin",
    note = "what calls the hooks is a relay: name its type, `HookRelay<dyn Trait>`",
    note = "a plugin has `#[hookimpl]` above its `impl` of the trait"
)]
pub trait HasPlugin<P> {}

#[diagnostic::do_not_recommend]
impl<P: OneHookimplFor<S>, S: ?Sized> HasPlugin<P> for S {}

/// A plugin with its specs, for [`PluginManager::register`].
///
/// A type that implements several specs is one plugin; its specs are named
/// with [`with`](Plugin::with). With one spec, registering the value itself
/// does the same.
///
/// ```
/// use pluggy_core::{Plugin, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Doors {
///     fn knock(&self);
/// }
///
/// #[hookspec]
/// pub trait Phones {
///     fn ring(&self);
/// }
///
/// struct Butler;
///
/// #[hookimpl(manual)]
/// impl Doors for Butler {
///     fn knock(&self) {}
/// }
///
/// #[hookimpl(manual)]
/// impl Phones for Butler {
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("house");
/// let doors = pm.add_hookspecs::<dyn Doors>();
/// let phones = pm.add_hookspecs::<dyn Phones>();
/// pm.register(Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>())?;
/// assert_eq!(doors.knock.impls()[0].plugin(), "butler");
/// assert_eq!(phones.ring.impls()[0].plugin(), "butler");
/// # Ok(())
/// # }
/// ```
///
/// [`PluginManager::register`]: crate::PluginManager::register
pub struct Plugin<P> {
    plugin: BoxPlugin,
    /// Invariant: its functions are those of `P`, and of no subtype.
    of: PhantomData<fn(P) -> P>,
}

impl<P: Send + Sync + 'static> Plugin<P> {
    /// A plugin without specs, which takes its type's name in kebab case.
    ///
    /// It may stay without: then it is a value that others look up by name.
    ///
    /// ```
    /// use pluggy_core::{Plugin, PluginManager};
    ///
    /// struct HouseRules(&'static str);
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("kitchen");
    /// pm.register(Plugin::new(HouseRules("no shouting")))?;
    /// assert_eq!(pm.plugin::<HouseRules>("house-rules").unwrap().0, "no shouting");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(plugin: P) -> Self {
        Plugin::from(Arc::new(plugin))
    }

    /// Adds the hooks of one spec.
    ///
    /// The plugin's place in the source is that of its first spec; its name is
    /// the first that a `#[hookimpl(name = …)]` among them gives, else its type's;
    /// its documentation is the first that one of the blocks has.
    /// Adding a spec twice is the same as once. [`Plugin`] has an example.
    #[must_use]
    pub fn with<S: ?Sized + HookSpecs>(mut self) -> Self
    where
        P: OneHookimplFor<S>,
    {
        let plugin = &mut self.plugin;
        let Block { facts, functions } = P::BLOCK;
        plugin.name = plugin.name.take().or_else(|| facts.name().map(Cow::Borrowed));
        plugin.blocks.push(facts);
        let specs = specs_id::<S>();
        let is_new = |given: &Given| given.specs.is_none_or(|other| other.id != specs.id);
        if plugin.given.iter().all(is_new) {
            let functions = Cow::Borrowed(*functions);
            plugin.given.push(Given::new(Some(specs), functions, &plugin.value));
        }
        self
    }

    /// The name under which [`PluginManager::register`] registers it.
    ///
    /// ```
    /// use pluggy_core::Plugin;
    ///
    /// struct HouseRules;
    ///
    /// assert_eq!(Plugin::new(HouseRules).name(), "house-rules");
    /// ```
    ///
    /// [`PluginManager::register`]: crate::PluginManager::register
    #[must_use]
    pub fn name(&self) -> String {
        self.plugin.name()
    }
}

impl<P> Plugin<P> {
    /// Forgets the plugin's type, which [`PluginManager::plugin`] still finds.
    ///
    /// ```
    /// use pluggy_core::{BoxPlugin, Plugin, PluginManager};
    ///
    /// struct HouseRules(&'static str);
    ///
    /// struct Guests(u32);
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("kitchen");
    /// let plugins: Vec<BoxPlugin> =
    ///     vec![Plugin::new(HouseRules("no shouting")).boxed(), Plugin::new(Guests(4)).boxed()];
    /// for plugin in plugins {
    ///     pm.register(plugin)?;
    /// }
    /// assert_eq!(pm.plugin::<Guests>("guests").unwrap().0, 4);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`PluginManager::plugin`]: crate::PluginManager::plugin
    #[must_use]
    pub fn boxed(self) -> BoxPlugin {
        self.plugin
    }
}

/// Registers a plugin that something else holds too.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// use pluggy_core::{Plugin, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// #[derive(Default)]
/// struct Counter(AtomicU32);
///
/// #[hookimpl(manual)]
/// impl Hooks for Counter {
///     fn ring(&self) {
///         self.0.fetch_add(1, Ordering::Relaxed);
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// let counter = Arc::new(Counter::default());
/// pm.register(Plugin::from(Arc::clone(&counter)).with::<dyn Hooks>())?;
/// hooks.ring.call_all();
/// assert_eq!(counter.0.load(Ordering::Relaxed), 1);
/// # Ok(())
/// # }
/// ```
impl<P: Send + Sync + 'static> From<Arc<P>> for Plugin<P> {
    fn from(plugin: Arc<P>) -> Self {
        let plugin = BoxPlugin {
            value: plugin,
            blocks: Vec::new(),
            given: Vec::new(),
            type_name: type_name::<P>(),
            name: None,
        };
        Plugin { plugin, of: PhantomData }
    }
}

impl<P> fmt::Debug for Plugin<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plugin").field("name", &self.plugin.name()).finish_non_exhaustive()
    }
}

/// The functions of one module: a plugin without a type of its own.
pub struct FreeFunctions;
