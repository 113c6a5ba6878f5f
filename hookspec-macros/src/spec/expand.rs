//! A spec's model becomes tokens: the trait, and its hooks in a `const _`.
//!
//! ```text
//! #[hookspec]                            pub trait Hooks { fn f(&self, x: &X) -> R where …; … }
//! pub trait Hooks {                      const _: () = {
//!     fn f(&self, x: &X) -> R;    =>         pub struct CallersOfHooks { pub f: CallerOfF }
//! }                                          impl HookSpecs for dyn Hooks …
//!                                            pub struct HooksOfHooks;
//!                                            impl HooksOfHooks { fn f(&self) -> Anchor<HookF> … }
//!                                            … the items of each hook, from `hook`
//!                                        };
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;

use super::hook::{self, Names};
use super::model::{Hook, Spec};
use crate::paths::{at, cfgs, docs, located, named, optional, private, type_name};

/// The whole expansion.
pub(crate) fn expand(spec: &Spec) -> TokenStream {
    let span = Span::mixed_site();
    let private = private(spec.krate.as_ref());
    let emitted_trait = emitted_trait(spec, &private);
    let anchors = anchors(spec, &private);
    let relay = relay(spec, &private);
    let hooks = spec.hooks.iter().map(|hook| hook::expand(spec, hook, &private));
    let cfgs = cfgs(&spec.item.attrs);
    quote_spanned! {span=>
        #emitted_trait
        #(#cfgs)*
        #[allow(
            non_camel_case_types, non_upper_case_globals,
            reason = "no user's item has such a name"
        )]
        const _: () = {
            #anchors
            #relay
            #(#hooks)*
        };
    }
}

/// The trait for the reader of the documentation: its methods can't be called,
/// and the one that must be implemented is `#[hookimpl]`'s to write.
fn emitted_trait(spec: &Spec, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let item = &spec.item;
    let (attrs, vis, ident) = (&item.attrs, &item.vis, &item.ident);
    let (colon, supertraits) = (&item.colon_token, &item.supertraits);
    let methods = spec.hooks.iter().map(|hook| {
        let (attrs, sig) = (&hook.attrs, &hook.sig);
        let (generics, inputs, output) = (&sig.generics, &sig.inputs, &sig.output);
        let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let name = &sig.ident;
        let fn_token = syn::Token![fn](at(sig.fn_token.span));
        let place = at(name.span());
        let uncallable = quote_spanned! {place=>
            Self: ::core::marker::Sized + #private::CalledThroughItsHook
        };
        let uncallable = located(uncallable, place);
        let called = (!docs(attrs).is_empty()).then(|| called(hook));
        quote_spanned! {span=>
            #(#attrs)*
            #called
            #[allow(unused_variables, reason = "the method is there to be read")]
            #fn_token #name #generics (#inputs) #output
            where
                #uncallable,
                #(#predicates,)*
            {
                <Self as #private::CalledThroughItsHook>::never()
            }
        }
    });
    let marker = Ident::new("__write_hookimpl_above_this_impl", at(ident.span()));
    quote_spanned! {span=>
        #(#attrs)*
        #vis trait #ident #colon #supertraits {
            #(#methods)*

            /// Written by `#[hookimpl]`.
            #[doc(hidden)]
            fn #marker(&self);
        }
    }
}

/// A method for each hook, of a type that `dyn Trait` leads to: what the
/// plugin's half calls, by whatever name it knows the trait. It carries the
/// hook's `#[deprecated]`.
fn anchors(spec: &Spec, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let (vis, ident) = (&spec.vis, &spec.item.ident);
    let anchors = type_name("HooksOf", ident);
    let methods = spec.hooks.iter().map(|hook| {
        let cfgs = cfgs(&hook.attrs);
        let deprecated = hook.attrs.iter().filter(|attr| attr.path().is_ident("deprecated"));
        let name = named(hook.name());
        let marker = Names::of(hook).marker;
        quote_spanned! {span=>
            #(#cfgs)*
            #(#deprecated)*
            /// For `#[hookimpl]`.
            #[doc(hidden)]
            #[must_use]
            #vis const fn #name(&self) -> #private::Anchor<#marker> {
                #private::Anchor::new()
            }
        }
    });
    let optional = spec.hooks.iter().map(|hook| {
        let cfgs = cfgs(&hook.attrs);
        let deprecated = hook.attrs.iter().filter(|attr| attr.path().is_ident("deprecated"));
        let name = optional(hook.name());
        let marker = Names::of(hook).marker;
        quote_spanned! {span=>
            #(#cfgs)*
            #(#deprecated)*
            /// For an optional `#[hookimpl]`.
            #[doc(hidden)]
            #vis const #name: #private::Anchor<#marker> = #private::Anchor::new();
        }
    });
    let declaration = quote_spanned! {at(ident.span())=>
        /// The hooks of a spec, for `#[hookimpl]`.
        #vis struct #anchors;
    };
    quote_spanned! {span=>
        #declaration

        impl #anchors {
            #(#methods)*
        }

        impl dyn #ident {
            /// For `#[hookimpl]`.
            #[doc(hidden)]
            #[must_use]
            #vis const fn __write_hookspec_above_this_trait() -> #anchors {
                #anchors
            }

            #(#optional)*
        }
    }
}

/// A line for the reader of the documentation: how the hook is called.
fn called(hook: &Hook) -> TokenStream {
    let text = match &hook.options {
        options if options.historic.is_some() => {
            "A historic hook: each call is remembered for plugins that come later."
        }
        options if options.firstresult.is_some() => {
            "Called by `call_first`: the first `Some` ends the call."
        }
        _ => "Called by `call_all`.",
    };
    quote_spanned!(Span::mixed_site()=> #[doc = ""] #[doc = #text])
}

/// The struct with a caller for each hook, which a `HookRelay` leads to.
fn relay(spec: &Spec, private: &TokenStream) -> TokenStream {
    let (vis, ident) = (&spec.vis, &spec.item.ident);
    let span = at(ident.span());
    let relay = type_name("CallersOf", ident);
    let name = ident.unraw().to_string();
    let field = |hook: &Hook| {
        let (cfgs, docs) = (cfgs(&hook.attrs), docs(&hook.attrs));
        let name = named(hook.name());
        let Names { marker, caller, .. } = Names::of(hook);
        let declaration = quote_spanned! {span=>
            #(#cfgs)*
            #(#docs)*
            #[allow(missing_docs, reason = "they are the hook's")]
            #vis #name: #caller<__V>
        };
        (declaration, quote_spanned!(span=> #(#cfgs)* #name: callers.hook::<#marker>()))
    };
    let (declarations, values): (Vec<_>, Vec<_>) = spec.hooks.iter().map(field).unzip();
    quote_spanned! {span=>
        /// The callers of a spec's hooks.
        #vis struct #relay<__V> {
            #(#declarations,)*
            /// Where the callers find their lists.
            #[doc(hidden)]
            #vis __view: ::core::marker::PhantomData<__V>,
        }

        impl #private::HookSpecs for dyn #ident {
            type Hooks<__V: #private::ListSource> = #relay<__V>;
            const NAME: &'static ::core::primitive::str = #name;

            fn hooks<__V: #private::ListSource>(
                callers: &mut #private::Callers<'_, __V>,
            ) -> Self::Hooks<__V> {
                #relay { #(#values,)* __view: ::core::marker::PhantomData }
            }
        }
    }
}
