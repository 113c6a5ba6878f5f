//! A plugin that no manager registers: `with_plugin` of a relay.

use std::panic::resume_unwind;
use std::sync::Arc;

use super::error::{PluginError, PluginErrorKind};
use crate::hook::record::{Record, ticket_for_a_while};
use crate::hook::relay::{HookRelay, HookSpecs, NotJoined, specs_id};
use crate::hook::source::{Frozen, ListSource};
use crate::plugin::boxed::BoxPlugin;
use crate::plugin::into::{IntoPlugin, Joins};

impl<S: ?Sized + HookSpecs, V: ListSource> HookRelay<S, V> {
    /// The same hooks with one plugin more, for what lives as long as a request, a
    /// connection, a test.
    ///
    /// What this answers is frozen, as a [`snapshot`](HookRelay::snapshot) is. The
    /// plugin is the newest in its bands, is on no manager's list, and may have any
    /// name, one that is taken or blocked too. It lives as long as the relay, and
    /// what that gives. On a historic hook it is first started on all calls that the
    /// manager remembers. Cost: a pointer for each hook, and a copy of the list of
    /// each that the plugin implements.
    ///
    /// # Errors
    ///
    /// When its marks `before` and `after` can't be kept; when a
    /// [`Plugin`](crate::Plugin) or [`BoxPlugin`] has not this relay's spec,
    /// or another besides, whose hooks this relay can't call.
    ///
    /// # Panics
    ///
    /// When the plugin, or the host's callback, panics at a historic call.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    ///
    /// use pluggy_core::{Frozen, HookRelay, PluginManager, hookimpl, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Web {
    ///     fn header(&self, name: &str) -> Option<String>;
    ///     fn log(&self, line: &str);
    /// }
    ///
    /// struct Server {
    ///     hooks: HookRelay<dyn Web, Frozen>,
    /// }
    ///
    /// /// What is called for one request alone.
    /// struct Request {
    ///     user: String,
    ///     lines: AtomicU32,
    /// }
    ///
    /// #[hookimpl(manual)]
    /// impl Web for Request {
    ///     fn header(&self, name: &str) -> Option<String> {
    ///         (name == "user").then(|| self.user.clone())
    ///     }
    ///
    ///     fn log(&self) {
    ///         self.lines.fetch_add(1, Ordering::Relaxed);
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("web");
    /// let hooks = pm.add_hookspecs::<dyn Web>();
    /// hooks.header.register_fn("defaults", |name| Some(format!("no {name}")))?;
    /// let server = Server { hooks: hooks.snapshot() };
    ///
    /// let request = Request { user: "Ada".to_owned(), lines: AtomicU32::new(0) };
    /// let hooks = server.hooks.with_plugin(request)?;
    /// hooks.log.call_all("GET /");
    /// assert_eq!(hooks.header.call_all("user"), ["Ada", "no user"]);
    /// // Others, and later requests, do not see it.
    /// assert_eq!(server.hooks.header.call_all("user"), ["no user"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_plugin<M: Joins<S>>(
        &self,
        plugin: impl IntoPlugin<M>,
    ) -> Result<HookRelay<S, Frozen>, PluginError> {
        let plugin = plugin.into_plugin();
        let info = plugin.info(&plugin.name());
        if let Some(kind) = mistake::<S>(&plugin) {
            return Err(PluginError::new(info, kind).returning(plugin.value));
        }
        let value = Arc::clone(&plugin.value);
        let record = Record::new(ticket_for_a_while(), info.clone(), plugin.value, plugin.given);
        self.joined(&Arc::new(record)).map_err(|not_joined| match not_joined {
            NotJoined::Conflict(conflict) => {
                PluginError::new(info, conflict.into()).returning(value)
            }
            NotJoined::Panicked(payload) => {
                drop(value);
                resume_unwind(payload)
            }
        })
    }
}

/// Why a plugin can't join a relay of the spec `S`.
fn mistake<S: ?Sized + HookSpecs>(plugin: &BoxPlugin) -> Option<PluginErrorKind> {
    let (relay, mut given) = (specs_id::<S>(), plugin.given.iter().filter_map(|given| given.specs));
    let specs = match given.find(|specs| specs.id != relay.id) {
        Some(other) => Some(other.name),
        None if plugin.given.is_empty() => None,
        None => return None,
    };
    Some(PluginErrorKind::OtherSpec { relay: relay.name, specs })
}
