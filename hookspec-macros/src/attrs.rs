//! The user's attributes, by what becomes of them where code stands for the
//! item that has them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Meta};

use crate::paths::{at, resolved};

/// The `#[cfg]` among the attributes.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
}

/// Whether an attribute sets the level of lints.
pub(crate) fn is_level(attr: &Attribute) -> bool {
    ["allow", "expect", "warn", "deny", "forbid"].iter().any(|level| attr.path().is_ident(level))
}

/// The levels of lints for code beside the item that the user wrote, where what
/// is expected may be or not.
pub(crate) fn levels(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| is_level(attr)).cloned().map(without_expectation).collect()
}

/// What the user allows or expects, for copies of the item: the item itself has
/// the other levels.
pub(crate) fn allowed(attrs: &[Attribute]) -> Vec<Attribute> {
    let allows = levels(attrs).into_iter();
    allows.filter(|attr| attr.path().is_ident("allow")).collect()
}

/// Whether a lint is expected in the item.
pub(crate) fn expects(attrs: &[Attribute], lint: &str) -> bool {
    attrs.iter().filter(|attr| attr.path().is_ident("expect")).any(|attr| match &attr.meta {
        Meta::List(meta) => meta.tokens.clone().into_iter().any(|token| token.to_string() == lint),
        _ => false,
    })
}

/// `#[allow]` for `#[expect]`.
fn without_expectation(mut attr: Attribute) -> Attribute {
    if attr.path().is_ident("expect")
        && let Meta::List(list) = &mut attr.meta
    {
        list.path = Ident::new("allow", at(attr.pound_token.span)).into();
    }
    attr
}

/// The documentation, for a copy that editors show and `rustdoc` does not: an
/// example in it would run once more.
pub(crate) fn copied_docs(attrs: &[Attribute]) -> TokenStream {
    let docs = doc_texts(attrs);
    quote_spanned!(Span::mixed_site()=> #(#[cfg_attr(not(doc), doc = #docs)])*)
}

/// The texts of documentation attributes: literals, or macros that make them.
pub(crate) fn doc_texts(attrs: &[Attribute]) -> Vec<TokenStream> {
    let texts = attrs.iter().filter(|attr| attr.path().is_ident("doc"));
    let texts = texts.filter_map(|attr| attr.meta.require_name_value().ok());
    texts.map(|doc| resolved(doc.value.to_token_stream())).collect()
}
