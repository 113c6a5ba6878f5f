//! What a plugin is: its value, its name and source, and what it implements.

use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::erased::Function;
use crate::imp::ImplParts;
use crate::location::Location;
use crate::spec::{Anchor, Hook, HookSpecs, Wrappable};

/// A plugin's value, its type forgotten.
pub(crate) type AnyPlugin = Arc<dyn Any + Send + Sync>;

/// A registered plugin, or one about to be.
pub(crate) struct Record {
    pub(crate) value: AnyPlugin,
    pub(crate) info: PluginInfo,
    /// Set before its entries are taken off the lists: none is added after.
    gone: AtomicBool,
}

impl Record {
    pub(crate) fn new(value: AnyPlugin, info: PluginInfo) -> Self {
        Record { value, info, gone: AtomicBool::new(false) }
    }

    pub(crate) fn name(&self) -> &str {
        self.info.name()
    }

    pub(crate) fn leave(&self) {
        self.gone.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::SeqCst)
    }
}

/// Who a plugin is: its name, and where it comes from.
///
/// [`PluginManager::plugins`](crate::PluginManager::plugins) lists them; it
/// does not keep the plugin alive.
#[derive(Clone)]
pub struct PluginInfo {
    name: Arc<str>,
    block: Option<&'static Block>,
}

impl PluginInfo {
    pub(crate) fn new(name: impl Into<Arc<str>>, block: Option<&'static Block>) -> Self {
        PluginInfo { name: name.into(), block }
    }

    pub(crate) fn shared_name(&self) -> &Arc<str> {
        &self.name
    }

    /// The name under which it is registered.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The package of the plugin's crate, where Cargo built it.
    #[must_use]
    pub fn package(&self) -> Option<&'static str> {
        self.block?.package
    }

    /// The version of that package.
    #[must_use]
    pub fn version(&self) -> Option<&'static str> {
        self.block?.version
    }

    /// The module in which the plugin is written, with its crate.
    #[must_use]
    pub fn module(&self) -> Option<&'static str> {
        Some(self.block?.module)
    }

    /// Where its first `#[hookimpl]` stands; a plugin without one has none.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        Some(self.block?.location)
    }
}

impl fmt::Debug for PluginInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PluginInfo({self})")
    }
}

/// `spam (eggsample-spam 0.1.0, src/lib.rs:7:6)`, as far as it is known.
impl fmt::Display for PluginInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.block {
            Some(block) => write!(f, " ({})", block.origin()),
            None => Ok(()),
        }
    }
}

/// What one `#[hookimpl]` says of its plugin, for the macro to fill.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are those of the attribute's options")]
pub struct Block {
    pub name: Option<&'static str>,
    /// The type's name; for a function, nothing.
    pub type_name: Option<&'static str>,
    pub package: Option<&'static str>,
    pub version: Option<&'static str>,
    pub module: &'static str,
    pub location: Location,
}

impl Block {
    /// The name that the block gives its plugin where it says none: the type's
    /// in kebab case; a function's module, or at a crate's root the package.
    pub(crate) fn default_name(&self) -> String {
        if let Some(type_name) = self.type_name {
            return kebab_case(type_name);
        }
        match self.module.rsplit_once("::") {
            Some((_, module)) => module.trim_start_matches("r#").to_owned(),
            None => self.package.unwrap_or(self.module).to_owned(),
        }
    }

    /// `eggsample-spam 0.1.0, src/lib.rs:7:6`.
    pub(crate) fn origin(&self) -> String {
        match (self.package, self.version) {
            (Some(package), Some(version)) => format!("{package} {version}, {}", self.location),
            _ => format!("{}, {}", self.module, self.location),
        }
    }
}

/// `HouseCook` is `house-cook`, `HTTPServer` is `http-server`.
fn kebab_case(type_name: &str) -> String {
    let characters: Vec<char> = type_name.trim_start_matches("r#").chars().collect();
    let mut kebab = String::with_capacity(characters.len() + 4);
    for (i, &c) in characters.iter().enumerate() {
        if c == '_' {
            kebab.push('-');
            continue;
        }
        let after_small = i > 0 && !characters[i - 1].is_uppercase() && characters[i - 1] != '_';
        let before_small = i > 0
            && characters[i - 1].is_uppercase()
            && characters.get(i + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_small || before_small) {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// A type whose `impl` of the spec `S` is marked `#[hookimpl]`.
///
/// The attribute implements it; nobody else does.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[hookimpl]` for `{S}`",
    label = "not a plugin for this spec",
    note = "write `#[hookimpl]` above its `impl` of the spec's trait"
)]
pub trait Implements<S: ?Sized + HookSpecs>: Send + Sync + Sized + 'static {
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
    /// The name that the plugin gives itself, else that of its type.
    pub(crate) fn own_name(&self) -> String {
        let path = self.type_name.split('<').next().unwrap_or(self.type_name);
        let last = path.rsplit("::").next().unwrap_or(path);
        self.name.map_or_else(|| kebab_case(last), str::to_owned)
    }
}

