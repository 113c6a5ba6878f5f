//! Monitors: who watches a manager's calls, and what they are shown.
//!
//! A monitor only looks. It hears of each call's start and end, of each
//! implementation's within it, and of plugins that come and go. Nothing is
//! formatted unless a monitor formats it, and with no monitor a call does not
//! even ask: the list that it loads says that nobody watches.

pub(crate) mod probe;
pub(crate) mod trace_writer;
#[cfg(feature = "tracing")]
pub(crate) mod tracing;
pub(crate) mod watch;
mod watchers;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::plugin::PluginInfo;
use crate::facts::text::{self, Plain, line};

pub(crate) use watchers::{Watcher, Watchers, Watching};

/// Watches the calls of a manager.
///
/// [`PluginManager::monitor`](crate::PluginManager::monitor) adds one. All
/// methods do nothing by default. They are called on the thread of the hook,
/// outside all locks, so they may call hooks, which other monitors and this
/// one see too: one that calls hooks must tell its own calls from others, or
/// it never ends. A panic in one is caught and ends there.
///
/// Among several, the newest is told first of a beginning and last of an end.
/// Every `call_started` has its `call_ended`, and every `impl_started` its
/// `impl_ended`, on the same thread and properly nested.
///
/// An async call runs in pieces, perhaps on several threads and among others, from its
/// first poll to its end: it is `suspended` and `resumed` in between, with what runs
/// in it. On one thread, a start or a `resumed` and the `suspended` or the end that
/// follows are properly nested. A call whose future is dropped is resumed to end, as
/// [`Outcome::Dropped`].
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::Duration;
///
/// use pluggy_core::{Call, HookImpl, Monitor, Outcome, Plugin, PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self, times: u32) -> u32;
/// }
///
/// #[derive(Clone, Default)]
/// struct Log(Arc<Mutex<Vec<String>>>);
///
/// impl Monitor for Log {
///     fn call_started(&self, call: &Call<'_>) {
///         self.0.lock().unwrap().push(format!("{}({})", call.hook().name(), call.arguments()));
///     }
///
///     fn impl_ended(&self, _: &Call<'_>, imp: &HookImpl, outcome: &Outcome<'_>, _: Duration) {
///         self.0.lock().unwrap().push(format!("{}: {outcome}", imp.plugin()));
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.ring.register_fn("front", |times| times + 1)?;
/// let log = Log::default();
/// let watching = pm.monitor(log.clone());
/// hooks.ring.call_all(3);
/// drop(watching);
/// hooks.ring.call_all(4);
/// assert_eq!(*log.0.lock().unwrap(), ["ring(times: 3)", "front: 4"]);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no monitor",
    label = "it does not implement `Monitor`",
    note = "implement `Monitor` for a type, with a method for each thing that it watches; a closure \
            can't be one"
)]
pub trait Monitor: Send + Sync {
    /// A call begins; its arguments can be seen.
    fn call_started(&self, call: &Call<'_>) {
        let _ = call;
    }

    /// An implementation or a wrapper begins; the arguments can be seen.
    fn impl_started(&self, call: &Call<'_>, imp: &HookImpl) {
        let _ = (call, imp);
    }

    /// An implementation, or a wrapper with all that is inside it, has ended.
    fn impl_ended(
        &self,
        call: &Call<'_>,
        imp: &HookImpl,
        outcome: &Outcome<'_>,
        elapsed: Duration,
    ) {
        let _ = (call, imp, outcome, elapsed);
    }

    /// An async call waits, or an implementation or a wrapper in it: whoever runs it
    /// does something else until it is [resumed](Monitor::resumed).
    fn suspended(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        let _ = (call, imp);
    }

    /// It goes on, perhaps on another thread.
    fn resumed(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        let _ = (call, imp);
    }

    /// A call has ended.
    fn call_ended(&self, call: &Call<'_>, outcome: &Outcome<'_>, elapsed: Duration) {
        let _ = (call, outcome, elapsed);
    }

    /// A plugin was registered, by whatever route.
    fn plugin_registered(&self, plugin: &PluginInfo) {
        let _ = plugin;
    }

    /// A plugin was unregistered, also by `block` or with its manager.
    fn plugin_unregistered(&self, plugin: &PluginInfo) {
        let _ = plugin;
    }
}

/// What points to a monitor is one.
macro_rules! forward {
    ($pointer:ident) => {
        #[diagnostic::do_not_recommend]
        impl<M: Monitor + ?Sized> Monitor for $pointer<M> {
            fn call_started(&self, call: &Call<'_>) {
                (**self).call_started(call);
            }

            fn impl_started(&self, call: &Call<'_>, imp: &HookImpl) {
                (**self).impl_started(call, imp);
            }

            fn impl_ended(
                &self,
                call: &Call<'_>,
                imp: &HookImpl,
                outcome: &Outcome<'_>,
                time: Duration,
            ) {
                (**self).impl_ended(call, imp, outcome, time);
            }

            fn call_ended(&self, call: &Call<'_>, outcome: &Outcome<'_>, time: Duration) {
                (**self).call_ended(call, outcome, time);
            }

            fn suspended(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
                (**self).suspended(call, imp);
            }

            fn resumed(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
                (**self).resumed(call, imp);
            }

            fn plugin_registered(&self, plugin: &PluginInfo) {
                (**self).plugin_registered(plugin);
            }

            fn plugin_unregistered(&self, plugin: &PluginInfo) {
                (**self).plugin_unregistered(plugin);
            }
        }
    };
}

forward!(Arc);
forward!(Box);

