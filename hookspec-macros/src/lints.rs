//! Lints that are not for the user: what they find is of our making, or a
//! signature that somebody else chose.
//!
//! Most lints say nothing of tokens that are resolved as a macro's; here are
//! those of the user's own tokens, and those that look into macros.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, FnArg, Meta, Pat, Path, Signature, Token};

use crate::cfg_attr::Said;
use crate::text;

/// For a plugin's functions: clippy finds nothing of this in an `impl` of a
/// plain trait, whose signatures are not its author's either.
pub(crate) fn of_signatures<'a>(attrs: impl IntoIterator<Item = &'a Attribute>) -> TokenStream {
    let lints = quote_spanned! {Span::mixed_site()=>
        clippy::borrowed_box, clippy::box_collection, clippy::boxed_local,
        clippy::extra_unused_lifetimes, clippy::fn_params_excessive_bools,
        clippy::impl_trait_in_params, clippy::inherent_to_string,
        clippy::inherent_to_string_shadow_display, clippy::iter_not_returning_iterator,
        clippy::iter_without_into_iter, clippy::large_types_passed_by_value,
        clippy::linkedlist, clippy::missing_const_for_fn,
        clippy::missing_docs_in_private_items, clippy::mutable_key_type,
        clippy::needless_pass_by_ref_mut, clippy::needless_pass_by_value,
        clippy::new_ret_no_self, clippy::option_option, clippy::owned_cow, clippy::ptr_arg,
        clippy::rc_buffer, clippy::rc_mutex, clippy::redundant_allocation, clippy::ref_option,
        clippy::result_large_err, clippy::same_name_method, clippy::single_call_fn,
        clippy::too_many_arguments, clippy::trivially_copy_pass_by_ref,
        clippy::type_complexity, clippy::unnecessary_box_returns, clippy::unnecessary_wraps,
        clippy::unused_async, clippy::unused_self,
        clippy::vec_box, clippy::wrong_self_convention,
    };
    allow_in_clippy(lints, "the signatures are the spec's", attrs)
}

/// For a plugin's function whose names are of a kind that lints look for: they
/// are the spec's. Only then, since these lints look into the body too.
pub(crate) fn of_names(sig: &Signature) -> Option<TokenStream> {
    let params = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some(&pat.ident),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    let names = params.chain([&sig.ident]).map(|name| name.unraw().to_string());
    let has = |is: fn(&str) -> bool| names.clone().any(|name| is(&name));
    let span = Span::mixed_site();
    let upper = has(|name| name.contains(char::is_uppercase)).then(
        || quote_spanned!(span=> #[allow(non_snake_case, reason = "the names are the spec's")]),
    );
    let short = has(|name| name.len() == 1).then(|| {
        let lints = quote_spanned!(span=> clippy::many_single_char_names, clippy::min_ident_chars,);
        allow_in_clippy(lints, "the names are the spec's", &[])
    });
    (upper.is_some() || short.is_some()).then(|| quote_spanned!(span=> #upper #short))
}

/// For what stands for a spec's methods: they themselves are in the trait, once,
/// where lints find them.
pub(crate) fn of_copies<'a>(attrs: impl IntoIterator<Item = &'a Attribute>) -> TokenStream {
    let lints = quote_spanned! {Span::mixed_site()=>
        clippy::absolute_paths, clippy::alloc_instead_of_core, clippy::borrowed_box,
        clippy::box_collection, clippy::boxed_local, clippy::disallowed_names,
        clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types,
        clippy::impl_trait_in_params,
        clippy::iter_not_returning_iterator, clippy::linkedlist, clippy::mut_from_ref,
        clippy::mutable_key_type, clippy::option_option, clippy::owned_cow,
        clippy::partial_pub_fields, clippy::ptr_arg,
        clippy::pub_underscore_fields, clippy::rc_buffer, clippy::rc_mutex,
        clippy::redundant_allocation, clippy::ref_option, clippy::ref_option_ref,
        clippy::result_large_err, clippy::std_instead_of_alloc, clippy::std_instead_of_core,
        clippy::too_many_arguments, clippy::type_complexity,
        clippy::unnecessary_box_returns, clippy::vec_box,
    };
    allow_in_clippy(lints, "they are copies of the trait's methods", attrs)
}

/// For what is made of a plugin beside its functions: what a user's list disallows, it may
/// call.
pub(crate) fn of_plugins<'a>(attrs: impl IntoIterator<Item = &'a Attribute>) -> TokenStream {
    let lints = quote_spanned! {Span::mixed_site()=>
        clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types,
        clippy::result_large_err,
    };
    allow_in_clippy(lints, "nobody wrote it", attrs)
}

/// For a method of the trait, which nobody calls, and whose body nobody wrote.
pub(crate) fn of_bodies<'a>(attrs: impl IntoIterator<Item = &'a Attribute>) -> TokenStream {
    let lints = quote_spanned! {Span::mixed_site()=>
        clippy::boxed_local, clippy::disallowed_names,
        clippy::missing_inline_in_public_items, clippy::needless_pass_by_ref_mut,
        clippy::needless_pass_by_value, clippy::unused_async, clippy::unused_unit,
    };
    allow_in_clippy(lints, "the method is there to be read", attrs)
}

/// Allows lints of clippy's where it runs: without it, rustc would look up each
/// name, at each block.
fn allow_in_clippy<'a>(
    lints: TokenStream,
    reason: &str,
    attrs: impl IntoIterator<Item = &'a Attribute>,
) -> TokenStream {
    let allow = allow(lints, reason, attrs);
    quote_spanned!(Span::mixed_site()=> #[cfg_attr(clippy, #allow)])
}

/// What allows lints, but for those that the user forbids in the attributes.
fn allow<'a>(
    lints: TokenStream,
    reason: &str,
    attrs: impl IntoIterator<Item = &'a Attribute>,
) -> TokenStream {
    let forbidden: Vec<_> = attrs.into_iter().flat_map(forbidden).map(text::of).collect();
    if forbidden.is_empty() {
        return quote_spanned!(Span::mixed_site()=> allow(#lints reason = #reason));
    }
    let mut lints = listed(lints);
    lints.retain(|lint| !forbidden.contains(&text::of(lint)));
    quote_spanned!(Span::mixed_site()=> allow(#(#lints,)* reason = #reason))
}

fn forbidden(attr: &Attribute) -> Vec<Path> {
    match Said::by(attr).meta {
        Meta::List(list) if list.path.is_ident("forbid") => listed(list.tokens),
        _ => Vec::new(),
    }
}

fn listed(lints: TokenStream) -> Vec<Path> {
    let list = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(lints);
    list.into_iter().flatten().map(|lint| lint.path().clone()).collect()
}
