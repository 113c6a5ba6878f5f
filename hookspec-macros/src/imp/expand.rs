//! A `#[hookimpl]`'s model becomes tokens.
//!
//! ```text
//! #[hookimpl]                            impl Spam { fn f(&self, x: &X) -> R { … } }
//! impl Hooks for Spam {           =>     const _: () = {
//!     fn f(&self, x: &X) -> R { … }          impl Hooks for Spam { … what marks it … }
//! }                                          impl OneHookimplFor<dyn Hooks> for Spam { … }
//!                                            submit!(…);
//!                                        };
//! ```

use std::env;

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Generics, ItemImpl, LitStr, Path};

use super::again;
use super::alone::Alone;
use super::glue::{Callee, bound, glue, hooks};
use super::inherent::{attributes, inherent_methods};
use super::model::{HookImpl, ImplBlock, ImplFn, PluginOptions};
use super::name::type_name;
use super::submit::submit;
use crate::attrs::{cfgs, doc_texts, expects, has_unknown_above, is_level, levels};
use crate::lints;
use crate::paths::{
    Place, Private, brought, line_and_column, located, place_fields, private, use_private,
};
use crate::read::{End, Method};
use crate::text;

/// The expansion of a block: two items with the levels of lints that the user
/// set, or one where lints are expected, since one item meets an expectation.
pub(crate) fn expand_block(block: &ImplBlock) -> TokenStream {
    if block.is_mistaken {
        return mentioned(&block.item);
    }
    let span = Span::mixed_site();
    let attrs = &block.item.attrs;
    let (cfgs, levels) = (cfgs(attrs), attrs.iter().filter(|attr| is_level(attr)));
    let attrs = quote_spanned!(span=> #(#cfgs)* #(#levels)*);
    let methods = inherent_methods(block);
    let Some(plugin) = block.specs.as_ref().map(|specs| plugin(block, specs)) else {
        return quote_spanned!(span=> #attrs #methods);
    };
    let allowed = lints::of_plugins(&block.item.attrs);
    let plugin = quote_spanned!(span=> #allowed const _: () = { #plugin };);
    if block.item.attrs.iter().any(|attr| attr.path().is_ident("expect")) {
        quote_spanned!(span=> #attrs const _: () = { #methods #plugin };)
    } else {
        quote_spanned!(span=> #attrs #methods #attrs #plugin)
    }
}

/// What stands for a block that is refused: what is imported for its head stays in use.
fn mentioned(item: &ItemImpl) -> TokenStream {
    let (ty, span) = (&item.self_ty, Span::mixed_site());
    let specs = item.trait_.iter().map(|(specs, _)| specs);
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    quote_spanned!(span=> const _: () = { #(use #specs as _;)* const _: fn(&#ty) = |_| {}; };)
}

/// What makes a plugin of the block's type.
fn plugin(block: &ImplBlock, specs: &Path) -> TokenStream {
    let span = Span::mixed_site();
    let Aliases { private, dyn_specs, uses } =
        Aliases::of(&block.item.attrs, block.options.krate.as_ref(), specs);
    let item = &block.item;
    let generics = shared(item, &private);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let ty = &item.self_ty;
    let type_name = type_name(ty);
    let place = Place::of(specs).first;
    let docs = doc_texts(&item.attrs);
    let text = item.to_token_stream().to_string();
    let plugin = plugin_facts(&block.options, type_name.as_deref(), &docs, place, &text, &private);
    let hooks = hooks(&dyn_specs, &private);
    let glues = block.methods.iter().filter_map(|method| method.hookimpl.as_ref());
    let glues = glues.map(|hookimpl| glue(hookimpl, &Callee::Method, &dyn_specs, &private));
    let is_linked = block.options.manual.is_none() && !block.options.is_mistaken;
    let submit = is_linked.then(|| submit(block, &dyn_specs, &private));
    let implements = located(quote_spanned!(span=> #private::OneHookimplFor<#dyn_specs>), place);
    // That there is another block is said from the spec to the type.
    let impl_token = quote_spanned!(place=> impl);
    let body = Place::of(ty).braces(quote_spanned! {span=>
        const BLOCK: &'static #private::Block = {
            #hooks
            &#private::Block { facts: #plugin, functions: &[#(#glues),*] }
        };
    });
    quote_spanned! {span=>
        #uses

        #impl_token #impl_generics #implements for #ty #where_clause #body

        #submit
    }
}

/// The parameters of a generic plugin, which is one where its type can be shared.
fn shared(item: &ItemImpl, private: &Private) -> Generics {
    let mut generics = item.generics.clone();
    if generics.type_params().next().is_some() {
        let (ty, place) = (&item.self_ty, Place::of(&item.self_ty).first);
        let bounds = quote_spanned!(place=> #private::Send + #private::Sync + 'static);
        let clause = generics.make_where_clause();
        clause.predicates.push(syn::parse_quote!(#ty: #bounds));
    }
    generics
}

/// Names for foreign paths, inside what is generated.
///
/// Each stands once in it, so that a wrong one is one error: of a wrong trait,
/// rustc says where it is implemented what it says here, and says that once.
pub(super) struct Aliases {
    private: Private,
    dyn_specs: Ident,
    /// What declares them.
    uses: TokenStream,
}

impl Aliases {
    pub(super) fn of(attrs: &[Attribute], krate: Option<&Path>, specs: &Path) -> Self {
        let named = Ident::new("__pluggy", Span::mixed_site());
        let place = Place::of(specs).first;
        let dyn_specs = Ident::new("__Spec", place);
        let use_private = use_private(krate, &named);
        let uses = quote_spanned!(place=> #use_private type #dyn_specs = dyn #specs;);
        // Behind a `use`, rustc finds no macros where it does not know an attribute above ours.
        let private = if has_unknown_above(attrs) {
            Private::Path(private(krate))
        } else {
            Private::Named(named)
        };
        Aliases { private, dyn_specs, uses }
    }
}

/// Where the user expects the hook to be deprecated, its use stands in the
/// function too, which has the expectation; it never runs there.
pub(super) fn expect(
    function: &mut Method,
    hookimpl: &HookImpl,
    callee: &Callee,
    aliases: &Aliases,
) {
    let End::Body(body) = &mut function.end else { return };
    if !expects(&hookimpl.attrs, "deprecated") {
        return;
    }
    let span = Span::mixed_site();
    let Aliases { private, dyn_specs, uses } = aliases;
    let (hooks, bound) = (hooks(dyn_specs, private), bound(hookimpl, callee, dyn_specs, private));
    let written = body.stream();
    let stream = quote_spanned!(span=> let _ = || { #uses #hooks #bound }; #written);
    let place = body.span();
    *body = Group::new(body.delimiter(), stream);
    body.set_span(place);
}

/// Boxes what an async wrapper runs more than once.
pub(super) fn box_again(function: &mut Method, hookimpl: &HookImpl, krate: Option<&Path>) {
    if let Some(next) = hookimpl.next.as_ref().filter(|next| again::is_boxed(next)) {
        again::box_next(&mut function.sig, next, &private(krate));
    }
}

/// The expansion of a function.
pub(crate) fn expand_function(function: &ImplFn) -> TokenStream {
    let span = Span::mixed_site();
    match function.alone {
        Some(Alone::First) => {
            let brought = brought(function.item.sig.ident.span());
            return quote_spanned!(span=> fn #brought(&self) {});
        }
        Some(Alone::Further) => return TokenStream::new(),
        None => {}
    }
    let mut item = function.item.clone();
    let (cfgs, levels) = (cfgs(&item.attrs), levels(&item.attrs));
    let names = lints::of_names(&item.sig);
    let signatures = lints::of_signatures(&item.attrs);
    item.attrs.extend(attributes([signatures].into_iter().chain(names)));
    let (Some(specs), Some(hookimpl)) = (&function.specs, &function.hookimpl) else {
        return item.into_token_stream();
    };
    let allowed = lints::of_plugins(&function.item.attrs);
    let aliases = Aliases::of(&function.item.attrs, function.options.krate.as_ref(), specs);
    expect(&mut item, hookimpl, &Callee::Function, &aliases);
    box_again(&mut item, hookimpl, function.options.krate.as_ref());
    let Aliases { private, dyn_specs, uses } = aliases;
    let hooks = hooks(&dyn_specs, &private);
    let glue = glue(hookimpl, &Callee::Function, &dyn_specs, &private);
    let text = function.item.to_token_stream().to_string();
    let docs = doc_texts(&function.item.attrs);
    let facts =
        plugin_facts(&function.options, None, &docs, item.sig.ident.span(), &text, &private);
    // In a type's own `impl`, where no such function can be, a constant must have a name: so
    // rustc says what is wrong with the function, and nothing of the constant.
    let constant = format_ident!("__hookimpl_of_{}", item.sig.ident.unraw(), span = span);
    quote_spanned! {span=>
        #item

        #(#cfgs)*
        #(#levels)*
        #[doc(hidden)]
        #allowed
        const #constant: () = {
            #uses

            #private::submit!(LINKED: Linked = #private::Linked {
                block: {
                    #hooks
                    &#private::Block { facts: #facts, functions: &[#glue] }
                },
                letters: #private::Letters::ASCII,
                specs: #private::SpecsId::of::<#dyn_specs>,
                plugin: #private::TypeId::of::<#private::FreeFunctions>,
                new: "",
                build: #private::functions,
                is_of_program: #private::is_of_program!(),
            });
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
    private: &Private,
) -> TokenStream {
    let span = Span::mixed_site();
    let (line, column) = line_and_column(Span::call_site());
    let name = options.name.as_ref().map(LitStr::value).unwrap_or_default();
    let type_name = type_name.unwrap_or_default();
    let of_package = |what| of_package(what, private);
    let [package, version, description] = ["NAME", "VERSION", "DESCRIPTION"].map(of_package);
    let config = options.config.as_ref().map(text::of).unwrap_or_default();
    let place = place_fields(place);
    quote_spanned! {span=>
        #private::PluginFacts {
            name: #name,
            type_name: #type_name,
            package: #package,
            version: #version,
            description: #description,
            docs: &[#(#docs),*],
            config: #config,
            module: #private::module_path!(),
            #place,
            expansion: #private::Expansion::new(
                (#private::line!(), #private::column!()),
                (#line, #column),
                #text,
            ),
        }
    }
}

/// What Cargo says of the package; nothing where it does not build it. It is asked by `env!`,
/// for Cargo to compile this again where that has changed.
fn of_package(what: &str, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let variable = format!("CARGO_PKG_{what}");
    if env::var_os(&variable).is_none() {
        return quote_spanned!(span=> "");
    }
    quote_spanned!(span=> #private::env!(#variable))
}
