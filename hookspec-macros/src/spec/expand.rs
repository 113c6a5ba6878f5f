//! A spec's model becomes tokens: the trait, and its hooks in a `const _`.
//!
//! ```text
//! #[hookspec]                            pub trait Hooks { fn f(&self, x: &X) -> R where …; … }
//! pub trait Hooks {                      const _: () = {
//!     fn f(&self, x: &X) -> R;    =>         pub struct Hooks { pub f: HookCaller<f_hook> }
//! }                                          pub struct Hooks { pub f: Anchor<f_hook> }
//!                                            impl HookSpecs for dyn Hooks …
//!                                            … the items of each hook, from `hook`
//!                                        };
//! ```

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{FnArg, Pat, Type, WherePredicate};

use super::called::called;
use super::hook;
use super::model::{Hook, Spec};
use super::relay::{optional_anchors, relay};
use crate::attrs::{allowed, cfgs, has_unknown_above, is_deprecation};
use crate::lints;
use crate::paths::{Private, at, brought, located, named, private, use_private};
use crate::types::ungrouped;

/// The whole expansion.
pub(crate) fn expand(spec: &Spec) -> TokenStream {
    let span = Span::mixed_site();
    // Of a name that no other trait's is, beside which it stands.
    let outer = format_ident!("__pluggy_of_{}", spec.item.ident.unraw(), span = span);
    let use_private = use_private(spec.krate.as_ref(), &outer);
    let emitted_trait = emitted_trait(spec, &Private::Named(outer.clone()));
    // Behind a `use`, rustc finds no macros where it does not know an attribute above ours.
    let private = if has_unknown_above(&spec.item.attrs) {
        Private::Path(private(spec.krate.as_ref()))
    } else {
        Private::Named(Ident::new("__pluggy", span))
    };
    let (parts, optional_anchors) = (parts(spec, &private), optional_anchors(spec, &private));
    let (used, relay) = (used(spec, &private), relay(spec, &private));
    let hooks = spec.hooks.iter().map(|hook| hook::expand(spec, hook, &private));
    let attrs = &spec.item.attrs;
    let (cfgs, allowed, copies) = (cfgs(attrs), allowed(attrs), lints::of_copies(attrs));
    let deprecated = deprecated(spec);
    quote_spanned! {span=>
        #(#cfgs)*
        #use_private
        #emitted_trait
        #(#cfgs)*
        #copies
        #deprecated
        #(#allowed)*
        const _: () = {
            use #outer as __pluggy;
            #parts
            #used
            #optional_anchors
            #relay
            #(#hooks)*
        };
    }
}

/// The trait: its methods can't be called, and the one that must be implemented
/// is so for what `#[hookimpl]` is written above.
fn emitted_trait(spec: &Spec, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let item = &spec.item;
    let (attrs, vis, ident) = (&item.attrs, &item.vis, &item.ident);
    let (colon, supertraits) = (&item.colon_token, &item.supertraits);
    let (cfgs, deprecated) = (cfgs(attrs), deprecated(spec));
    let methods = spec.hooks.iter().map(|hook| {
        let (compiled, documented) = (compiled(spec, hook, private), documented(hook, private));
        quote_spanned!(span=> #compiled #documented)
    });
    let marker = brought(ident.span());
    // Of our own: there rustc suggests no parameter for a type that it does not find.
    let generics = quote_spanned!(span=> <>);
    quote_spanned! {span=>
        #(#attrs)*
        #vis trait #ident #generics #colon #supertraits {
            #(#methods)*

            /// What `#[hookimpl]` brings.
            #[doc(hidden)]
            fn #marker(&self);
        }

        #(#cfgs)*
        #[doc(hidden)]
        #deprecated
        impl<__P: #private::PluginOf<dyn #ident>> #ident for __P {
            fn #marker(&self) {}
        }
    }
}

/// Where something is deprecated, whoever uses the spec is warned: not it itself.
fn deprecated(spec: &Spec) -> Option<TokenStream> {
    let mut attrs = spec.hooks.iter().flat_map(|hook| &hook.attrs).chain(&spec.item.attrs);
    attrs.any(is_deprecation).then(|| {
        quote_spanned!(Span::mixed_site()=>
            #[allow(deprecated, reason = "whoever uses the spec is warned")]
        )
    })
}

