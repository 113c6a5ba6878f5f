//! `#[hookimpl]`: an `impl` block or a function becomes a plugin's.

mod check;
mod expand;
mod glue;
mod model;
mod next;
mod specs;

use proc_macro2::{Span, TokenStream};
use syn::Item;

use crate::args::Options;
use crate::errors::Errors;
use crate::spec::hookspec;

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookimpl(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let read = |errors: &mut Errors| Options::parse("hookimpl", options.clone(), errors);
    let mut tokens = match syn::parse2(item.clone()) {
        Ok(Item::Impl(block)) => {
            let options = read(&mut errors);
            let mut block = model::lower_block(options, block, &mut errors);
            check::check_block(&mut block, &mut errors);
            expand::expand_block(&block)
        }
        Ok(Item::Fn(function)) => {
            let options = read(&mut errors);
            let mut function = model::lower_function(options, function, &mut errors);
            check::check_function(&mut function, &mut errors);
            expand::expand_function(&function)
        }
        Ok(Item::Trait(_)) => {
            errors.add(syn::Error::new(
                Span::call_site(),
                "a trait with hooks is marked by the other attribute: write `#[hookspec]`",
            ));
            hookspec(options, item)
        }
        Ok(_) => {
            let head: TokenStream = item.clone().into_iter().take(1).collect();
            errors.push(
                head,
                "`#[hookimpl]` goes on an `impl` of a spec: `impl Hooks for MyPlugin`, or on a \
                 function: `#[hookimpl(Hooks)] fn …`",
            );
            item
        }
        Err(error) => {
            errors.add(error);
            item
        }
    };
    tokens.extend(errors.into_tokens());
    tokens
}
