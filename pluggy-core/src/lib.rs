//! Plugins for Rust: typed hooks, found by the linker, called as fast as a
//! loop.
//!
//! A **host** marks a trait with [`#[hookspec]`](macro@hookspec) and calls its hooks
//! through a [`PluginManager`]. A **plugin**, in a crate of its own, marks an
//! `impl` of the trait with [`#[hookimpl]`](macro@hookimpl). An **end user** adds
//! that crate to a program, and the plugin takes part in every call.
//!
//! ```
//! use pluggy_core::{PluginManager, hookimpl, hookspec};
//!
//! #[hookspec]
//! pub trait Kitchen {
//!     /// Look at the ingredients and offer more.
//!     fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
//! }
//!
//! #[derive(Default)]
//! struct Spam;
//!
//! #[hookimpl]
//! impl Kitchen for Spam {
//!     fn add_ingredients(&self) -> Vec<String> {
//!         vec!["lovely spam".into()]
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let pm = PluginManager::new("kitchen");
//! let hooks = pm.add_hookspecs::<dyn Kitchen>();
//! # if cfg!(any(feature = "inventory", feature = "linkme")) {
//! pm.discover().strict()?;
//! let offers = hooks.add_ingredients.call_all(&["egg".into()]);
//! assert_eq!(offers, [["lovely spam"]]);
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! # Where to read on
//!
//! | to | see |
//! |---|---|
//! | learn it, a short page a topic | [the guide](guide) |
//! | declare hooks: kinds, arguments, results | [`#[hookspec]`](macro@hookspec) |
//! | write a plugin: names, order, wrappers, functions | [`#[hookimpl]`](macro@hookimpl) |
//! | register, discover, block, look up | [`PluginManager`] |
//! | call hooks: all plugins, some, each by itself, one more for a while, a frozen list | [`HookRelay`], [`HookCaller`] |
//! | ask who implements what, and where | [`HookSpec`], [`HookImpl`], [`PluginInfo`] |
//! | know what went wrong | [`HookError`], [`PluginError`], [`DiscoveryReport`], [`PendingError`] |
//! | let users link, choose, configure and see plugins, and fail closed | [Choosing and configuring](guide::configuring) |
//! | watch calls | [`Monitor`], [`TraceWriter`], with the feature `tracing` also `Tracing` |
//! | translate from pluggy, of Python | [Coming from pluggy](guide::coming_from_pluggy) |
//!
//! # What holds everywhere
//!
//! - A call works on the list of plugins as it was when it began. Calling,
//!   registering and unregistering go on at any time, on any thread, also
//!   inside a hook; a call never waits for them.
//! - No lock is held while foreign code runs: a plugin's, a host's, a
//!   monitor's.
//! - An error is a value, `Err`; a panic unwinds through wrappers to the
//!   caller, and the manager stays usable.
//! - Order never depends on the linker, nor on a hash, nor on a thread.
//! - Whoever has all its plugins at the start keeps a frozen relay,
//!   `hooks.snapshot()` ([`HookRelay::snapshot`]), whose calls cost what a loop costs.
//! - What only this crate makes can grow: its enums, their variants and its
//!   structs with public fields are `non_exhaustive`. An [`Outcome`] a monitor's
//!   test makes, too.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `inventory` (default) | discovery, by the crate `inventory` |
//! | `linkme` | discovery, by the crate `linkme`; with both, `linkme` is used |
//! | `tracing` | `Tracing`, a monitor that gives calls to the crate `tracing` |
//! | `link` | `link_plugins!`, which links the plugins that Cargo.toml names; with `select` |
//! | `select` | `Selection`: which plugins the user wants |
//! | `config` | `Config`: what the user configured, for constructors; with `select` |
//! | `report` | `PluginManager::report`: all there is, as a table, a graph and JSON |
//!
//! With neither of the first two, plugins are registered by hand, and
//! [`PluginManager::discover`] says so in its report. A plugin's crate must be
//! named in the program (`use plugin_crate as _;`, or `link_plugins!` for all),
//! else the linker leaves it out.
#![deny(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod choice;
mod discover;
mod facts;
mod hook;
mod manager;
mod monitor;
mod plugin;
mod private;
mod registry;
#[cfg(feature = "report")]
mod report;
mod sync;

