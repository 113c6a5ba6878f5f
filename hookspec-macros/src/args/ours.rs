//! Which attributes inside a marked item are ours, by whatever name they were
//! imported.

use proc_macro2::Span;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

use super::grammar::{self, Opt};
use crate::errors::Errors;

/// Whether an attribute inside a marked item has our options.
pub(crate) fn is_ours(attr: &Attribute, known: &[&str]) -> bool {
    is_named(attr, "hookspec") || is_named(attr, "hookimpl") || is_renamed(attr, known)
}

pub(super) fn is_named(attr: &Attribute, name: &str) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == name)
}

/// Whether it has the name under which the outer one was written, or says only
/// what is among some options.
pub(super) fn is_renamed(attr: &Attribute, known: &[&str]) -> bool {
    // Of documentation there is much: nothing is read again for it.
    !attr.path().is_ident("doc")
        && (has_options(attr, known) || own_name().is_some_and(|name| is_named(attr, &name)))
}

fn has_options(attr: &Attribute, known: &[&str]) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let mut errors = Errors::default();
    let read = |input: ParseStream<'_>| grammar::read(input, &mut errors);
    let Ok(options) = read.parse2(list.tokens.clone()) else { return false };
    let is_known = |opt: &Opt| matches!(opt, Opt::Named(path, _) if known.iter().any(|known| path.is_ident(known)));
    !options.is_empty() && options.iter().all(is_known)
}

/// `plug` of `#[path::plug(…)]`, as the outer attribute is written.
fn own_name() -> Option<String> {
    let written = Span::call_site().source_text()?;
    let attr = Attribute::parse_outer.parse_str(&written).ok()?;
    Some(attr.first()?.path().segments.last()?.ident.to_string())
}
