//! All that generated code may name. Nothing here is for people: names and
//! signatures change without notice.

pub use crate::args::{Cloned, Lent, Shared};
#[cfg(feature = "linkme")]
pub use crate::backend::*;
pub use crate::call::{
    Answer, Arguments, ErrorText, Every, Fallible, First, Kind, Next, Output, Present, Return, Try,
    Unit,
};
pub use crate::caller::HookCaller;
#[cfg(feature = "link")]
pub use crate::dependencies::{Dependencies, Dependency};
pub use crate::erased::{Functions, Implementation, Ref, Wrapper};
pub use crate::error::{HookError, PluginError};
pub use crate::imp::ImplParts;
pub use crate::info::Block;
pub use crate::linked::{Linked, built, by_default};
pub use crate::location::Location;
pub use crate::manager::Registration;
pub use crate::monitor::{Probe, ShowArguments, Unshown};
pub use crate::order::Band;
pub use crate::plan::{Absent, AbsentHook, AbsentNext, Plan};
pub use crate::plugin::{FreeFunctions, Implements};
pub use crate::remember::{Remember, step};
#[cfg(feature = "config")]
pub use crate::setup::{WithoutDefault, configured};
pub use crate::source::{Live, LiveSource, Source, WithExtra};
pub use crate::spec::{
    Anchor, CalledThroughItsHook, Cells, Hook, HookKind, HookSpec, HookSpecs, SpecParts, Wrappable,
};
pub use crate::{__hook_functions as hook_functions, __submit as submit};
#[cfg(feature = "link")]
pub use hookspec_macros::link_plugins;
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use inventory;
#[cfg(feature = "linkme")]
pub use linkme;
