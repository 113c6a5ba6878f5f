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
            (own.unwrap_or(text), quote_spanned!(span=> |__setup| #built))
        }
        None => {
            let place = Place::of(ty).first;
            let here = private.at(place);
            let build = quote_spanned!(place=> #here::by_default::<#ty, #specs>);
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

/// Calls `Spam::new`, whose every mistake is told where it is named:
///
/// ```text
/// built::<Spam, dyn Hooks>(Constructed::<Spam>::constructed(TakesNothing::called(Spam::new)))
/// ```
///
/// Or for one that is configured:
///
/// ```text
/// let config = configured::<SpamConfig>(setup).config()?;
/// built::<Spam, dyn Hooks>(Constructed::<Spam>::constructed(
///     TakesConfig::<SpamConfig, _>::called_with(Spam::new, config),
/// ))
/// ```
fn built(new: &TypePath, block: &ImplBlock, specs: &Ident, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let place = Place::of(new);
    let config =
        block.options.config.as_ref().map(|ty| (ty, Ident::new("__config", at(ty.span()))));
    let argument = config.as_ref().map(|(_, local)| local);
    // Of tokens that are resolved alike, rustc underlines all.
    let end = new.path.segments.last().map_or(place.last, |last| last.ident.span());
    let path = outside(new.to_token_stream(), ty);
    let first = place.first;
    let here = private.at(first);
    let call = match &block.options.config {
        None => quote_spanned!(first=> #here::TakesNothing::called),
        Some(config) => {
            let config = outside(config.to_token_stream(), ty);
            quote_spanned!(first=> #here::TakesConfig::<#config, _>::called_with)
        }
    };
    let constructed = quote_spanned!(first=> #here::Constructed::<#ty>::constructed);
    let built = quote_spanned!(first=> #here::built::<#ty, #specs>);
    let arguments = place.parens(quote_spanned!(end=> #path, #argument));
    let returned = place.parens(quote_spanned!(first=> #call #arguments));
    let plugin = place.parens(quote_spanned!(first=> #constructed #returned));
    let read = config.as_ref().map(|(ty, local)| {
        let config = outside(ty.to_token_stream(), &block.item.self_ty);
        let place = Place::of(ty).first;
        let here = private.at(place);
        let read = quote_spanned!(place=> #here::configured::<#config>(__setup).config()?);
        quote_spanned!(span=> let #local = #read;)
    });
    quote_spanned!(span=> { #read #built #plugin })
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