#[path = "../guide/mod.rs"]
pub mod guide;

// For `crate = host`, where the host hands this crate on by its name.
#[doc(hidden)]
pub extern crate self as pluggy_core;

#[cfg_attr(doc, doc(hidden))]
pub mod asked {
    //! What the compiler speaks of where generated code asks for something: its
    //! names stand in messages.
    //!
    //! rustc shortens a name that can be reached, and shows another with the path
    //! to it. Nothing here is for people but those names: it is no documentation.

    pub use crate::__handed_back as handed_back;
    pub use crate::discover::built::{
        BuiltByDefault, Constructed, TakesConfig, TakesNothing, built, by_default,
    };
    #[cfg(feature = "config")]
    pub use crate::discover::setup::configured;
    pub use crate::hook::agreement::{
        Answered, HandedAs, HandedByRef, ReturnedAs, TakenAs, TakenByMut, TakenByRef,
    };
    pub use crate::hook::anchor::Anchor;
    pub use crate::hook::args::{
        Cloned, ClonedForEach, HandedOn, HandedToNext, HandsValueAnew, Lent, LentAnew, Moved,
        MovedByHook, Shared, SharedWithNext,
    };
    pub use crate::hook::call::{Arguments, CalledAtOnce, Fallible};
    pub use crate::hook::code::{AsyncArguments, SyncArguments};
    pub use crate::hook::each::OneAtATime;
    pub use crate::hook::historic::remember::Remember;
    pub use crate::hook::marker::{
        AsyncHook, CalledThroughItsHook, DeclaredAsync, DeclaredPlain, EndingCall, HistoricCall,
        PlainHook, Wrappable,
    };
    pub use crate::hook::reading::{IsOption, IsResult, NoOption, NoResult};
    pub use crate::hook::record::FunctionOf;
    pub use crate::plugin::into::{Joins, OneSpec};
    pub use crate::plugin::{HasPlugin, OneHookimplFor, PluginOf};
    #[cfg(feature = "link")]
    pub use hookspec_macros::link_plugins;
}

#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

