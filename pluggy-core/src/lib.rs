//! Plugins for Rust: typed hooks, found by the linker, called as fast as a
//! loop.
//!
//! A **host** marks a trait with [`#[hookspec]`](hookspec) and calls its hooks
//! through a [`PluginManager`]. A **plugin**, in a crate of its own, marks an
//! `impl` of the trait with [`#[hookimpl]`](hookimpl). An **end user** adds
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
#![deny(unsafe_code)]

mod args;
mod call;
mod caller;
mod cell;
mod discover;
#[allow(unsafe_code, reason = "one hop to a plugin; the file says why it is sound")]
mod erased;
mod error;
mod historic;
mod history;
mod imp;
mod info;
mod install;
mod linked;
mod location;
mod manager;
mod monitor;
mod order;
mod plan;
mod plugin;
mod private;
mod registry;
mod remember;
mod source;
mod spec;
mod sync;
mod trace;
#[cfg(feature = "tracing")]
mod tracing;

#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use caller::HookCaller;
pub use discover::{DiscoveryError, DiscoveryReport, SkipReason};
pub use error::{HookError, PendingError, PluginError, PluginErrorKind};
pub use hookspec_macros::{hookimpl, hookspec};
pub use imp::HookImpl;
pub use info::PluginInfo;
pub use location::Location;
pub use manager::{PluginManager, Registration};
pub use monitor::{Call, CallArguments, Monitor, MonitorGuard, Outcome};
pub use plugin::{Implements, IntoPlugin, Plugin};
pub use source::{Frozen, Live, LiveSource, Source, Subset, WithExtra};
pub use spec::{HookKind, HookRelay, HookSpec, HookSpecs};
pub use trace::TraceWriter;
#[cfg(feature = "tracing")]
pub use tracing::Tracing;
