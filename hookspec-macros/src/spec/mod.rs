//! `#[hookspec]`: a trait becomes typed hooks.

mod check;
mod expand;
mod hook;
mod model;

use proc_macro2::TokenStream;
use syn::ItemTrait;

use crate::args::Options;
use crate::errors::Errors;

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookspec(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::parse("hookspec", options, &mut errors);
    let item: ItemTrait = match syn::parse2(item.clone()) {
        Ok(item) => item,
        Err(error) => return not_a_trait(item, &error),
    };
    let mut spec = model::lower(options, item, &mut errors);
    check::check(&mut spec, &mut errors);
    let mut tokens = expand::expand(&spec);
    tokens.extend(errors.into_tokens());
    tokens
}

/// Keeps the item and says what `#[hookspec]` goes on.
fn not_a_trait(item: TokenStream, error: &syn::Error) -> TokenStream {
    let mut errors = Errors::default();
    if syn::parse2::<syn::Item>(item.clone()).is_ok() {
        let head: TokenStream = item.clone().into_iter().take(1).collect();
        errors.push(head, "`#[hookspec]` goes on a trait: each of its methods becomes a hook");
    } else {
        errors.add(error.clone());
        return errors.into_tokens();
    }
    let mut tokens = item;
    tokens.extend(errors.into_tokens());
    tokens
}
