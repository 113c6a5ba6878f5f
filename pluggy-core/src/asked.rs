//! What the compiler speaks of where generated code asks for something: its
//! names stand in messages.
//!
//! rustc shortens a name that can be reached, and shows another with the path
//! to it. Nothing here is for people but those names: it is no documentation.

pub use crate::discover::linked::{BuiltByDefault, Constructed, built, by_default};
#[cfg(feature = "config")]
pub use crate::discover::setup::configured;
pub use crate::hook::agreement::{Answered, ReturnedAs, TakenAs};
pub use crate::hook::args::{Cloned, Lent};
pub use crate::hook::call::{Arguments, Fallible};
pub use crate::hook::historic::remember::Remember;
pub use crate::hook::reading::{IsOption, IsResult, NoOption, NoResult, no_option, no_result};
pub use crate::hook::record::FunctionOf;
pub use crate::hook::relay::{Anchor, CalledThroughItsHook, Wrappable};
pub use crate::plugin::PluginOf;
