//! Closures as plugins: `register_fn` of a hook's caller.

use super::error::{PluginError, PluginErrorKind};
use super::registrar::Registrar;
use super::registration::Registration;
use crate::facts::location::Location;
use crate::facts::plugin::PluginInfo;
use crate::hook::caller::HookCaller;
use crate::hook::code::Code;
use crate::hook::marker::Hook;
use crate::hook::names::PluginName;
use crate::plugin::boxed::BoxPlugin;

impl<H: Hook> HookCaller<H> {
    /// Registers a closure; for the generated method.
    ///
    /// # Errors
    ///
    /// When the name is empty, unfit or taken, or the manager is gone.
    #[doc(hidden)]
    #[track_caller]
    pub fn __plug<F: Send + Sync + 'static>(
        &self,
        name: impl PluginName,
        closure: F,
        function: H::Implementation<F>,
    ) -> Result<Registration, PluginError> {
        let code = Code::implementation::<H, F>(function);
        self.plug(name.into_name(), closure, code, Location::caller())
    }

    /// Registers a closure that gives futures; for the generated method.
    ///
    /// # Errors
    ///
    /// As above.
    #[doc(hidden)]
    #[track_caller]
    pub fn __plug_async<F: Send + Sync + 'static>(
        &self,
        name: impl PluginName,
        closure: F,
        function: H::Async<F>,
    ) -> Result<Registration, PluginError> {
        let code = Code::async_implementation::<H, F>(function);
        self.plug(name.into_name(), closure, code, Location::caller())
    }

    fn plug<F: Send + Sync + 'static>(
        &self,
        name: String,
        closure: F,
        code: Code,
        location: Location,
    ) -> Result<Registration, PluginError> {
        let plugin = BoxPlugin::closure(closure, code, H::SPEC, location);
        let owner = self.source().owner().upgrade();
        match owner.as_deref().and_then(|owner| owner.downcast_ref::<Registrar>()) {
            // A closure's type has no name by which it could be had back.
            Some(registrar) => {
                registrar.register(name, plugin).map_err(PluginError::without_plugin)
            }
            None => {
                let info = PluginInfo::new(name, None);
                Err(PluginError::new(info, PluginErrorKind::ManagerDropped))
            }
        }
    }
}
