//! Spans and paths of generated code.
//!
//! A user's span is never put on generated tokens as it is: the user's lints,
//! `forbid(unsafe_code)` among them, would fire there, and an argument could
//! meet a generated local of its name. [`at`] gives the place without the
//! hygiene.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Path};

/// A span that points at the user's, and is resolved as the macro's.
pub(crate) fn at(user: Span) -> Span {
    Span::mixed_site().located_at(user)
}

/// The user's identifier, for generated code.
pub(crate) fn named(user: &Ident) -> Ident {
    let mut ident = user.clone();
    ident.set_span(at(user.span()));
    ident
}

/// `prefix` and the name in camel case: `ArgumentsOf` and `add_x` make
/// `ArgumentsOfAddX`.
pub(crate) fn type_name(prefix: &str, name: &Ident) -> Ident {
    let mut camel = String::from(prefix);
    for word in name.unraw().to_string().split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    format_ident!("{camel}", span = at(name.span()))
}

/// The hidden module that lists all that generated code may name.
pub(crate) fn private(krate: Option<&Path>) -> TokenStream {
    let span = Span::mixed_site();
    match krate {
        Some(krate) => quote_spanned!(span=> #krate::__private),
        None => quote_spanned!(span=> ::pluggy_core::__private),
    }
}

/// A `Location` for the place of a span.
pub(crate) fn location(private: &TokenStream, span: Span) -> TokenStream {
    let place = span.unwrap();
    let (file, line, column) = (place.file(), place.line(), place.column());
    let (line, column) = (saturated(line), saturated(column));
    quote_spanned!(Span::mixed_site()=> #private::Location::new(#file, #line, #column))
}

fn saturated(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// The `#[cfg]` among the attributes.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
}

/// The documentation among the attributes.
pub(crate) fn docs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("doc")).cloned().collect()
}

/// The texts of documentation attributes: literals, or macros that make them.
pub(crate) fn doc_texts(attrs: &[Attribute]) -> Vec<TokenStream> {
    let texts = attrs.iter().filter(|attr| attr.path().is_ident("doc"));
    let texts = texts.filter_map(|attr| attr.meta.require_name_value().ok());
    texts
        .map(|doc| {
            let text = &doc.value;
            quote_spanned!(Span::mixed_site()=> #text)
        })
        .collect()
}
