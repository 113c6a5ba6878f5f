//! A `#[hookimpl]`'s model becomes tokens.
//!
//! ```text
//! #[hookimpl]                            impl Spam { fn f(&self, x: &X) -> R { … } }
//! impl Hooks for Spam {           =>     impl Hooks for Spam { … the method that marks it … }
//!     fn f(&self, x: &X) -> R { … }      const _: () = {
//! }                                          impl Implements<dyn Hooks> for Spam { … glue … }
//!                                            submit!(…);
//!                                        };
//! ```

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Path, Type};

use super::glue::{Callee, glue, hooks};
use super::model::{ImplBlock, ImplFn, PluginOptions};
use crate::paths::{Place, at, cfgs, cfgs_and_allows, doc_texts, located, location, private};
use crate::text;

/// The expansion of a block.
pub(crate) fn expand_block(block: &ImplBlock) -> TokenStream {
    let methods = inherent_methods(block);
    let Some(specs) = block.specs.as_ref().filter(|_| !block.is_mistaken) else { return methods };
    let span = Span::mixed_site();
    let private = private(block.options.krate.as_ref());
    let item = &block.item;
    let (cfgs, attrs) = (cfgs(&item.attrs), cfgs_and_allows(&item.attrs));
    let (impl_generics, _, where_clause) = item.generics.split_for_impl();
    let ty = &item.self_ty;
    let type_name = type_name(ty);
    let place = Place::of(specs).first;
    let docs = doc_texts(&item.attrs);
    let text = item.to_token_stream().to_string();
    let plugin = plugin_facts(&block.options, type_name.as_deref(), &docs, place, &text, &private);
    let dyn_specs = quote_spanned!(place=> dyn #specs);
    let hooks = hooks(&dyn_specs);
    let glues = block.methods.iter().filter_map(|method| method.hookimpl.as_ref());
    let glues = glues.map(|hookimpl| glue(hookimpl, &Callee::Method, &dyn_specs, &private));
    let is_linked = block.options.manual.is_none() && !block.options.is_mistaken;
    let submit = is_linked.then(|| submit(block, &dyn_specs, &private));
    let marker = Ident::new("__write_hookimpl_above_this_impl", place);
    let marker = quote_spanned!(place=> fn #marker(&self) {});
    // The head is the user's own, so that errors underline it.
    let head = item.impl_token;
    let mark = quote_spanned!(span=> #head #impl_generics #specs for #ty #where_clause { #marker });
    let implements = located(quote_spanned!(span=> #private::Implements<#dyn_specs>), place);
    quote_spanned! {span=>
        #methods

        #(#cfgs)*
        #mark

        #(#attrs)*
        const _: () = {
            impl #impl_generics #implements for #ty #where_clause {
                const FACTS: &'static #private::PluginFacts = &#plugin;
                const FUNCTIONS: &'static [#private::Function] = {
                    #hooks
                    &[#(#glues),*]
                };
            }

            #submit
        };
    }
}

/// The methods as methods of the type's own, so that they can be called and
/// take only some of the arguments.
fn inherent_methods(block: &ImplBlock) -> TokenStream {
    let span = Span::mixed_site();
    let item = &block.item;
    let (attrs, ty) = (&item.attrs, &item.self_ty);
    let (impl_generics, _, where_clause) = item.generics.split_for_impl();
    let methods = block.methods.iter().map(|method| &method.item);
    quote_spanned! {span=>
        #(#attrs)*
        #[allow(
            clippy::unused_self, clippy::unnecessary_wraps, clippy::needless_pass_by_value,
            clippy::trivially_copy_pass_by_ref, clippy::ptr_arg, clippy::ref_option,
            clippy::borrowed_box, clippy::missing_const_for_fn, clippy::same_name_method,
            reason = "the signatures are the spec's"
        )]
        impl #impl_generics #ty #where_clause {
            #(#methods)*
        }
    }
}

/// Hands the block to the linker.
fn submit(block: &ImplBlock, specs: &TokenStream, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let (new, build) = match &block.options.new {
        Some(new) => {
            let text = text::of(new);
            let own = text.strip_prefix("Self::").map(|name| format!("{}::{name}", text::of(ty)));
            let text = own.unwrap_or(text);
            let built = built(new, block, specs, private);
            (quote_spanned!(span=> ::core::option::Option::Some(#text)), built)
        }
        None => {
            let place = Place::of(ty).first;
            let build =
                located(quote_spanned!(span=> #private::by_default::<#ty, #specs>()), place);
            (quote_spanned!(span=> ::core::option::Option::None), build)
        }
    };
    quote_spanned! {span=>
        #private::submit!(
            LINKED: Linked = #private::Linked::plugin::<#ty, #specs>(#new, |setup| #build)
        );
    }
}

/// `built::<Spam, dyn Hooks>(Spam::new())`, or for one that is configured:
///
/// ```text
/// let config = configured::<SpamConfig>(setup).config()?;
/// built::<Spam, dyn Hooks>(Spam::new(config))
/// ```
fn built(new: &Path, block: &ImplBlock, specs: &TokenStream, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let place = Place::of(new);
    let config = block.options.config.as_ref().map(|ty| (ty, Ident::new("config", at(ty.span()))));
    let argument = config.as_ref().map(|(_, local)| local);
    // Of tokens that are resolved alike, rustc underlines all.
    let end = new.segments.last().map_or(place.last, |last| last.ident.span());
    let path = outside(new.to_token_stream(), ty);
    let called = quote_spanned!(end=> #path(#argument));
    let called = place.parens(called);
    let built = located(quote_spanned!(span=> #private::built::<#ty, #specs>), place.first);
    let read = config.as_ref().map(|(ty, local)| {
        let config = outside(ty.to_token_stream(), &block.item.self_ty);
        let read = quote_spanned!(span=> #private::configured::<#config>);
        let read = located(read, Place::of(ty).first);
        quote_spanned! {span=>
            #[allow(unused_imports, reason = "a type with a `Default` does not need it")]
            use #private::WithoutDefault as _;
            let #local = #read(setup).config()?;
        }
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

/// The expansion of a function.
pub(crate) fn expand_function(function: &ImplFn) -> TokenStream {
    let span = Span::mixed_site();
    let item = &function.item;
    let attrs: &[Attribute] = &item.attrs;
    let kept = quote_spanned! {span=>
        #[allow(
            clippy::unnecessary_wraps, clippy::needless_pass_by_value,
            clippy::trivially_copy_pass_by_ref, clippy::ptr_arg, clippy::ref_option,
            clippy::borrowed_box, clippy::missing_const_for_fn,
            reason = "the signature is the spec's"
        )]
        #item
    };
    let (Some(specs), Some(hookimpl)) = (&function.specs, &function.hookimpl) else { return kept };
    let private = private(function.options.krate.as_ref());
    let cfgs = cfgs(attrs);
    let dyn_specs = quote_spanned!(Place::of(specs).first=> dyn #specs);
    let hooks = hooks(&dyn_specs);
    let glue = glue(hookimpl, &Callee::Function, &dyn_specs, &private);
    let text = item.to_token_stream().to_string();
    let facts = plugin_facts(&function.options, None, &[], item.sig.ident.span(), &text, &private);
    quote_spanned! {span=>
        #kept

        #(#cfgs)*
        const _: () = {
            const FUNCTIONS: &'static [#private::Function] = {
                #hooks
                &[#glue]
            };
            #private::submit!(
                LINKED: Linked = #private::Linked::function::<#dyn_specs>(&#facts, FUNCTIONS)
            );
        };
    }
}

/// What the runtime can tell of the plugin.
fn plugin_facts(
    options: &PluginOptions,
    type_name: Option<&str>,
    docs: &[TokenStream],
    place: Span,
    text: &str,
    private: &TokenStream,
) -> TokenStream {
    let span = Span::mixed_site();
    let attribute = location(private, Span::call_site());
    let option = |value: Option<TokenStream>| match value {
        Some(value) => quote_spanned!(span=> ::core::option::Option::Some(#value)),
        None => quote_spanned!(span=> ::core::option::Option::None),
    };
    let name = option(options.name.as_ref().map(ToTokens::to_token_stream));
    let type_name = option(type_name.map(ToTokens::into_token_stream));
    let config = options.config.as_ref().map(|config| text::of(config).into_token_stream());
    let config = option(config);
    let location = location(private, place);
    quote_spanned! {span=>
        #private::PluginFacts {
            name: #name,
            type_name: #type_name,
            package: ::core::option_env!("CARGO_PKG_NAME"),
            version: ::core::option_env!("CARGO_PKG_VERSION"),
            description: ::core::option_env!("CARGO_PKG_DESCRIPTION"),
            docs: &[#(#docs),*],
            config: #config,
            module: ::core::module_path!(),
            location: #location,
            expansion: #private::Expansion::new(
                #private::Location::new(::core::file!(), ::core::line!(), ::core::column!()),
                #attribute,
                #text,
            ),
        }
    }
}

/// The last name of a type's path.
fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Type::Group(group) => type_name(&group.elem),
        Type::Paren(paren) => type_name(&paren.elem),
        _ => None,
    }
}
