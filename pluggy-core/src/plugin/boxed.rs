//! A plugin whose type is forgotten: what all plugins are on their way.

use std::any::type_name;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::facts::hook::HookSpec;
use crate::facts::location::Location;
use crate::facts::plugin::{Letters, PluginFacts, PluginInfo, kebab_case};
use crate::hook::code::{AnyPlugin, Code};
use crate::hook::record::{Function, Given};

/// A plugin with its specs, its type forgotten: what [`Plugin::boxed`](crate::Plugin::boxed) answers.
///
/// It registers like any other, stands in lists beside plugins of other types,
/// and can be what a hook returns, so that a plugin can be a factory:
///
/// ```
/// use pluggy_core::{BoxPlugin, Plugin, PluginManager, hookimpl, hookspec};
///
/// /// What is called for one connection.
/// #[hookspec]
/// pub trait Connection {
///     fn received(&self, line: &str) -> String;
/// }
///
/// #[hookspec]
/// pub trait Server {
///     /// Somebody connects: who wants to hear them?
///     fn open(&self, peer: &str) -> BoxPlugin;
/// }
///
/// /// Answers one peer.
/// struct Echo {
///     peer: String,
/// }
///
/// #[hookimpl(manual)]
/// impl Connection for Echo {
///     fn received(&self, line: &str) -> String {
///         format!("{}: {line}", self.peer)
///     }
/// }
///
/// struct EchoFactory;
///
/// #[hookimpl(manual)]
/// impl Server for EchoFactory {
///     fn open(&self, peer: &str) -> BoxPlugin {
///         Plugin::new(Echo { peer: peer.to_owned() }).with::<dyn Connection>().boxed()
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("server");
/// let server = pm.add_hookspecs::<dyn Server>();
/// let everybody = pm.add_hookspecs::<dyn Connection>();
/// pm.register(EchoFactory)?;
///
/// let mut connection = everybody.snapshot();
/// for plugin in server.open.call_all("Ada") {
///     connection = connection.with_plugin(plugin)?;
/// }
/// assert_eq!(connection.received.call_all("hello"), ["Ada: hello"]);
/// # Ok(())
/// # }
/// ```
pub struct BoxPlugin {
    pub(crate) value: AnyPlugin,
    /// What its blocks say, in the order in which their specs were named.
    pub(super) blocks: Vec<&'static PluginFacts>,
    pub(crate) given: Vec<Given>,
    pub(super) type_name: &'static str,
    pub(super) name: Option<Cow<'static, str>>,
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

    /// Who it is, under a name.
    pub(crate) fn info(&self, name: &str) -> PluginInfo {
        let blocks = self.blocks.iter().copied();
        PluginInfo::new(name, blocks.clone().next()).described_by(blocks)
    }

    /// The name under which [`PluginManager::register`] registers it.
    ///
    /// ```
    /// use pluggy_core::Plugin;
    ///
    /// struct HouseRules;
    ///
    /// assert_eq!(Plugin::new(HouseRules).boxed().name(), "house-rules");
    /// ```
    ///
    /// [`PluginManager::register`]: crate::PluginManager::register
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.name, self.blocks.first()) {
            (Some(name), _) => name.clone().into_owned(),
            (None, Some(facts)) => facts.default_name(Letters::ALL).into_owned(),
            (None, None) => kebab_case(last_name(self.type_name)),
        }
    }

    /// The same plugin under another name, for
    /// [`PluginManager::register_all`].
    ///
    /// ```
    /// use pluggy_core::Plugin;
    ///
    /// assert_eq!(Plugin::new(42).boxed().named("answer").name(), "answer");
    /// ```
    ///
    /// [`PluginManager::register_all`]: crate::PluginManager::register_all
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        BoxPlugin { name: Some(Cow::Owned(name.into())), ..self }
    }
}

impl fmt::Debug for BoxPlugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxPlugin").field("name", &self.name()).finish_non_exhaustive()
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
