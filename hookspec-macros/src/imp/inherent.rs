//! A block's methods, as methods of the type's own.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Attribute;
use syn::parse::Parser;

use super::expand::{Aliases, box_again, expect};
use super::glue::Callee;
use super::model::{self, ImplBlock};
use crate::attrs::{doc_texts, is_level, is_of_trait_impls};
use crate::lints;
use crate::paths::Place;
use crate::read::Method;

/// The methods as methods of the type's own, so that they can be called and
/// take only some of the arguments.
pub(super) fn inherent_methods(block: &ImplBlock) -> TokenStream {
    let (item, span) = (&block.item, Span::mixed_site());
    let attrs = item
        .attrs
        .iter()
        .filter(|attr| !is_level(attr) && !attr.path().is_ident("cfg") && !is_of_trait_impls(attr));
    let (impl_generics, _, where_clause) = item.generics.split_for_impl();
    let ty = &item.self_ty;
    let signatures = lints::of_signatures(&item.attrs);
    let methods = block.methods.iter().map(|method| {
        let mut item = method.item.clone();
        if let (Some(specs), Some(hookimpl)) = (&block.specs, &method.hookimpl) {
            let aliases = Aliases::of(&block.item.attrs, block.options.krate.as_ref(), specs);
            expect(&mut item, hookimpl, &Callee::Method, &aliases);
            box_again(&mut item, hookimpl, block.options.krate.as_ref());
        }
        // What the user set for all signatures holds for one that says nothing.
        let has_levels = item.attrs.iter().any(is_level);
        let levels = item.attrs.iter().chain(&block.item.attrs);
        let signatures = has_levels.then(|| lints::of_signatures(levels));
        item.attrs.extend(attributes(signatures.into_iter().chain(lints::of_names(&item.sig))));
        let documented = documented(method);
        let compiled = documented.is_some().then(|| quote_spanned!(span=> #[cfg(not(doc))]));
        quote_spanned!(span=> #compiled #item #documented)
    });
    // That the type is another crate's is said where the type stands.
    let place = Place::of(ty);
    let impl_token = quote_spanned!(place.first=> impl);
    let body = place.braces(quote_spanned!(place.first=> #(#methods)*));
    quote_spanned! {span=>
        #(#attrs)*
        #signatures
        #impl_token #impl_generics #ty #where_clause #body
    }
}

/// A hookimpl as the reader of the documentation sees it: as visible as it is in the `impl`
/// of a trait, so that links lead to it.
fn documented(method: &model::Method) -> Option<TokenStream> {
    let Method { attrs, sig, .. } = &method.item;
    let hookimpl = method.hookimpl.as_ref()?;
    let has_docs = !doc_texts(&hookimpl.attrs).is_empty();
    let span = Span::mixed_site();
    let hidden = (!has_docs).then(|| quote_spanned!(span=> #[doc(hidden)]));
    Some(quote_spanned!(span=> #[cfg(doc)] #(#attrs)* #hidden pub #sig { loop {} }))
}

/// The attributes that the tokens are.
pub(super) fn attributes(tokens: impl Iterator<Item = TokenStream>) -> Vec<Attribute> {
    Attribute::parse_outer.parse2(tokens.collect()).unwrap_or_default()
}