#[cfg(feature = "config")]
pub use choice::config::{Config, ConfigError, ConfigReader};
#[cfg(feature = "select")]
pub use choice::select::Selection;
#[cfg(feature = "select")]
pub use discover::UnknownNames;
pub use discover::{
    DiscoveryError, DiscoveryReport, HostVersion, LinkedPlugin, Problem, SkipReason,
};
pub use facts::hook::{HookKind, HookSpec};
pub use facts::imp::HookImpl;
pub use facts::location::Location;
pub use facts::mark::OrderMark;
pub use facts::plugin::PluginInfo;
pub use hook::caller::HookCaller;
pub use hook::each::Single;
pub use hook::error::HookError;
pub use hook::names::{PluginName, PluginNames};
pub use hook::relay::{HookRelay, HookSpecs};
pub use hook::source::{Frozen, ListSource, Live, LiveSource, Source, Subset, WithExtra};
/// Marks an `impl` of a spec, or a function, as a plugin's.
///
/// An implementation takes the arguments that it wants, by name and in any
/// order; hooks that the plugin does not care for are left out. The methods
/// stay ordinary methods of the type, to be tested as such: write `pub fn` where another
/// crate calls one. A plugin is `Send + Sync +
/// 'static`; its hooks take `&self`, on many threads at once.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Kitchen {
///     fn add_ingredients(&self, guests: u32, have: &[String]) -> Vec<String>;
///     fn close(&self);
/// }
///
/// #[derive(Default)]
/// pub struct HouseCook;
///
/// #[hookimpl] // found by `discover`, as the plugin `house-cook`
/// impl Kitchen for HouseCook {
///     fn add_ingredients(&self, have: &[String]) -> Vec<String> {
///         vec![format!("{} eggs", have.len())]
///     }
/// }
///
/// #[hookimpl(Kitchen, name = "waiter", trylast)] // a function is a plugin, too
/// fn add_ingredients(guests: u32) -> Vec<String> {
///     vec![format!("{guests} napkins")]
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # if cfg!(any(feature = "inventory", feature = "linkme")) {
/// let pm = PluginManager::new("kitchen");
/// let hooks = pm.add_hookspecs::<dyn Kitchen>();
/// pm.discover().strict()?;
/// let offers = hooks.add_ingredients.call_all(4, &["egg".into()]);
/// assert_eq!(offers, [["1 eggs"], ["4 napkins"]]);
/// # }
/// # Ok(())
/// # }
/// ```
///
/// # Options of a plugin
///
/// On the `impl`; functions have `name` and `crate`, after their spec, and
/// those of one module are one plugin.
///
/// | option | |
/// |---|---|
/// | `name = "…"` | its name; else the type's in kebab case, or the last name of the functions' module, at a crate's root the package's |
/// | `new = path` | a constructor for discovery, which returns the plugin or a `Result`; else it is built by `Default` |
/// | `config = Type` | the type of the configuration that `new` takes; with the feature `config` |
/// | `manual` | not linked in: the host registers a value; so may a generic type be a plugin |
/// | `crate = path` | where `pluggy_core` is, for hosts that re-export it |
///
/// Users see a plugin with its description: the first paragraph of the doc comment
/// of its first `impl` that has one, or of such a function, else what its package's
/// Cargo.toml says.
///
/// # Options of an implementation
///
/// On a method or a function.
///
/// | option | |
/// |---|---|
/// | `tryfirst` | before all others; among those the newest first |
/// | `trylast` | after all others; among those the **oldest** first |
/// | `wrapper` | around the implementations |
/// | `specname = "…"` | the hook's name, where the function has another; so a plugin can implement a hook twice |
/// | `optionalhook` | the host's version of the spec may lack the hook |
/// | `before = "…"`, `after = ["…", "…"]` | before or after others of its band, by the names of plugins or packages, or globs of these; on the `impl`, of all its methods |
///
/// Marks `before` and `after` hold whatever the order of registration, of wrappers
/// among wrappers and of implementations among implementations; otherwise the order
/// stays as it was. Names that nobody has change nothing. Who closes a circle of marks, or
/// has one against `tryfirst` and `trylast`, is refused.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Pipeline {
///     fn pass(&self) -> &'static str;
/// }
///
/// struct Redact;
///
/// #[hookimpl(manual, after = "parse")]
/// impl Pipeline for Redact {
///     fn pass(&self) -> &'static str {
///         "redact"
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("pipeline");
/// let hooks = pm.add_hookspecs::<dyn Pipeline>();
/// hooks.pass.register_fn("parse", || "parse")?;
/// pm.register(Redact)?; // the newest, and yet
/// assert_eq!(hooks.pass.call_all(), ["parse", "redact"]);
/// # Ok(())
/// # }
/// ```
///
/// Those of one plugin register in the order of its source, so that of two
/// plain ones the lower runs first.
///
/// # Wrappers
///
/// A wrapper's last parameter is `next: impl FnOnce(…) -> R`: `R` is what the
/// call gives, without [`HookError`], and the parentheses hold the `&mut`
/// arguments that the wrapper took. What the wrapper returns is what those
/// outside it see. It may leave `next` alone.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Press {
///     fn print(&self, page: &mut String, copies: u32) -> Result<usize, String>;
/// }
///
/// struct Footer;
///
/// #[hookimpl(manual)]
/// impl Press for Footer {
///     #[hookimpl(wrapper)]
///     fn print(
///         &self,
///         page: &mut String,
///         next: impl FnOnce(&mut String) -> Result<Vec<usize>, String>,
///     ) -> Result<Vec<usize>, String> {
///         page.push('.');
///         let mut lengths = next(page)?;
///         lengths.sort();
///         Ok(lengths)
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("press");
/// let hooks = pm.add_hookspecs::<dyn Press>();
/// pm.register(Footer)?;
/// hooks.print.register_fn("printer", |page, copies| Ok(page.len() * copies as usize))?;
/// hooks.print.register_fn("proof", |page, _| Ok(page.len()))?;
/// assert_eq!(hooks.print.call_all(&mut "page".into(), 2), Ok(vec![5, 10]));
/// # Ok(())
/// # }
/// ```
///
/// # In short
pub use hookspec_macros::hookimpl;
/// Marks a trait as a spec: each of its methods becomes a hook.
///
/// `dyn Trait` is the spec's name from then on:
/// [`PluginManager::add_hookspecs`] takes it, and answers a [`HookRelay`] with
/// a field for each hook. The methods take `&self` and have no body.
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Kitchen {
///     /// Look at the ingredients and offer more.
///     fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
///
///     #[hookspec(firstresult)]
///     fn choose_tray(&self, guests: u32) -> Option<String>;
///
///     fn check_order(&self, order: &str, #[hookspec(skip)] card: &str) -> std::io::Result<()>;
///
///     #[hookspec(historic)]
///     fn configure(&self, level: u32) -> Option<String>;
/// }
///
/// let pm = PluginManager::new("kitchen");
/// let hooks = pm.add_hookspecs::<dyn Kitchen>();
/// let offers: Vec<Vec<String>> = hooks.add_ingredients.call_all(&["egg".into()]);
/// let tray: Option<String> = hooks.choose_tray.call_first(4);
/// hooks.check_order.call_all("egg", "1234")?; // the first `Err` ends the call
/// hooks.configure.call_historic_with(2, |comment| println!("{comment}"));
/// # assert_eq!((offers.len(), tray), (0, None));
/// # Ok::<(), pluggy_core::HookError<std::io::Error>>(())
/// ```
///
/// # Kinds
///
/// | the spec says | the host calls | and gets |
/// |---|---|---|
/// | `fn f(&self, …)` | `call_all(…)` | `()` |
/// | `… -> T` | `call_all(…)` | `Vec<T>` in call order |
/// | `… -> Option<T>` | `call_all(…)` | `Vec<T>`: `None` is no result |
/// | `firstresult`, `… -> Option<T>` | `call_first(…)` | `Option<T>`; stops at the first `Some` |
/// | any of these in `Result<_, E>` | the same | `Result<_, HookError<E>>`; stops at the first `Err` |
/// | `allresults`, any return type | `call_all(…)` | a `Vec` of it as it is; of `Result<T, E>`, one of `Result<T, HookError<E>>` |
/// | `waterfall`, `fn f(&self, value: T, …) -> T` | `call_waterfall(value, …)` | `T`, handed from one plugin to the next; in a `Result`, the first `Err` ends it |
/// | `historic` | `call_historic(…)`, `call_historic_with(…, callback)` | nothing now; the callback gets each result, now and of plugins that come later |
/// | `async fn` of any kind but historic | the same, `.await`; or `call_concurrent(…).await` | the same |
///
/// `oldestfirst` turns the order of a hook round, as a pipeline wants it: the oldest
/// plugin first, in every band, of wrappers too.
///
/// A return type is read by the last name of its path; `allresults` takes it as it
/// is. Besides, a caller has `with_extra`, or if it is historic `clear_history`;
/// `register_fn`; and all of [`HookCaller`], such as [`each`](HookCaller::each) for
/// one result at a time.
///
/// # Async hooks
///
/// An `async fn` in the spec is implemented by an `async fn` or a plain one, which
/// borrows its plugin and its arguments, `&mut` ones too, across its awaits. A call
/// awaits one implementation after another; `call_concurrent`, on hooks whose
/// arguments are shared and that are neither `firstresult` nor `waterfall`, awaits all
/// at once, answers in call order, and at the first `Err` drops the rest. A wrapper
/// has `next: impl AsyncFnOnce(…) -> R`. A closure gives a boxed future:
/// `|request| Box::pin(async move { … })`; one of `with_extra` may borrow locals.
/// Where an argument or the result has a lifetime of its own, `&mut Context<'_>` or
/// `&'a str`, rustc can't tell that: there a closure is handed its locals, by
/// `with_extra_borrowing(&cache, |cache, context| Box::pin(async move { … }))`. Where a
/// result borrows for several lifetimes and no argument is borrowed for less, that is
/// the one way for a closure.
///
/// Futures are `Send`, and no runtime is assumed. A call holds its list, and no lock,
/// across an await; one that is dropped drops what it was running. Cost: an allocation
/// for each async implementation or wrapper that runs, none for a plain one.
///
/// ```
/// use pluggy_core::{PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Gateway {
///     /// The first to answer has it.
///     #[hookspec(firstresult)]
///     async fn answer(&self, path: &mut String) -> Option<String>;
///
///     #[hookspec(waterfall)]
///     async fn rewrite(&self, path: String) -> String;
/// }
///
/// struct Files;
///
/// #[hookimpl(manual)]
/// impl Gateway for Files {
///     async fn answer(&self, path: &mut String) -> Option<String> {
///         path.push_str(".html");
///         # std::future::ready(()).await;
///         Some(format!("the file {path}"))
///     }
///
///     fn rewrite(&self, path: String) -> String {
///         path.to_lowercase()
///     }
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// # fn block_on<T>(future: impl Future<Output = T>) -> T {
/// #     let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
/// #     let mut future = std::pin::pin!(future);
/// #     loop {
/// #         if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut cx) {
/// #             return done;
/// #         }
/// #     }
/// # }
/// let pm = PluginManager::new("gateway");
/// let hooks = pm.add_hookspecs::<dyn Gateway>();
/// pm.register(Files)?;
/// # block_on(async {
/// let mut path = hooks.rewrite.call_waterfall("/Index".into()).await;
/// let answer = hooks.answer.call_first(&mut path).await;
/// assert_eq!(answer.as_deref(), Some("the file /index.html"));
/// # });
/// # Ok(())
/// # }
/// ```
///
/// # Arguments
///
/// `&T` is shared, `&mut T` is lent to one implementation after another, a
/// value is cloned for each; that of a waterfall is moved, and never cloned. A historic call remembers its arguments, by
/// `ToOwned`. A result may borrow from a shared argument whose lifetime the
/// spec names. `#[hookspec(skip)]` hides an argument from monitors.
///
/// A new hook or a new argument breaks no `#[hookimpl]`. `#[deprecated]` on
/// either warns where a plugin uses it.
///
/// # Options
pub use hookspec_macros::hookspec;
pub use manager::{MonitorGuard, PluginManager};
pub use monitor::trace_writer::TraceWriter;
#[cfg(feature = "tracing")]
pub use monitor::tracing::Tracing;
pub use monitor::{Call, CallArguments, Monitor, Outcome};
pub use plugin::boxed::BoxPlugin;
pub use plugin::into::IntoPlugin;
pub use plugin::{Implements, Plugin};
pub use registry::error::{PluginError, PluginErrorKind};
pub use registry::pending::PendingError;
pub use registry::registration::Registration;
#[cfg(feature = "report")]
pub use report::{
    HookReport, ImplReport, MarkEffect, MarkReport, PluginReport, PluginStatus, Report, ReportUsage,
};
