//! What is registered: a value, with the specs that it implements.

pub(crate) mod absent;

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::facts::hook::{HookSpec, SpecsId};
use crate::facts::location::Location;
use crate::facts::plugin::{PluginFacts, kebab_case};
use crate::hook::hop::{AnyPlugin, Code};
use crate::hook::record::{Function, Given};
use crate::hook::relay::HookSpecs;

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
/// impl Hooks for Bell {}
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[hookimpl]` for `{S}`",
    label = "not a plugin for this spec",
    note = "write `#[hookimpl]` above its `impl` of the spec's trait"
)]
pub trait Implements<S: ?Sized>: Send + Sync + Sized + 'static {
    /// What the block says of its plugin.
    #[doc(hidden)]
    const FACTS: &'static PluginFacts;

    /// The functions of the block.
    #[doc(hidden)]
    const FUNCTIONS: &'static [Function];
}

/// A plugin of a spec, as the spec's trait asks for it; so its methods, which
/// nobody calls, are found on plugins alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no plugin of `{S}`",
    label = "no plugin",
    note = "a hook is called through the relay that `add_hookspecs` answers, a `HookRelay<dyn \
            Trait>`: `hooks.name.call_all(…)`",
    note = "a plugin has `#[hookimpl]` above its `impl` of the trait"
)]
pub trait PluginOf<S: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<P: Implements<S>, S: ?Sized> PluginOf<S> for P {}

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
    pub(crate) plugin: BoxPlugin,
    /// Invariant: its functions are those of `P`, and of no subtype.
    of: PhantomData<fn(P) -> P>,
}

/// A plugin, its type forgotten.
pub(crate) struct BoxPlugin {
    pub(crate) value: AnyPlugin,
    /// What its blocks say, in the order in which their specs were named.
    pub(crate) blocks: Vec<&'static PluginFacts>,
    pub(crate) given: Vec<Given>,
    type_name: &'static str,
    name: Option<&'static str>,
}

impl BoxPlugin {
    /// A closure as a plugin of one hook.
    pub(crate) fn closure<F: Send + Sync + 'static>(
        closure: F,
        code: Code,
        hook: &'static HookSpec,
        location: Location,
    ) -> Self {
        let value: AnyPlugin = Arc::new(closure);
        let functions = Cow::Owned(vec![Function::closure(hook, code, location)]);
        let given = vec![Given::new(None, functions, &value)];
        BoxPlugin { value, blocks: Vec::new(), given, type_name: type_name::<F>(), name: None }
    }

    /// The name that the plugin gives itself, else that of its type.
    pub(crate) fn name(&self) -> String {
        match (self.name, self.blocks.first()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(facts)) => facts.default_name(),
            (None, None) => kebab_case(last_name(self.type_name)),
        }
    }
}

/// `Wrap` of `a::Wrap<b::C>`, `Local` of `<a::B as c::D>::f::Local`.
fn last_name(type_name: &str) -> &str {
    let mut depth = 0_usize;
    let path = type_name.rfind(|c| {
        match c {
            '>' => depth += 1,
            '<' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && c == ':',
        }
        false
    });
    let last = path.map_or(type_name, |at| &type_name[at + 1..]);
    last.split('<').next().unwrap_or(last)
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
        P: Implements<S>,
    {
        let plugin = &mut self.plugin;
        plugin.name = plugin.name.or(P::FACTS.name);
        plugin.blocks.push(P::FACTS);
        let specs = SpecsId::of::<S>();
        let is_new = |given: &Given| given.specs.is_none_or(|other| other.id != specs.id);
        if plugin.given.iter().all(is_new) {
            let functions = Cow::Borrowed(P::FUNCTIONS);
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

/// What [`PluginManager::register`](crate::PluginManager::register) takes: a
/// plugin of one spec, or a [`Plugin`] with any number of them.
///
/// `M` is inferred; it tells the two apart. Nobody else implements it.
///
/// ```
/// use pluggy_core::{IntoPlugin, Plugin, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct Bell;
///
/// #[hookimpl(manual)]
/// impl Hooks for Bell {}
///
/// fn with_plugin<M>(plugin: impl IntoPlugin<M>) -> PluginManager {
///     let pm = PluginManager::new("doorbell");
///     pm.register(plugin).expect("the first plugin");
///     pm
/// }
///
/// assert!(with_plugin(Bell).has_plugin("bell"));
/// assert!(with_plugin(Plugin::new(Bell).with::<dyn Hooks>()).has_plugin("bell"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plugin",
    label = "no `impl` of a hookspec for this type is marked `#[hookimpl]`",
    note = "write `#[hookimpl]` above its `impl`, or name its specs: `Plugin::new(…).with::<dyn Spec>()`",
    note = "a plugin is registered under another name by `register_as(name, plugin)`, an `Arc` of one \
            by `Plugin::from(arc).with::<dyn Spec>()`"
)]
#[allow(private_bounds, reason = "it is what seals the trait")]
pub trait IntoPlugin<M>: Sealed<M> {
    /// The plugin's type.
    type Plugin;

    /// The plugin with its specs.
    fn into_plugin(self) -> Plugin<Self::Plugin>;
}

/// Nobody else can name it.
trait Sealed<M> {}

impl<P: Implements<S>, S: ?Sized + HookSpecs> Sealed<OneSpec<S>> for P {}
impl<P> Sealed<Named> for Plugin<P> {}

/// Marks what has just one spec, `S`.
pub struct OneSpec<S: ?Sized>(PhantomData<fn(&S)>);

/// Marks a [`Plugin`], whose specs are named.
pub struct Named;

#[diagnostic::do_not_recommend]
impl<P: Implements<S>, S: ?Sized + HookSpecs> IntoPlugin<OneSpec<S>> for P {
    type Plugin = P;

    fn into_plugin(self) -> Plugin<P> {
        Plugin::new(self).with::<S>()
    }
}

#[diagnostic::do_not_recommend]
impl<P> IntoPlugin<Named> for Plugin<P> {
    type Plugin = P;

    fn into_plugin(self) -> Self {
        self
    }
}

/// The functions of one module: a plugin without a type of its own.
pub struct FreeFunctions;
