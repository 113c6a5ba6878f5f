//! `#[hookspec]`: a trait becomes typed hooks.

mod called;
mod check;
mod expand;
mod hook;
mod lower;
mod model;
mod relay;

use proc_macro2::{Span, TokenStream};

use crate::args::{Options, are_read, is_marked};
use crate::errors::Errors;
use crate::imp::hookimpl;
use crate::read::{self, End, Read};

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookspec(options: TokenStream, item: TokenStream) -> TokenStream {
    if are_read(&options) {
        return item;
    }
    let mut errors = Errors::default();
    let mut tokens = match read::item(&item) {
        Read::Trait(item, members) => {
            let options = Options::parse("hookspec", options, &mut errors);
            let mut spec = lower::lower(options, *item, members, &mut errors);
            check::check(&mut spec, &mut errors);
            hook::find_free_names(&mut spec);
            expand::expand(&spec)
        }
        Read::Impl(marked, _) if is_marked(&marked.attrs, "hookimpl") => {
            let message = "what is marked `#[hookimpl]` can't be a spec too: remove this";
            errors.add(syn::Error::new(Span::call_site(), message));
            item
        }
        Read::Impl(marked, _) if marked.trait_.is_some() => {
            let message = "a plugin's `impl` is marked by the other attribute: write `#[hookimpl]`";
            errors.add(syn::Error::new(Span::call_site(), message));
            hookimpl(options, item)
        }
        Read::Function(method) if method.sig.receiver().is_some() => {
            let message = "the trait must be marked too: write `#[hookspec]` above it";
            errors.add(syn::Error::new(Span::call_site(), message));
            item
        }
        read @ (Read::Impl(..) | Read::Function(_) | Read::Other) => {
            let message = "`#[hookspec]` goes on a trait: each of its methods becomes a hook";
            errors.push(read::head(&item), message);
            match read {
                // rustc would say that it has no body.
                Read::Function(function) if matches!(function.end, End::Semicolon(_)) => {
                    TokenStream::new()
                }
                _ => item,
            }
        }
        Read::Nothing => item,
    };
    tokens.extend(errors.into_tokens());
    tokens
}
