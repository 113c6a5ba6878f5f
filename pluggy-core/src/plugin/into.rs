//! What may be registered: a value, or a plugin that names its specs.

use std::marker::PhantomData;

use super::boxed::BoxPlugin;
use super::{OneHookimplFor, Plugin};
use crate::hook::agreement::{HasNoWay, NoWay};
use crate::hook::relay::HookSpecs;

/// What [`PluginManager::register`](crate::PluginManager::register) takes: a
/// plugin of one spec, a [`Plugin`] with any number of them, or a [`BoxPlugin`].
///
/// `M` is inferred; it tells them apart. Nobody else implements it.
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
/// impl Hooks for Bell {
///     fn ring(&self) {}
/// }
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
    label = "no `#[hookimpl]` is for this type, or it is not `Send + Sync + 'static`",
    note = "write `#[hookimpl]` above its `impl`, or name its specs: `Plugin::new(…).with::<dyn Spec>()`",
    note = "a plugin is registered under another name by `register_as(name, plugin)`, an `Arc` of one \
            by `Plugin::from(arc).with::<dyn Spec>()`",
    note = "a plugin is `Send + Sync + 'static`, with all that its type has for parameters"
)]
#[allow(private_bounds, reason = "it is what seals the trait")]
pub trait IntoPlugin<M>: Sealed<M> {
    /// The plugin with its specs.
    fn into_plugin(self) -> BoxPlugin;
}

/// Nobody else can name it.
trait Sealed<M> {}

impl<P: OneHookimplFor<Spec>, Spec: ?Sized + HookSpecs> Sealed<OneSpec<Spec>> for P {}
impl<P> Sealed<Named> for Plugin<P> {}
impl Sealed<Boxed> for BoxPlugin {}
impl<P: HasNoWay> Sealed<NoWay<0>> for P {}

/// Marks what has just one spec, `S`.
pub struct OneSpec<S: ?Sized>(PhantomData<fn(&S)>);

/// Marks a [`Plugin`], whose specs are named.
pub struct Named;

/// Marks a [`BoxPlugin`].
pub struct Boxed;

// Of a plugin with several, rustc can't infer what bears this name.
#[diagnostic::do_not_recommend]
impl<P: OneHookimplFor<ItsOnlySpec>, ItsOnlySpec: ?Sized + HookSpecs>
    IntoPlugin<OneSpec<ItsOnlySpec>> for P
{
    fn into_plugin(self) -> BoxPlugin {
        Plugin::new(self).with::<ItsOnlySpec>().boxed()
    }
}

#[diagnostic::do_not_recommend]
impl<P> IntoPlugin<Named> for Plugin<P> {
    fn into_plugin(self) -> BoxPlugin {
        self.boxed()
    }
}

#[diagnostic::do_not_recommend]
impl IntoPlugin<Boxed> for BoxPlugin {
    fn into_plugin(self) -> BoxPlugin {
        self
    }
}

// Were there one implementation for all, rustc would take what it asks for to be meant.
#[diagnostic::do_not_recommend]
impl<P: HasNoWay> IntoPlugin<NoWay<0>> for P {
    fn into_plugin(self) -> BoxPlugin {
        unreachable!("nothing is so registered")
    }
}

/// What may join a relay of the spec `S`: a plugin of `S`, or one that says at run
/// time which specs it has.
#[diagnostic::on_unimplemented(
    message = "a plugin of another spec can't join a relay of `{S}`",
    label = "its `#[hookimpl]` is not for the spec of this relay",
    note = "call `with_plugin` on the relay of its own spec, or write `#[hookimpl]` above an `impl` \
            of this one"
)]
pub trait Joins<S: ?Sized> {}

impl<S: ?Sized> Joins<S> for OneSpec<S> {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized> Joins<S> for Named {}
#[diagnostic::do_not_recommend]
impl<S: ?Sized> Joins<S> for Boxed {}