impl<P: Send + Sync + 'static> Plugin<P> {
    /// A plugin without specs, which takes its type's name in kebab case.
    #[must_use]
    pub fn new(plugin: P) -> Self {
        Plugin::from(Arc::new(plugin))
    }

    /// Adds the hooks of one spec.
    ///
    /// The plugin's name and place in the source are those of its first spec.
    /// Adding a spec twice is the same as once.
    #[must_use]
    pub fn with<S: ?Sized + HookSpecs>(mut self) -> Self
    where
        P: Implements<S>,
    {
        let block = P::BLOCK;
        let parts = &mut self.parts;
        parts.name = parts.name.or(block.name);
        parts.block.get_or_insert(block);
        let specs = TypeId::of::<S>();
        if parts.functions.iter().all(|planned| planned.specs != specs) {
            let mut plan = Plan::new(specs);
            P::implement(&mut plan);
            parts.functions.append(&mut plan.functions);
        }
        self
    }
}

/// Registers a plugin that something else holds too.
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
/// `M` is inferred; it tells the two apart.
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

impl<P: Implements<S>, S: ?Sized + HookSpecs> IntoPlugin<OneSpec<S>> for P {
    type Plugin = P;

    fn into_plugin(self) -> Plugin<P> {
        Plugin::new(self).with::<S>()
    }
}

impl<P> IntoPlugin<Named> for Plugin<P> {
    type Plugin = P;

    fn into_plugin(self) -> Self {
        self
    }
}

/// The functions of one `#[hookimpl]`, gathered for registration.
pub struct Plan<P> {
    specs: TypeId,
    pub(crate) functions: Vec<Planned>,
    plugin: PhantomData<P>,
}

/// One function of a plugin, before it is bound.
#[derive(Clone, Copy)]
pub(crate) struct Planned {
    pub(crate) specs: TypeId,
    /// None where the host's version of the spec lacks the hook.
    pub(crate) function: Option<Function>,
    pub(crate) parts: &'static ImplParts,
}

impl<P: 'static> Plan<P> {
    pub(crate) fn new(specs: TypeId) -> Self {
        Plan { specs, functions: Vec::new(), plugin: PhantomData }
    }

    fn push(&mut self, function: Option<Function>, parts: &'static ImplParts) {
        self.functions.push(Planned { specs: self.specs, function, parts });
    }
}

impl<H: Hook> Anchor<H> {
    /// Plans an implementation of the hook.
    pub fn implement<P: 'static>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        function: H::Implementation<P>,
    ) {
        plan.push(Some(Function::implementation::<H, P>(function)), parts);
    }

    /// Plans a wrapper of the hook.
    pub fn wrap<P: 'static>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        function: H::Wrapper<P>,
    ) where
        H: Wrappable,
    {
        plan.push(Some(Function::wrapper::<H, P>(function)), parts);
    }
}

/// In place of an [`Anchor`] where the spec lacks an optional hook: `A` is a
/// struct with a field for each argument that the function names.
pub struct AbsentHook<A>(PhantomData<A>);

impl<A> AbsentHook<A> {
    /// The anchor of a hook that is not there.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it stands beside `Anchor::new`")]
    pub const fn new() -> Self {
        AbsentHook(PhantomData)
    }

    /// Plans an implementation that waits for its hook.
    pub fn implement<P: 'static, R>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        _: fn(&P, &mut A) -> R,
    ) {
        plan.push(None, parts);
    }

    /// Plans a wrapper that waits for its hook.
    pub fn wrap<P: 'static, R>(
        self,
        plan: &mut Plan<P>,
        parts: &'static ImplParts,
        _: fn(&P, A, AbsentNext) -> R,
    ) {
        plan.push(None, parts);
    }
}

/// In place of an argument of a hook that is not there.
pub enum Absent {}

impl Absent {
    /// The argument, if there were one.
    pub fn get<T>(&self) -> T {
        match *self {}
    }

    /// The argument, if there were one.
    pub fn take<T>(&self) -> T {
        match *self {}
    }
}

/// In place of what is inside a wrapper of a hook that is not there.
pub enum AbsentNext {}

impl AbsentNext {
    /// What is inside, if there were anything.
    pub fn run<A, R>(self, _: A) -> R {
        match self {}
    }
}

/// The functions of one module: a plugin without a type of its own.
pub struct FreeFunctions;

#[cfg(test)]
mod tests {
    use super::kebab_case;

    #[test]
    fn type_names_become_kebab_case() {
        for (type_name, expected) in [
            ("Spam", "spam"),
            ("HouseCook", "house-cook"),
            ("HTTPServer", "http-server"),
            ("Spam2Go", "spam2-go"),
            ("Lower_Snake", "lower-snake"),
            ("r#Try", "try"),
            ("X", "x"),
        ] {
            assert_eq!(kebab_case(type_name), expected);
        }
    }
}
