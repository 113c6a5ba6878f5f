//! What the linker gets of a block: how its plugin is built.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Type, TypePath};

use super::model::ImplBlock;
use super::name::type_name;
use crate::paths::{Place, Private, at, located};
use crate::text;

/// Hands the block to the linker.
pub(super) fn submit(block: &ImplBlock, specs: &Ident, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let (new, build) = match &block.options.new {
        Some(new) => {
            let text = text::of(new);
            let own = text.strip_prefix("Self::").map(|name| format!("{}::{name}", text::of(ty)));
            let built = built(new, block, specs, private);
            (own.unwrap_or(text), quote_spanned!(span=> |setup| #built))
        }
        None => {
            let place = Place::of(ty).first;
            let build = located(quote_spanned!(span=> #private::by_default::<#ty, #specs>), place);
            (String::new(), build)
        }
    };
    let is_ascii = type_name(ty).is_none_or(|name| name.is_ascii());
    let letters = Ident::new(if is_ascii { "ASCII" } else { "ALL" }, span);
    quote_spanned! {span=>
        #private::submit!(LINKED: Linked = #private::Linked {
            block: #private::block::<#ty, #specs>(),
            letters: #private::Letters::#letters,
            specs: #private::SpecsId::of::<#specs>,
            plugin: #private::TypeId::of::<#ty>,
            new: #new,
            build: #build,
            is_of_program: false,
        });
    }
}

/// `built::<Spam, dyn Hooks>(Spam::new())`, or for one that is configured:
///
/// ```text
/// let config = configured::<SpamConfig>(setup).config()?;
/// built::<Spam, dyn Hooks>(Spam::new(config))
/// ```
fn built(new: &TypePath, block: &ImplBlock, specs: &Ident, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let place = Place::of(new);
    let config = block.options.config.as_ref().map(|ty| (ty, Ident::new("config", at(ty.span()))));
    let argument = config.as_ref().map(|(_, local)| local);
    // Of tokens that are resolved alike, rustc underlines all.
    let end = new.path.segments.last().map_or(place.last, |last| last.ident.span());
    let path = outside(new.to_token_stream(), ty);
    let first = place.first;
    let called = match &block.options.config {
        None => quote_spanned!(first=> TakesNothing::called),
        Some(config) => {
            let config = outside(config.to_token_stream(), ty);
            quote_spanned!(first=> TakesConfig::<#config, _>::called_with)
        }
    };
    let private_here = located(private.to_token_stream(), first);
    let called = quote_spanned!(first=> #private_here::#called);
    let arguments = place.parens(quote_spanned!(end=> #path, #argument));
    let constructed = quote_spanned!(span=> #private::Constructed::<#ty>::constructed);
    let constructed = located(constructed, place.first);
    let called = place.parens(quote_spanned!(place.first=> #called #arguments));
    let called = place.parens(quote_spanned!(place.first=> #constructed #called));
    let built = located(quote_spanned!(span=> #private::built::<#ty, #specs>), place.first);
    let read = config.as_ref().map(|(ty, local)| {
        let config = outside(ty.to_token_stream(), &block.item.self_ty);
        let read = quote_spanned!(span=> #private::configured::<#config>(setup).config()?);
        let read = located(read, Place::of(ty).first);
        quote_spanned!(span=> let #local = #read;)
    });
    quote_spanned!(span=> { #read #built #called })
}

/// What stands outside of the `impl`: `<Spam>::new` for `Self::new`.
fn outside(tokens: TokenStream, ty: &Type) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut outside = TokenStream::new();
    while let Some(token) = tokens.next() {
        let place = at(token.span());
        let is_path =
            matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
        outside.extend(match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                let ty = located(ty.to_token_stream(), place);
                if is_path { quote_spanned!(place=> <#ty>) } else { ty }
            }
            token => token.into(),
        });
    }
    outside
}
