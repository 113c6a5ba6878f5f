//! What `dyn Trait` leads to: for plugins an anchor of each hook, for who calls them a caller.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;

use super::called::called;
use super::hook::marker;
use super::model::{Hook, Spec};
use crate::attrs::{cfgs, copied_docs};
use crate::paths::{Private, at, named, optional};

/// What `dyn Trait` leads to: the anchors, and the callers. Both have the trait's name, so
/// each is alone.
pub(super) fn relay(spec: &Spec, private: &Private) -> TokenStream {
    let ident = &spec.item.ident;
    let span = at(ident.span());
    let name = ident.unraw().to_string();
    let (anchors, callers) = (anchors(spec, private), callers(spec, private));
    let called = trait_name(spec);
    let values = spec.hooks.iter().map(|hook| {
        let (cfgs, name, marker) = (cfgs(&hook.attrs), named(hook.name()), marker(hook));
        quote_spanned!(span=> #(#cfgs)* #name: __callers.hook::<#marker>())
    });
    let made = spec.hooks.iter().map(|hook| {
        let (cfgs, name) = (cfgs(&hook.attrs), named(hook.name()));
        quote_spanned!(span=> #(#cfgs)* #name: #private::Anchor::new())
    });
    let implementation = quote_spanned! {span=>
        impl #private::HookSpecs for __Spec<'_> {
            #[doc(hidden)]
            type Hooks<__V: #private::ListSource> = #called<__V>;
            type Anchors = __Anchors;
            const NAME: &'static #private::str = #name;
            const ANCHORS: __Anchors = __Anchors { #(#made,)* };

            fn id() -> #private::TypeId {
                #private::TypeId::of::<__Spec<'static>>()
            }

            fn hooks<__V: #private::ListSource>(
                __callers: &mut #private::Callers<'_, __V>,
            ) -> #called<__V> {
                #called { #(#values,)* __view: #private::PhantomData }
            }
        }
    };
    quote_spanned! {span=>
        type __Spec<'a> = dyn #ident + 'a;

        const _: () = {
            #anchors
            type __Anchors = #called;
            const _: () = { #callers #implementation };
        };
    }
}

/// The anchors once more, as constants: of hooks that a version of the spec may not have.
pub(super) fn optional_anchors(spec: &Spec, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let ident = &spec.item.ident;
    let constants = spec.hooks.iter().map(|hook| {
        let [attrs, constant] = anchor(hook, &optional(hook.name()), private);
        quote_spanned! {span=>
            #attrs
            /// For an optional `#[hookimpl]`.
            #[doc(hidden)]
            pub const #constant = #private::Anchor::new();
        }
    });
    quote_spanned!(span=> impl dyn #ident { #(#constants)* })
}

/// A field for each hook, of a type that `dyn Trait` leads to: what the plugin's
/// half takes apart, by whatever name it knows the trait. Messages speak of it, so it has
/// the trait's name.
///
/// A field, since a method of the name may be some trait's that all types have,
/// as `into` is.
fn anchors(spec: &Spec, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let (vis, anchors) = (&spec.vis, trait_name(spec));
    let fields = spec.hooks.iter().map(|hook| {
        let [attrs, field] = anchor(hook, &named(hook.name()), private);
        quote_spanned!(span=> #attrs pub #field)
    });
    quote_spanned! {span=>
        /// The hooks of a spec, for `#[hookimpl]`.
        #vis struct #anchors {
            #(#fields,)*
        }
    }
}

/// The struct with a caller for each hook, which a `HookRelay` leads to.
fn callers(spec: &Spec, private: &Private) -> TokenStream {
    let (vis, name) = (&spec.vis, trait_name(spec));
    let span = name.span();
    let fields = spec.hooks.iter().map(|hook| {
        let (cfgs, docs, called) = (cfgs(&hook.attrs), copied_docs(&hook.attrs), called(hook));
        let (name, marker) = (named(hook.name()), marker(hook));
        quote_spanned! {span=>
            #(#cfgs)*
            #docs
            #called
            #vis #name: #private::HookCaller<#marker, __V>
        }
    });
    quote_spanned! {span=>
        /// The callers of a spec's hooks.
        #vis struct #name<__V> {
            #(#fields,)*
            /// Where the callers find their lists.
            #[doc(hidden)]
            #vis __view: #private::PhantomData<__V>,
        }
    }
}

/// What is asked for a hook's anchor, with the hook's `#[deprecated]`.
fn anchor(hook: &Hook, name: &Ident, private: &Private) -> [TokenStream; 2] {
    let span = Span::mixed_site();
    let cfgs = cfgs(&hook.attrs);
    let deprecated = hook.attrs.iter().filter(|attr| attr.path().is_ident("deprecated"));
    let marker = marker(hook);
    [
        quote_spanned!(span=> #(#cfgs)* #(#deprecated)*),
        quote_spanned!(span=> #name: #private::Anchor<#marker>),
    ]
}

/// The name of the trait, at its place.
fn trait_name(spec: &Spec) -> Ident {
    let mut name = spec.item.ident.clone();
    name.set_span(at(name.span()));
    name
}
