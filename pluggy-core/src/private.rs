//! All that generated code may name. Nothing here is for people: names and
//! signatures change without notice.

#[cfg(feature = "linkme")]
pub use crate::discover::backend::*;
pub use crate::discover::built::{
    Constructed, TakesConfig, TakesNothing, built, by_default, functions,
};
#[cfg(feature = "link")]
pub use crate::discover::dependencies::{Dependencies, Dependency};
pub use crate::discover::linked::Linked;
#[cfg(feature = "config")]
pub use crate::discover::setup::configured;
pub use crate::facts::hook::{HookKind, HookSpec, SpecParts, SpecsId, SpecsParts};
pub use crate::facts::imp::{Band, ImplFacts, Said};
pub use crate::facts::location::Location;
pub use crate::facts::plugin::{Expansion, Letters, PluginFacts};
pub use crate::hook::agreement::{
    Answered, HandedAs, HandedByRef, ReturnedAs, TakenAs, TakenByMut, TakenByRef,
};
pub use crate::hook::anchor::Anchor;
pub use crate::hook::args::{
    Cloned, ClonedForEach, HandedOn, Lent, LentOnce, Moved, MovedByHook, MovedOnce, NotComing,
    ShareLent, ShareMoved, Shared, field, having,
};
pub use crate::hook::call::{
    AllResults, Answer, Arguments, AsyncNext, BoxFuture, BoxFutureWithin, CalledAtOnce, ErrorText,
    Every, Fallible, First, Flow, FuturesOf, Handed, Kind, Next, Output, Present, Return, Returned,
    Started, Try, Turns, Unit, Waterfall,
};
pub use crate::hook::caller::{CallerWith, HookCaller};
pub use crate::hook::code::{AsyncArguments, Functions, SyncArguments};
pub use crate::hook::each::Single;
pub use crate::hook::error::HookError;
pub use crate::hook::extra::{AsyncExtra, Borrowing, Extra, Within};
pub use crate::hook::historic::remember::{Remember, step};
pub use crate::hook::marker::{
    AsyncHook, CalledThroughItsHook, EndingCall, HistoricCall, Hook, PlainHook, Used,
};
pub use crate::hook::names::PluginName;
pub use crate::hook::passed::Placed;
pub use crate::hook::reading::{
    IsOption, IsResult, Named, NoOption, NoResult, Optional, ReadRight, Reading,
};
pub use crate::hook::record::{Function, FunctionOf};
pub use crate::hook::relay::{Callers, HookSpecs};
pub use crate::hook::source::{ListSource, Live, LiveSource, Source, WithExtra};
pub use crate::monitor::ShowArguments;
pub use crate::monitor::probe::{CauseOfPointee, NoCause, Probe, Unshown};
pub use crate::plugin::absent::{Absent, AbsentAsyncNext, AbsentHook, AbsentNext};
pub use crate::plugin::{Block, FreeFunctions, OneHookimplFor, PluginOf, block};
pub use crate::registry::error::PluginError;
pub use crate::registry::registration::Registration;
pub use crate::{
    __hook_functions as hook_functions, __is_of_program as is_of_program,
    __named_option as named_option, __named_result as named_result, __reading as reading,
    __shown as shown, __submit as submit,
};
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub use inventory;
#[cfg(feature = "linkme")]
pub use linkme;
// Of the standard library, for crates that do without it, and those that have crates or
// modules of its names.
pub use core::any::TypeId;
pub use core::clone::Clone;
pub use core::convert::From;
pub use core::error::Error;
pub use core::fmt::{Debug, Formatter, Result as FmtResult};
pub use core::future::Pending;
pub use core::marker::{PhantomData, Send, Sized, Sync};
pub use core::ops::{Deref, Fn, FnMut};
pub use core::option::Option;
pub use core::primitive::{bool, str, usize};
pub use core::result::Result;
pub use core::{cfg, column, env, file, include_bytes, line, module_path, option_env, panic};
pub use std::boxed::Box;
pub use std::string::String;
pub use std::vec::Vec;
