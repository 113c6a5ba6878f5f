//! `#[hookspec]`: a trait becomes typed hooks.

mod called;
mod check;
mod expand;
mod hook;
mod model;

use proc_macro2::{Span, TokenStream};
use syn::{Item, TraitItemFn};

use crate::args::Options;
use crate::errors::Errors;
use crate::imp::hookimpl;

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookspec(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut tokens = match syn::parse2(item.clone()) {
        Ok(Item::Trait(item)) => {
            let options = Options::parse("hookspec", options, &mut errors);
            let mut spec = model::lower(options, item, &mut errors);
            check::check(&mut spec, &mut errors);
            expand::expand(&spec)
        }
        Ok(Item::Impl(_)) => {
            let message = "a plugin's `impl` is marked by the other attribute: write `#[hookimpl]`";
            errors.add(syn::Error::new(Span::call_site(), message));
            hookimpl(options, item)
        }
        Ok(_) | Err(_) if is_method(&item) => {
            let message = "the trait is marked too: write `#[hookspec]` above it";
            errors.add(syn::Error::new(Span::call_site(), message));
            item
        }
        Ok(_) => {
            let head: TokenStream = item.clone().into_iter().take(1).collect();
            errors.push(head, "`#[hookspec]` goes on a trait: each of its methods becomes a hook");
            item
        }
        Err(error) => {
            errors.add(error);
            TokenStream::new()
        }
    };
    tokens.extend(errors.into_tokens());
    tokens
}

fn is_method(item: &TokenStream) -> bool {
    let method = syn::parse2::<TraitItemFn>(item.clone());
    method.is_ok_and(|method| method.sig.receiver().is_some())
}
