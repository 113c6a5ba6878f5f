//! `#[cfg_attr(…)]` inside of a marked item, which rustc reads after us.
//!
//! A condition on an option makes two members of one, each with a `#[cfg]`; one
//! on a `#[cfg]` becomes a part of it. Others stay, one attribute in each.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, FnArg, Meta, Token};

use crate::read::Method;

/// What an attribute says, and when.
pub(crate) struct Said {
    pub(crate) when: Option<Meta>,
    pub(crate) meta: Meta,
}

impl Said {
    /// What one of those says that [`variants`] leaves.
    pub(crate) fn by(attr: &Attribute) -> Self {
        match conditional(attr).map(|(when, metas)| (when, metas.into_iter().next())) {
            Some((when, Some(meta))) => Said { when: Some(when), meta },
            _ => Said { when: None, meta: attr.meta.clone() },
        }
    }
}

/// A method as it is with and without each condition that something hangs on
/// which we must know.
pub(crate) fn variants(mut method: Method, is_known: &dyn Fn(&Attribute) -> bool) -> Vec<Method> {
    for list in lists(&mut method) {
        *list = std::mem::take(list).iter().flat_map(flat).collect();
    }
    let attrs: Vec<_> = lists(&mut method).into_iter().flat_map(|list| list.clone()).collect();
    let condition = attrs.iter().find_map(|attr| {
        let Said { when, meta } = Said::by(attr);
        let when = when.filter(|_| is_known(&with_meta(attr, &meta)))?;
        Some((attr, when))
    });
    let Some((attr, when)) = condition else { return vec![method] };
    let with = decided(&method, attr, &when, true);
    let without = decided(&method, attr, &when, false);
    [with, without].into_iter().flat_map(|method| variants(method, is_known)).collect()
}

/// A method where the condition of one of its attributes holds, or does not.
fn decided(method: &Method, attr: &Attribute, when: &Meta, holds: bool) -> Method {
    let mut method = method.clone();
    for list in lists(&mut method) {
        *list = list.iter().filter_map(|attr| decide(attr, when, holds)).collect();
    }
    let cfg =
        if holds { syn::parse_quote!(cfg(#when)) } else { syn::parse_quote!(cfg(not(#when))) };
    method.attrs.push(with_meta(attr, &cfg));
    method
}

/// The attributes of a method, then those of its arguments.
fn lists(method: &mut Method) -> Vec<&mut Vec<Attribute>> {
    let params = method.sig.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&mut typed.attrs),
        FnArg::Receiver(_) => None,
    });
    [&mut method.attrs].into_iter().chain(params).collect()
}

/// An attribute where a condition holds, or does not.
fn decide(attr: &Attribute, condition: &Meta, holds: bool) -> Option<Attribute> {
    let Said { when, meta } = Said::by(attr);
    match when {
        Some(when) if same(&when, condition) => holds.then(|| with_meta(attr, &meta)),
        _ => Some(attr.clone()),
    }
}

/// One attribute for each that a `cfg_attr` has, with its whole condition; of a
/// `cfg` the condition is a part.
fn flat(attr: &Attribute) -> Vec<Attribute> {
    let Some((when, metas)) = conditional(attr) else { return vec![attr.clone()] };
    let place = attr.pound_token.span;
    let each = metas.iter().flat_map(|meta| match conditional(&with_meta(attr, meta)) {
        Some((inner, metas)) => {
            let both: TokenStream = quote_spanned!(place=> all(#when, #inner));
            flat(&with_meta(attr, &syn::parse_quote!(cfg_attr(#both, #(#metas),*))))
        }
        None => match meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                let inner = &list.tokens;
                vec![with_meta(attr, &syn::parse_quote!(cfg(any(not(#when), #inner))))]
            }
            meta => vec![with_meta(attr, &syn::parse_quote!(cfg_attr(#when, #meta)))],
        },
    });
    each.collect()
}

/// The condition of a `cfg_attr`, and what it has.
fn conditional(attr: &Attribute) -> Option<(Meta, Vec<Meta>)> {
    let Meta::List(list) = &attr.meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    let mut metas = parser.parse2(list.tokens.clone()).ok()?.into_iter();
    Some((metas.next()?, metas.collect()))
}

fn with_meta(attr: &Attribute, meta: &Meta) -> Attribute {
    Attribute { meta: meta.clone(), ..attr.clone() }
}

fn same(one: &Meta, other: &Meta) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}