/// One call of a hook, by whatever route.
///
/// A historic call's replay to a plugin that comes late is a call too, with
/// that one implementation.
///
/// ```
/// use std::sync::mpsc::{Sender, channel};
///
/// use pluggy_core::{Call, Monitor, PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn open(&self, door: u32, #[hookspec(skip)] key: &str);
/// }
///
/// struct Tell(Sender<String>);
///
/// impl Monitor for Tell {
///     fn call_started(&self, call: &Call<'_>) {
///         let (hook, arguments) = (call.hook().name(), call.arguments());
///         self.0.send(format!("{hook}({arguments}) by {}", call.impls()[0].plugin())).unwrap();
///         for (name, value) in arguments.iter() {
///             self.0.send(format!("{name}, shown: {}", value.is_some())).unwrap();
///         }
///     }
///
///     fn impl_started(&self, call: &Call<'_>, _: &pluggy_core::HookImpl) {
///         println!("in call {}", call.id());
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.open.register_fn("front", |_, _| ())?;
/// let (sender, told) = channel();
/// let watching = pm.monitor(Tell(sender));
/// hooks.open.call_all(3, "secret");
/// drop(watching);
/// let told: Vec<String> = told.iter().collect();
/// assert_eq!(told, ["open(door: 3, key: …) by front", "door, shown: true", "key, shown: false"]);
/// # Ok(())
/// # }
/// ```
pub struct Call<'a> {
    pub(crate) id: u64,
    pub(crate) hook: &'static HookSpec,
    pub(crate) impls: &'a [HookImpl],
    pub(crate) arguments: Option<&'a dyn ShowArguments>,
}

impl Call<'_> {
    /// A number that no other call of the program has.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The hook that is called.
    #[must_use]
    pub fn hook(&self) -> &'static HookSpec {
        self.hook
    }

    /// The wrappers and implementations that it may run, in call order.
    #[must_use]
    pub fn impls(&self) -> &[HookImpl] {
        self.impls
    }

    /// The arguments, where something begins; nothing where it ends, since
    /// they are the implementations' in between.
    #[must_use]
    pub fn arguments(&self) -> CallArguments<'_> {
        CallArguments { names: self.hook.arguments(), values: self.arguments }
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("id", &self.id).field("hook", &self.hook.name()).finish()
    }
}

/// The arguments of a call, as text where their types are `Debug`.
///
/// It prints as `guests: 4, tray: …`; an argument marked `#[hookspec(skip)]`
/// or without `Debug` is `…`. That is plain text: each value one line of bounded
/// length, in which nothing moves a terminal's cursor. [`Call`] has an example.
#[derive(Clone, Copy)]
pub struct CallArguments<'a> {
    names: &'static [&'static str],
    values: Option<&'a dyn ShowArguments>,
}

impl<'a> CallArguments<'a> {
    /// The names and the values, in the order of the spec; none where a call or
    /// an implementation ends.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<&'a dyn fmt::Debug>)> + 'a {
        let values = self.values;
        let shown = if values.is_some() { self.names } else { &[] };
        shown.iter().enumerate().map(move |(at, name)| (*name, values.and_then(|v| v.argument(at))))
    }
}

impl fmt::Display for CallArguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, value)) in self.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            match value {
                Some(value) => write!(f, "{comma}{name}: {}", text::value(value))?,
                None => write!(f, "{comma}{name}: …")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for CallArguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallArguments({self})")
    }
}

/// What came of a call, or of one implementation in it.
///
/// It prints as the result, where that is `Debug`, or as what went wrong: plain
/// text of bounded length, on one line. An error's and a panic's text are that
/// already, a result's value is as its type prints it.
///
/// ```
/// use pluggy_core::Outcome;
///
/// let text = |outcome: Outcome<'_>| outcome.to_string();
/// assert_eq!(text(Outcome::Returned { results: 2, value: Some(&[1, 2]) }), "[1, 2]");
/// assert_eq!(text(Outcome::Returned { results: 2, value: None }), "2 results");
/// assert_eq!(text(Outcome::Failed { error: &"no eggs" }), "failed: no eggs");
/// assert_eq!(text(Outcome::Panicked { message: "no pan" }), "panicked: no pan");
/// ```
#[non_exhaustive]
pub enum Outcome<'a> {
    /// It returned.
    Returned {
        /// How many results there are.
        results: usize,
        /// The result, where its type is `Debug`.
        value: Option<&'a dyn fmt::Debug>,
    },
    /// It returned an `Err`.
    Failed {
        /// The error's text, one plain line.
        error: &'a dyn fmt::Display,
    },
    /// It panicked.
    Panicked {
        /// The panic's text, one plain line.
        message: &'a str,
    },
    /// Its future was dropped before the end: of an async call.
    Dropped,
}

impl fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Returned { value: Some(value), .. } => f.write_str(&text::value(value)),
            Outcome::Returned { results: 1, value: None } => f.write_str("1 result"),
            Outcome::Returned { results, value: None } => write!(f, "{results} results"),
            Outcome::Failed { error } => write!(f, "failed: {}", Plain(error)),
            Outcome::Panicked { message } => write!(f, "panicked: {}", line(message)),
            Outcome::Dropped => f.write_str("dropped"),
        }
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outcome({self})")
    }
}

/// Shows the arguments of a call, one by one. `#[hookspec]` implements it.
pub trait ShowArguments {
    /// The argument, where it may be shown and is `Debug`.
    fn argument(&self, at: usize) -> Option<&dyn fmt::Debug>;
}
