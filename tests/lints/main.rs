//! Every form of both macros under a wall of lints: what fires is the user's.
//!
//! `cargo clippy --all-targets` is the test; running it shows that the code is
//! alive.

#![forbid(unsafe_code, dead_code, unused_variables, non_snake_case)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub,
    unnameable_types,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    unused_import_braces,
    unused_macro_rules,
    unit_bindings,
    rust_2018_idioms,
    single_use_lifetimes,
    redundant_lifetimes,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    meta_variable_misuse,
    non_ascii_idents,
    trivial_casts,
    trivial_numeric_casts,
    variant_size_differences,
    keyword_idents,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::infinite_loop,
    clippy::allow_attributes_without_reason,
    clippy::undocumented_unsafe_blocks,
    clippy::exhaustive_structs,
    clippy::exhaustive_enums,
    clippy::missing_inline_in_public_items,
    clippy::missing_docs_in_private_items,
    clippy::as_conversions,
    clippy::shadow_unrelated,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::module_name_repetitions,
    clippy::single_char_lifetime_names,
    clippy::semicolon_if_nothing_returned,
    clippy::same_name_method,
    clippy::multiple_inherent_impl,
    clippy::min_ident_chars,
    clippy::unused_trait_names,
    clippy::let_underscore_untyped,
    clippy::let_underscore_must_use,
    clippy::ref_patterns,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::redundant_type_annotations,
    clippy::pub_without_shorthand,
    clippy::default_numeric_fallback,
    clippy::map_err_ignore,
    clippy::mem_forget,
    clippy::clone_on_ref_ptr,
    clippy::partial_pub_fields,
    clippy::error_impl_error,
    clippy::self_named_module_files
)]
#![allow(clippy::redundant_pub_crate, reason = "it contradicts `unreachable_pub`")]

pub mod hooks;
mod plugins;

use pluggy_core::PluginManager;

/// What the wall lets through also works.
#[test]
fn all_forms_work_behind_the_wall() -> Result<(), Box<dyn std::error::Error>> {
    let pm = PluginManager::new("lints");
    let hooks = pm.add_hookspecs::<dyn hooks::Hooks>();
    let report = pm.discover().strict()?;
    assert_eq!(report.registered().len(), 3);
    let registration = pm.register(plugins::Generic(1_u8))?;
    assert!(!registration.is_blocked());
    assert_eq!(hooks.offer.call_all(&mut Vec::new(), 3, "some"), [3, 4]);
    let (first, second) = (hooks.first.call_first(1)?, hooks.longest.call_all("a", "ab"));
    assert_eq!((first, second), (Some(2), vec!["a", "ab"]));
    hooks.told.call_historic_with("number", drop);
    Ok(())
}