/// What is told of all hooks alike.
fn parts(spec: &Spec, private: &Private) -> TokenStream {
    let name = spec.item.ident.unraw().to_string();
    quote_spanned! {Span::mixed_site()=>
        const __SPECS: &#private::SpecsParts = &#private::SpecsParts {
            name: #name,
            package: #private::option_env!("CARGO_PKG_NAME"),
            version: #private::option_env!("CARGO_PKG_VERSION"),
            module: #private::module_path!(),
        };
    }
}

/// Names each method, which nobody calls: so none is dead code.
fn used(spec: &Spec, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let ident = &spec.item.ident;
    let methods = spec.hooks.iter().map(|hook| {
        let (cfgs, name) = (cfgs(&hook.attrs), named(hook.name()));
        quote_spanned!(span=> #(#cfgs)* let _ = <__P as #ident>::#name;)
    });
    quote_spanned! {span=>
        #[cfg(not(doc))]
        impl<__P: #ident> #private::Used<__P> for dyn #ident
        where
            dyn #ident: #private::CalledThroughItsHook<__P>,
        {
            fn used() {
                #(#methods)*
            }
        }
    }
}

/// The name of an argument, where it may be unused.
fn pattern_name(pat: &Pat) -> Option<&Ident> {
    match pat {
        Pat::Ident(pat) if !pat.ident.to_string().starts_with('_') => Some(&pat.ident),
        _ => None,
    }
}

/// A hook as the compiler sees it: it can't be called.
fn compiled(spec: &Spec, hook: &Hook, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let (attrs, sig, bodies) =
        (&hook.attrs, &hook.sig, lints::of_bodies(hook.attrs.iter().chain(&spec.item.attrs)));
    let (asyncness, fn_token, name) = (&sig.asyncness, &sig.fn_token, &sig.ident);
    let lint = of_async(hook);
    let (generics, inputs, output) = (&sig.generics, &sig.inputs, &sig.output);
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let (place, trait_name) = (at(name.span()), &spec.item.ident);
    let uncallable = quote_spanned! {place=>
        Self: #private::Sized, dyn #trait_name: #private::CalledThroughItsHook<Self>
    };
    let uncallable = located(uncallable, place);
    // From its first token to its last it is the user's own: so lints find it.
    let used = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some((pattern_name(&typed.pat)?, &*typed.ty)),
        FnArg::Receiver(_) => None,
    });
    let used = used.map(|(name, ty)| match ungrouped(ty) {
        // As clippy wants to see it used, to ask what it refers to.
        Type::Reference(_) => quote_spanned!(span=> { #name };),
        _ => quote_spanned!(span=> _ = #name;),
    });
    let body = quote_spanned! {span=>
        #(#used)*
        <dyn #trait_name as #private::CalledThroughItsHook<Self>>::never()
    };
    let mut body = Group::new(Delimiter::Brace, body);
    body.set_span(hook.end);
    let comma = syn::Token![,](hook.end);
    quote_spanned! {span=>
        #[cfg(not(doc))]
        #[allow(clippy::missing_errors_doc, reason = "who calls a hook is who declares it")]
        #(#attrs)*
        #bodies
        #lint
        #asyncness #fn_token #name #generics (#inputs) #output
        where
            #(#predicates,)*
            #uncallable #comma
        #body
    }
}

/// A hook as the reader of the documentation sees it: as it was written.
fn documented(hook: &Hook, private: &Private) -> TokenStream {
    let (attrs, mut sig, called) = (&hook.attrs, hook.sig.clone(), called(hook));
    let span = Span::mixed_site();
    let lint = of_async(hook);
    if hook.is_async() {
        // Else the trait would be none that `dyn` goes with.
        let sized: WherePredicate = syn::parse_quote!(Self: #private::Sized);
        sig.generics.make_where_clause().predicates.push(sized);
    }
    quote_spanned! {span=>
        #[cfg(doc)]
        #(#attrs)*
        #called
        #lint
        #sig {
            loop {}
        }
    }
}

/// Allows a hook to be async, as it was written: so it is, too, where it is implemented
/// without our attribute.
fn of_async(hook: &Hook) -> Option<TokenStream> {
    hook.is_async().then(|| {
        quote_spanned!(Span::mixed_site()=>
            #[allow(async_fn_in_trait, reason = "it is not called")]
        )
    })
}
