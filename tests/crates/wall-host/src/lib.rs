//! A host whose hooks are what lints look for: they say so once, at the hook, and
//! hear what it says.
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

mod waiting;

use std::borrow::Cow;
use std::collections::{BTreeMap, LinkedList};
use std::rc::Rc;

use pluggy_core::hookspec;

pub use waiting::Waiting;

/// Which is large.
#[derive(Debug, Clone)]
pub struct BigError(pub [u64; 40]);

/// Which is old.
#[derive(Debug, Clone, Copy)]
#[deprecated = "use a newer one"]
pub struct Old(pub u32);

/// What lints say of signatures, at each of them.
#[hookspec]
pub trait Signatures {
    /// Has too many arguments.
    #[expect(
        clippy::too_many_arguments,
        clippy::min_ident_chars,
        reason = "there are as many as there are"
    )]
    fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8;

    /// Has a type that is complex.
    #[expect(clippy::type_complexity, reason = "it is as complex as it is")]
    fn complex(
        &self,
        complex: &BTreeMap<String, Vec<(u32, Option<Box<dyn Fn(&str) -> Result<u32, String>>>)>>,
    );

    /// Fails.
    ///
    /// # Errors
    ///
    /// Always.
    #[expect(clippy::result_large_err, reason = "there is much to say")]
    fn fails(&self) -> Result<u8, BigError>;

    /// Is called so.
    #[expect(clippy::wrong_self_convention, reason = "it is called so")]
    fn from_wire(&self, wire: &str) -> usize;

    /// Is called so.
    fn to_string(&self) -> String;

    /// Is called so, and gives a box.
    #[expect(clippy::iter_not_returning_iterator, reason = "so it is called")]
    fn iter(&self) -> Box<u32>;

    /// Has boxes in boxes.
    #[expect(clippy::ptr_arg, reason = "so they come")]
    fn boxes(&self, boxes: &Vec<Box<u32>>, shared: Rc<Box<u32>>) -> usize;

    /// Lends what is only read, and gives what is not kept.
    fn given(&self, lent: &mut String, owned: Vec<u8>, boxed: Box<u32>, large: [u64; 100]) -> bool;

    /// Has collections of a kind.
    #[expect(clippy::ptr_arg, reason = "so they come")]
    fn collections(
        &self,
        list: &LinkedList<u8>,
        option: Option<Option<u8>>,
        boxed: Box<Vec<u8>>,
        text: &Cow<'_, String>,
    ) -> bool;

    /// Has flags.
    #[expect(clippy::fn_params_excessive_bools, reason = "there are so many")]
    fn flags(&self, flag: bool, other: bool, third: bool, fourth: bool) -> bool;

    /// Is named as elsewhere.
    #[expect(non_snake_case, reason = "so it is called elsewhere")]
    fn camelCase(&self, argName: u32) -> u32;

    /// Has a name that is taken for another's.
    #[expect(clippy::new_ret_no_self, clippy::wrong_self_convention, reason = "it is called so")]
    fn new(&self) -> u32;
}

/// What is old, at each hook.
#[hookspec]
pub trait Hooks {
    /// Has what is old.
    #[expect(deprecated, reason = "for older plugins")]
    fn has_old(&self, old: &Old, owned: Old) -> Option<Old>;

    /// Is old.
    #[deprecated = "use `ring`"]
    fn knock(&self) -> u32;

    /// Was less, once.
    fn ring(&self, times: u32, #[deprecated = "nobody listens"] volume: u32) -> u32;

    /// Tells what is old.
    #[hookspec(historic)]
    #[allow(deprecated, reason = "for older plugins")]
    fn told(&self, old: &Old) -> Option<Old>;
}

/// What is old in all hooks.
#[expect(deprecated, reason = "for older plugins")]
#[hookspec]
pub trait OldHooks {
    /// Has what is old.
    fn old(&self, old: &Old, owned: Old) -> Option<Old>;

    /// Tells what is old.
    #[hookspec(historic)]
    fn told(&self, old: &Old);
}

/// What is old itself.
#[deprecated = "use `Hooks`"]
#[hookspec]
pub trait Past {
    /// Is past.
    fn over(&self) -> u32;
}
