//! Which attributes inside a marked item are ours, by whatever name they were
//! imported.

use std::cell::LazyCell;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta, Path};

use super::grammar::{self, Opt};
use super::misplaced::plain;
use super::renamed::renamed;
use crate::errors::Errors;

/// What tells that an attribute inside a marked item is ours.
#[derive(PartialEq, Eq)]
pub(super) enum Told {
    /// Its name is that of one of ours, or that under which the outer one was written.
    ByName,
    /// It says only what is among our options.
    ByOptions,
}

/// Whether an attribute inside a marked item has our options, or is one.
pub(crate) fn is_ours(attr: &Attribute, known: &[&str]) -> bool {
    told(attr, known).is_some() || as_option(attr, known).is_some()
}

pub(super) fn told(attr: &Attribute, known: &[&str]) -> Option<Told> {
    // Of documentation there is much: nothing is read again for it.
    if attr.path().is_ident("doc") {
        return None;
    }
    let is_one = is_named(attr, "hookspec") || is_named(attr, "hookimpl");
    if is_one || own_name().is_some_and(|name| is_named(attr, &name)) {
        return Some(Told::ByName);
    }
    has_options(attr, known).then_some(Told::ByOptions)
}

/// An option by which what has been read is known.
const READ: &str = "__read";

/// Leaves an attribute that has been read for rustc, which knows whether there is one of
/// its name; where it is ours by another name, it does nothing more.
pub(super) fn leave(attr: &mut Attribute) {
    if let Meta::List(list) = &mut attr.meta {
        let read = Ident::new(READ, Span::mixed_site());
        list.tokens.extend(quote_spanned!(Span::mixed_site()=> , #read));
    }
}

/// Whether an attribute has been read.
pub(crate) fn is_read(attr: &Attribute) -> bool {
    matches!(&attr.meta, Meta::List(list) if are_read(&list.tokens))
}

/// Whether these options have been read.
pub(crate) fn are_read(options: &TokenStream) -> bool {
    let last = options.clone().into_iter().last();
    matches!(last, Some(TokenTree::Ident(last)) if last == READ)
}

pub(super) fn is_named(attr: &Attribute, name: &str) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == name)
}

/// Whether an item is marked by an attribute that follows.
pub(crate) fn is_marked(attrs: &[Attribute], attribute: &str) -> bool {
    attrs.iter().any(|attr| is_named(attr, attribute))
}

/// Takes off what marks an item once more, which is marked `attribute`.
pub(crate) fn take_marks(attribute: &str, attrs: &mut Vec<Attribute>, errors: &mut Errors) {
    let own = LazyCell::new(own_name);
    attrs.retain(|attr| {
        let is_same = own.as_ref().is_some_and(|own| is_named(attr, own));
        let is_mark = is_same || is_named(attr, "hookspec") || is_named(attr, "hookimpl");
        if is_mark && (is_same || is_named(attr, attribute)) {
            let message =
                format!("this is marked already: write all options in one `#[{attribute}(…)]`");
            errors.push(attr, message);
        } else if is_mark {
            let other = if attribute == "hookspec" { "plugin" } else { "spec" };
            let message =
                format!("what is marked `#[{attribute}]` can't be a {other} too: remove this");
            errors.push(attr, message);
        }
        !is_mark
    });
}

/// Options that attributes of other crates have, too.
const COMMON: &[&str] = &["before", "after"];

/// `tryfirst` of `#[tryfirst]`, which is meant to be `#[hookimpl(tryfirst)]`.
pub(super) fn as_option(attr: &Attribute, known: &[&str]) -> Option<TokenStream> {
    let written = attr.path().get_ident()?;
    let name = plain(&written.to_string());
    if !known.contains(&&*name) || COMMON.contains(&&*name) {
        return None;
    }
    let name = Ident::new(&name, written.span());
    let value = match &attr.meta {
        Meta::Path(_) => None,
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::NameValue(meta) => Some(meta.value.to_token_stream()),
    };
    let value = value.iter();
    Some(quote_spanned!(written.span()=> #name #(= #value)*))
}

fn has_options(attr: &Attribute, known: &[&str]) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let mut errors = Errors::default();
    let read = |input: ParseStream<'_>| grammar::read(input, &mut errors);
    let Ok(options) = read.parse2(list.tokens.clone()) else { return false };
    let is_one = |opt: &Opt, of: &[&str]| matches!(opt, Opt::Named(path, _) if of.iter().any(|name| path.is_ident(name)));
    options.iter().all(|opt| is_one(opt, known)) && !options.iter().all(|opt| is_one(opt, COMMON))
}

/// `host::pluggy_core` of `#[host::pluggy_core::hookimpl]`: where the crate is. The name
/// alone may be imported, too. Or what Cargo.toml calls it.
pub(crate) fn own_crate() -> Option<Path> {
    named_before().or_else(|| syn::parse_str(&format!("::{}", renamed()?)).ok())
}

fn named_before() -> Option<Path> {
    let mut path = own_path()?;
    path.segments.pop();
    path.segments.pop_punct();
    (path.segments.last()?.ident == "pluggy_core").then_some(path)
}

fn own_name() -> Option<String> {
    Some(own_path()?.segments.last()?.ident.to_string())
}

/// `path::plug` of `#[path::plug(…)]`, as the outer attribute is written; of
/// `path::plug(…)`, as it is in a `cfg_attr`.
fn own_path() -> Option<Path> {
    let written = Span::call_site().source_text()?;
    let attrs = Attribute::parse_outer.parse_str(&written).ok();
    let meta = match attrs.as_deref() {
        Some([attr, ..]) => attr.meta.clone(),
        _ => syn::parse_str(&written).ok()?,
    };
    Some(meta.path().clone())
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::is_ours;

    const KNOWN: &[&str] = &["tryfirst", "before", "after"];

    #[test]
    fn options_tell_that_an_attribute_is_ours() {
        assert!(is_ours(&parse_quote!(#[plug(before = "spam", tryfirst)]), KNOWN));
        assert!(is_ours(&parse_quote!(#[host::hookimpl(before = "spam")]), KNOWN));
    }

    #[test]
    fn an_option_by_itself_is_meant_for_ours() {
        assert!(is_ours(&parse_quote!(#[tryfirst]), KNOWN));
        assert!(is_ours(&parse_quote!(#[try_first]), KNOWN));
        assert!(!is_ours(&parse_quote!(#[before(input)]), KNOWN));
        assert!(!is_ours(&parse_quote!(#[rstest::tryfirst]), KNOWN));
    }

    #[test]
    fn those_that_others_have_too_do_not_tell() {
        assert!(!is_ours(&parse_quote!(#[schedule(before = "physics")]), KNOWN));
        assert!(!is_ours(&parse_quote!(#[schedule(after = "input", before = "ai")]), KNOWN));
        assert!(!is_ours(&parse_quote!(#[schedule()]), KNOWN));
    }
}
