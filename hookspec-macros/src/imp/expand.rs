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

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Path, Type};

use super::glue::{Callee, glue};
use super::model::{ImplBlock, ImplFn, PluginOptions};
use crate::paths::{at, cfgs, location, private};

/// The expansion of a block.
pub(crate) fn expand_block(block: &ImplBlock) -> TokenStream {
    let methods = inherent_methods(block);
    let Some(specs) = &block.specs else { return methods };
    let span = Span::mixed_site();
    let private = private(block.options.krate.as_ref());
    let item = &block.item;
    let cfgs = cfgs(&item.attrs);
    let (impl_generics, _, where_clause) = item.generics.split_for_impl();
    let ty = &item.self_ty;
    let type_name = type_name(ty);
    let plugin = plugin_block(&block.options, type_name.as_deref(), specs.span(), &private);
    let glues = block.methods.iter().filter_map(|method| method.hookimpl.as_ref());
    let glues = glues.map(|hookimpl| glue(hookimpl, specs, &Callee::Method, &private));
    let submit = block.options.manual.is_none().then(|| submit(block, specs, &private));
    quote_spanned! {span=>
        #methods

        #(#cfgs)*
        impl #impl_generics #specs for #ty #where_clause {
            fn __write_hookimpl_above_this_impl(&self) {}
        }

        #(#cfgs)*
        const _: () = {
            impl #impl_generics #private::Implements<dyn #specs> for #ty #where_clause {
                const BLOCK: &'static #private::Block = &#plugin;

                fn implement(plan: &mut #private::Plan<Self>) {
                    let _ = &plan;
                    #(#glues)*
                }
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
            reason = "the signatures are the spec's"
        )]
        impl #impl_generics #ty #where_clause {
            #(#methods)*
        }
    }
}

/// Hands the block to the linker.
fn submit(block: &ImplBlock, specs: &Path, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let ty = &block.item.self_ty;
    let (new, build) = match &block.options.new {
        Some(new) => {
            let text = new.to_token_stream().to_string().replace(' ', "");
            let place = at(new.span());
            let build = quote_spanned!(place=> #private::built::<#ty>(#new()));
            (quote_spanned!(span=> ::core::option::Option::Some(#text)), build)
        }
        None => {
            let place = at(ty.span());
            let build = quote_spanned!(place=> #private::by_default::<#ty>());
            (quote_spanned!(span=> ::core::option::Option::None), build)
        }
    };
    quote_spanned! {span=>
        #private::submit!(#private::Linked::plugin::<#ty, dyn #specs>(#new, || #build));
    }
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
            reason = "the signature is the spec's"
        )]
        #item
    };
    let (Some(specs), Some(hookimpl)) = (&function.specs, &function.hookimpl) else { return kept };
    let private = private(function.options.krate.as_ref());
    let cfgs = cfgs(attrs);
    let glue = glue(hookimpl, specs, &Callee::Function, &private);
    let block = plugin_block(&function.options, None, item.sig.ident.span(), &private);
    quote_spanned! {span=>
        #kept

        #(#cfgs)*
        const _: () = {
            #private::submit!(#private::Linked::function::<dyn #specs>(&#block, |plan| #glue));
        };
    }
}

/// What the runtime can tell of the plugin.
fn plugin_block(
    options: &PluginOptions,
    type_name: Option<&str>,
    place: Span,
    private: &TokenStream,
) -> TokenStream {
    let span = Span::mixed_site();
    let option = |value: Option<TokenStream>| match value {
        Some(value) => quote_spanned!(span=> ::core::option::Option::Some(#value)),
        None => quote_spanned!(span=> ::core::option::Option::None),
    };
    let name = option(options.name.as_ref().map(ToTokens::to_token_stream));
    let type_name = option(type_name.map(ToTokens::into_token_stream));
    let location = location(private, place);
    quote_spanned! {span=>
        #private::Block {
            name: #name,
            type_name: #type_name,
            package: ::core::option_env!("CARGO_PKG_NAME"),
            version: ::core::option_env!("CARGO_PKG_VERSION"),
            module: ::core::module_path!(),
            location: #location,
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
