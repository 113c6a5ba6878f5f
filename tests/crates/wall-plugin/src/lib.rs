//! Plugins whose signatures are what lints look for: they are the host's, and
//! nothing is said of them, as of those of a plain trait.
//!
//! `cargo clippy` is the test: an expectation that is not met is an error too.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_copy_implementations,
    missing_debug_implementations,
    unused,
    unused_crate_dependencies,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    unit_bindings,
    unreachable_pub,
    unnameable_types,
    absolute_paths_not_starting_with_crate,
    explicit_outlives_requirements,
    future_incompatible,
    keyword_idents,
    let_underscore_drop,
    meta_variable_misuse,
    non_ascii_idents,
    nonstandard_style,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unfulfilled_lint_expectations,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::restriction
)]
#![allow(
    clippy::allow_attributes,
    clippy::arbitrary_source_item_ordering,
    clippy::blanket_clippy_restriction_lints,
    clippy::exhaustive_structs,
    clippy::implicit_return,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::pub_use,
    clippy::question_mark_used,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "they contradict others, or are a matter of taste"
)]

mod functions;
mod waiting;

use std::borrow::Cow;
use std::collections::{BTreeMap, LinkedList};
use std::rc::Rc;

use pluggy_core::hookimpl;
pub use waiting::{Waits, WaitsAround};
use wall_host::{BigError, Hooks, OldHooks, Signatures};

/// A plugin of methods.
#[derive(Debug, Default, Clone, Copy)]
pub struct Methods;

#[hookimpl]
impl Signatures for Methods {
    fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
        a.max(b).max(c).max(d).max(e).max(f).max(g).max(h)
    }

    fn complex(
        &self,
        complex: &BTreeMap<String, Vec<(u32, Option<Box<dyn Fn(&str) -> Result<u32, String>>>)>>,
    ) {
        assert!(complex.is_empty(), "there is nothing");
    }

    fn fails(&self) -> Result<u8, BigError> {
        Err(BigError([0; 40]))
    }

    fn from_wire(&self, wire: &str) -> usize {
        wire.len()
    }

    fn to_string(&self) -> String {
        String::new()
    }

    fn iter(&self) -> Box<u32> {
        Box::new(1)
    }

    fn boxes(&self, boxes: &Vec<Box<u32>>, shared: Rc<Box<u32>>) -> usize {
        boxes.len().max(usize::from(**shared > 1))
    }

    fn given(&self, lent: &mut String, owned: Vec<u8>, boxed: Box<u32>, large: [u64; 100]) -> bool {
        lent.is_empty() && owned.is_empty() && *boxed == 1 && large.is_empty()
    }

    fn collections(
        &self,
        list: &LinkedList<u8>,
        option: Option<Option<u8>>,
        boxed: Box<Vec<u8>>,
        text: &Cow<'_, String>,
    ) -> bool {
        list.is_empty() && option.is_none() && boxed.is_empty() && text.is_empty()
    }

    fn flags(&self, flag: bool, other: bool, third: bool, fourth: bool) -> bool {
        flag && other && third && fourth
    }

    // Whatever the user set for all code is not said of a signature.
    #[warn(clippy::all, clippy::pedantic, reason = "as everywhere")]
    fn camelCase(&self, argName: u32) -> u32 {
        argName
    }

    fn new(&self) -> u32 {
        1
    }
}

/// A plugin of wrappers.
#[derive(Debug, Default, Clone, Copy)]
pub struct Wrappers;

#[deny(clippy::pedantic, reason = "as everywhere")]
#[hookimpl]
impl Signatures for Wrappers {
    #[hookimpl(wrapper)]
    fn fails(&self, next: impl FnOnce() -> Result<Vec<u8>, BigError>) -> Result<Vec<u8>, BigError> {
        next().or_else(|_error| Ok(Vec::new()))
    }

    #[hookimpl(wrapper)]
    fn given(&self, lent: &mut String, next: impl FnOnce(&mut String) -> Vec<bool>) -> Vec<bool> {
        next(lent)
    }
}

/// A plugin that says at each method that it is old.
#[derive(Debug, Default, Clone, Copy)]
pub struct Half;

#[hookimpl]
impl Hooks for Half {
    #[expect(deprecated, reason = "for older hosts")]
    fn knock(&self) -> u32 {
        1
    }

    #[expect(deprecated, reason = "for older hosts")]
    fn ring(&self, times: u32, volume: u32) -> u32 {
        times.max(volume)
    }

    #[expect(unused_variables, deprecated, reason = "it is for older hosts, and not there yet")]
    fn told(&self, old: &wall_host::Old) -> Option<wall_host::Old> {
        None
    }
}

/// A plugin that says above all that it is old.
#[derive(Debug, Default, Clone, Copy)]
pub struct Whole;

#[expect(deprecated, reason = "for older hosts")]
#[hookimpl(name = "whole")]
impl Hooks for Whole {
    fn knock(&self) -> u32 {
        1
    }

    fn ring(&self, times: u32) -> u32 {
        times
    }
}

#[hookimpl(name = "whole")]
#[allow(deprecated, reason = "for older hosts")]
impl OldHooks for Whole {
    fn old(&self, old: &wall_host::Old) -> Option<wall_host::Old> {
        Some(*old)
    }
}

#[hookimpl(Hooks, name = "knocker")]
#[expect(deprecated, reason = "for older hosts")]
fn knock() -> u32 {
    2
}

#[expect(deprecated, reason = "for older hosts")]
#[hookimpl(wall_host::Past, name = "knocker")]
fn over() -> u32 {
    2
}
