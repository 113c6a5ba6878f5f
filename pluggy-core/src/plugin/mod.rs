//! What is registered: a value, with the specs that it implements.

pub(crate) mod plan;

use std::any::{Any, type_name};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::facts::location::Location;
use crate::facts::plugin::{Block, PluginInfo, kebab_case};
use crate::hook::hop::Function;
use crate::hook::imp::ImplParts;
use crate::hook::spec::{HookSpec, HookSpecs};
use crate::plugin::plan::{Plan, Planned, SpecsId};
use crate::sync::AtomicBool;

/// A plugin's value, its type forgotten.
pub(crate) type AnyPlugin = Arc<dyn Any + Send + Sync>;

/// A registered plugin, or one about to be.
pub(crate) struct Record {
    pub(crate) value: AnyPlugin,
    pub(crate) info: PluginInfo,
    /// Set before its entries are taken off the lists: none is added after.
    gone: AtomicBool,
    /// Set when monitors are told that it came: only then does it leave.
    announced: AtomicBool,
}

impl Record {
    pub(crate) fn new(value: AnyPlugin, info: PluginInfo) -> Self {
        let [gone, announced] = [(); 2].map(|()| AtomicBool::new(false));
        Record { value, info, gone, announced }
    }

    pub(crate) fn name(&self) -> &str {
        self.info.name()
    }

    pub(crate) fn leave(&self) {
        self.gone.store(true, Ordering::SeqCst);
    }

    pub(crate) fn announce(&self) {
        self.announced.store(true, Ordering::SeqCst);
    }

    pub(crate) fn was_announced(&self) -> bool {
        self.announced.load(Ordering::SeqCst)
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::SeqCst)
    }
}

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
    const BLOCK: &'static Block;

    /// Names each function of the block.
    #[doc(hidden)]
    fn implement(plan: &mut Plan<Self>);
}

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
    pub(crate) parts: PluginParts,
    plugin: PhantomData<P>,
}

/// A plugin, its type forgotten.
pub(crate) struct PluginParts {
    pub(crate) value: AnyPlugin,
    type_name: &'static str,
    name: Option<&'static str>,
    pub(crate) block: Option<&'static Block>,
    pub(crate) functions: Vec<Planned>,
}

impl PluginParts {
    /// A closure as a plugin of one hook.
    pub(crate) fn closure<F: Send + Sync + 'static>(
        closure: F,
        function: Function,
        hook: &'static HookSpec,
        location: Location,
    ) -> Self {
        let parts = ImplParts::closure(hook, location);
        PluginParts {
            value: Arc::new(closure),
            type_name: type_name::<F>(),
            name: None,
            block: None,
            functions: vec![Planned {
                specs: None,
                function: Some(function),
                hook: Some(hook),
                parts,
            }],
        }
    }

    /// The name that the plugin gives itself, else that of its type.
    pub(crate) fn own_name(&self) -> String {
        match (self.name, self.block) {
            (Some(name), _) => name.to_owned(),
            (None, Some(block)) => block.default_name(),
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
    /// the first that a `#[hookimpl(name = …)]` among them gives, else its type's.
    /// Adding a spec twice is the same as once. [`Plugin`] has an example.
    #[must_use]
    pub fn with<S: ?Sized + HookSpecs>(mut self) -> Self
    where
        P: Implements<S>,
    {
        let block = P::BLOCK;
        let parts = &mut self.parts;
        parts.name = parts.name.or(block.name);
        parts.block.get_or_insert(block);
        let specs = SpecsId::of::<S>();
        let is_new = |planned: &Planned| planned.specs.is_none_or(|other| other.id != specs.id);
        if parts.functions.iter().all(is_new) {
            let mut plan = Plan::new(specs);
            P::implement(&mut plan);
            parts.functions.append(&mut plan.functions);
        }
        self
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
        Plugin {
            parts: PluginParts {
                value: plugin,
                type_name: type_name::<P>(),
                name: None,
                block: None,
                functions: Vec::new(),
            },
            plugin: PhantomData,
        }
    }
}

impl<P> fmt::Debug for Plugin<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plugin").field("name", &self.parts.own_name()).finish_non_exhaustive()
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
    note = "write `#[hookimpl]` above its `impl`, or name its specs: `Plugin::new(…).with::<dyn Spec>()`"
)]
pub trait IntoPlugin<M> {
    /// The plugin's type.
    type Plugin;

    /// The plugin with its specs.
    fn into_plugin(self) -> Plugin<Self::Plugin>;
}

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
