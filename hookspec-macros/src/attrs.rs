//! The user's attributes, by what becomes of them where code stands for the
//! item that has them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Meta};

use crate::cfg_attr::Said;
use crate::paths::{at, resolved};

/// The `#[cfg]` among the attributes.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
}

/// The methods that there are, each in some builds.
#[derive(Default)]
pub(crate) struct Seen(BTreeSet<(String, String)>);

impl Seen {
    /// Whether none of this name is there in the same builds; it is from now on.
    pub(crate) fn is_new(&mut self, name: &Ident, attrs: &[Attribute]) -> bool {
        let cfgs: TokenStream = cfgs(attrs).iter().map(ToTokens::to_token_stream).collect();
        self.0.insert((name.unraw().to_string(), cfgs.to_string()))
    }
}

/// What rustc itself leaves on an item.
const BUILT_IN: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "cfg_attr",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "ignore",
    "inline",
    "must_use",
    "no_mangle",
    "should_panic",
    "test",
    "track_caller",
    "warn",
];

/// Whether an attribute is left above ours that is no lint level or the like, so that it
/// is one which rustc does not know, and of which it says so.
pub(crate) fn has_unknown_above(attrs: &[Attribute]) -> bool {
    let place = |span: Span| (span.unwrap().line(), span.unwrap().column());
    let ours = place(Span::call_site());
    attrs.iter().any(|attr| {
        let name = attr.path().get_ident().map(Ident::to_string);
        let is_unknown = name.is_some_and(|name| !BUILT_IN.contains(&&*name));
        is_unknown && place(attr.pound_token.span) < ours
    })
}

/// Whether an attribute sets the level of lints.
pub(crate) fn is_level(attr: &Attribute) -> bool {
    let Said { meta, .. } = Said::by(attr);
    ["allow", "expect", "warn", "deny", "forbid"].iter().any(|level| meta.path().is_ident(level))
}

/// Whether an attribute says something of the `impl` of a trait alone.
pub(crate) fn is_of_trait_impls(attr: &Attribute) -> bool {
    let Said { meta, .. } = Said::by(attr);
    let last = meta.path().segments.last();
    last.is_some_and(|last| {
        last.ident == "automatically_derived" || last.ident == "do_not_recommend"
    })
}

/// Whether an attribute deprecates something.
pub(crate) fn is_deprecation(attr: &Attribute) -> bool {
    Said::by(attr).meta.path().is_ident("deprecated")
}

/// The levels of lints for code beside the item that the user wrote, where what
/// is expected may be or not.
pub(crate) fn levels(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| is_level(attr)).map(without_expectation).collect()
}

/// What the user allows or expects, for copies of the item: the item itself has
/// the other levels.
pub(crate) fn allowed(attrs: &[Attribute]) -> Vec<Attribute> {
    let is_allow = |attr: &Attribute| Said::by(attr).meta.path().is_ident("allow");
    levels(attrs).into_iter().filter(is_allow).collect()
}

/// Whether a lint is expected in the item.
pub(crate) fn expects(attrs: &[Attribute], lint: &str) -> bool {
    let names =
        |tokens: &TokenStream| tokens.clone().into_iter().any(|token| token.to_string() == lint);
    attrs.iter().any(|attr| match Said::by(attr).meta {
        Meta::List(meta) => meta.path.is_ident("expect") && names(&meta.tokens),
        _ => false,
    })
}

/// `#[allow]` for `#[expect]`.
fn without_expectation(attr: &Attribute) -> Attribute {
    let Said { when, mut meta } = Said::by(attr);
    if let Meta::List(list) = &mut meta
        && list.path.is_ident("expect")
    {
        list.path = Ident::new("allow", at(attr.pound_token.span)).into();
    }
    let meta = match when {
        Some(when) => syn::parse_quote!(cfg_attr(#when, #meta)),
        None => meta,
    };
    Attribute { meta, ..attr.clone() }
}

/// The documentation, for a copy that editors show and `rustdoc` does not: an
/// example in it would run once more.
pub(crate) fn copied_docs(attrs: &[Attribute]) -> TokenStream {
    let docs = docs(attrs).map(|(when, text)| {
        let when = when.map(ToTokens::into_token_stream).into_iter();
        quote_spanned!(Span::mixed_site()=> #[cfg_attr(all(not(doc), #(#when)*), doc = #text)])
    });
    docs.collect()
}

/// The texts of documentation attributes: literals, or macros that make them; as
/// elements of a list.
pub(crate) fn doc_texts(attrs: &[Attribute]) -> Vec<TokenStream> {
    let texts = docs(attrs).map(|(when, text)| {
        let when = when.into_iter();
        quote_spanned!(Span::mixed_site()=> #(#[cfg(#when)])* #text)
    });
    texts.collect()
}

/// The texts, and when they are there.
fn docs(attrs: &[Attribute]) -> impl Iterator<Item = (Option<Meta>, TokenStream)> {
    attrs.iter().filter_map(|attr| {
        let Said { when, meta } = Said::by(attr);
        let doc = meta.require_name_value().ok().filter(|doc| doc.path.is_ident("doc"))?;
        Some((when, resolved(doc.value.to_token_stream())))
    })
}
