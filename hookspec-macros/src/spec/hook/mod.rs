//! One hook becomes tokens: its marker, its arguments, its functions' types
//! and its caller.

mod arguments;
mod caller;
mod closures;
mod futures;
mod historic;
mod names;
mod result;

use std::cell::OnceCell;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::visit_mut::VisitMut;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam, Type};

pub(super) use self::names::{Names, find_free_names, marker};
use self::result::Shape;
use super::model::{Hook, Param, Passing, Spec};
use crate::attrs::{doc_texts, has_unknown_above};
use crate::paths::{Place, Private, at, located, named, place_fields};
use crate::text;

/// All items of one hook.
pub(crate) fn expand(spec: &Spec, hook: &Hook, private: &Private) -> TokenStream {
    let (names, span) = (Names::of(spec, hook), Span::mixed_site());
    let context = Context { spec, hook, private, names, span, shape: OnceCell::new() };
    let (attrs, marker) = (hook.copied_attrs(), context.marker());
    let functions = context.functions();
    // By themselves, since the caller may have the name of the arguments.
    let functions = quote_spanned!(context.span=> const _: () = { #functions };);
    let items = [
        context.arguments(),
        vec![functions],
        context.reading(),
        context.result().into_iter().collect(),
    ];
    let items = items.into_iter().flatten();
    let marker = marker.iter().map(|item| quote_spanned!(context.span=> #(#attrs)* #item));
    quote_spanned! {context.span=>
        #(#marker)*
        #(#attrs)*
        const _: () = { #(#items)* };
    }
}

struct Context<'a> {
    spec: &'a Spec,
    hook: &'a Hook,
    private: &'a Private,
    names: Names,
    span: Span,
    shape: OnceCell<Shape>,
}

impl Context<'_> {
    /// The hook as a type.
    fn marker(&self) -> Vec<TokenStream> {
        let Context { spec, hook, private, span, .. } = *self;
        let Names { marker, called, .. } = &self.names;
        let vis = &spec.vis;
        let name = hook.name().unraw().to_string();
        let kind = format_ident!("{}", self.shape().name);
        let is_oldest_first = hook.options.oldestfirst.is_some();
        let docs = doc_texts(&hook.attrs);
        let signature = text::of(&hook.sig);
        let arguments = hook.params.iter().map(|param| param.name.unraw().to_string());
        let place = place_fields(hook.name().span());
        let is_async = hook.is_async();
        let declared = format_ident!("{}", if is_async { "AsyncHook" } else { "PlainHook" });
        let calls = if hook.options.historic.is_some() { "HistoricCall" } else { "EndingCall" };
        let calls = Ident::new(calls, span);
        let declaration = quote_spanned! {span=>
            /// A hook, as a type: no value, whose name an argument may have.
            #vis struct #called {}
        };
        let alias = quote_spanned!(span=> type #marker = #called;);
        let implementation = quote_spanned! {span=>
            impl #private::Hook for #marker {
                type Declared = #private::#declared;
                type Calls = #private::#calls;
                const SPEC: &'static #private::HookSpec =
                    &#private::HookSpec::new(#private::SpecParts {
                        name: #name,
                        of: __SPECS,
                        kind: #private::HookKind::#kind,
                        is_oldest_first: #is_oldest_first,
                        is_async: #is_async,
                        docs: &[#(#docs),*],
                        signature: #signature,
                        arguments: &[#(#arguments),*],
                        #place,
                    });
            }
        };
        vec![declaration, implementation, alias]
    }

    /// The types of the hook's functions, and the methods of its caller.
    fn functions(&self) -> TokenStream {
        let Context { spec, private, span, .. } = *self;
        let Names { called, marker, arguments, .. } = &self.names;
        let (vis, calls) = (&spec.vis, self.calls());
        // `hook_functions!` has lifetimes of its own, whose names may be taken.
        let declared = self.hook.declared_lifetimes();
        let mut fresh = Fresh(&declared);
        let mut generics = self.generics();
        fresh.visit_generics_mut(&mut generics);
        let mut kind = self.shape().kind.clone();
        if !declared.is_empty() {
            let mut read: Type = syn::parse_quote!(#kind);
            fresh.visit_type_mut(&mut read);
            kind = read.into_token_stream();
        }
        let (_, ty_generics, _) = generics.split_for_impl();
        let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
        // That a result's type is private, say, is said where the type stands.
        let place = self.hook.result.ty.as_ref().map_or(span, |ty| Place::of(ty).first);
        let (import, written) = if has_unknown_above(&spec.item.attrs) {
            (None, quote_spanned!(span=> #private::hook_functions!))
        } else {
            // By itself: in messages rustc says what is written.
            let import = quote_spanned!(span=> use #private::hook_functions;);
            (Some(import), quote_spanned!(span=> hook_functions!))
        };
        let written = located(written, place);
        let (is_async, is_shared) = (self.hook.is_async(), self.hook.is_shared());
        let is_fallible = self.hook.result.is_fallible;
        let mode = format_ident!("{}", if is_async { "later" } else { "now" });
        let value = self.value().map(|value| named(&value.name));
        // That one can't be sent to another thread is said where they stand.
        let types = self.hook.params.iter().map(|param| &param.written);
        let types = Place::of(quote_spanned!(span=> #(#types)*));
        let arguments = located(arguments.to_token_stream(), types.first);
        let ty_generics = located(ty_generics.to_token_stream(), types.last);
        let functions = quote_spanned! {place=>
            #written {
                #mode, #vis, #marker, #called, [#(#lifetimes),*], #arguments #ty_generics, #kind,
                [#value], #is_shared, #is_fallible, { #(#calls)* }
            }
        };
        quote_spanned!(span=> #import #functions)
    }

    /// The argument that a waterfall hands on.
    fn value(&self) -> Option<&Param> {
        self.hook.params.iter().find(|param| param.passing == Passing::Moved)
    }

    /// The lifetimes of the arguments' struct: the declared, then the elided.
    fn generics(&self) -> Generics {
        let mut generics = self.hook.sig.generics.clone();
        for param in generics.lifetimes_mut() {
            param.lifetime.set_span(at(param.lifetime.span()));
        }
        for lifetime in self.hook.params.iter().flat_map(|param| &param.elided) {
            generics.params.push(GenericParam::Lifetime(LifetimeParam::new(lifetime.clone())));
        }
        generics
    }
}

/// Renames some lifetimes: `'a` is `'fresh_a`.
struct Fresh<'a>(&'a [Lifetime]);

impl Fresh<'_> {
    fn renamed(lifetime: &Lifetime) -> Lifetime {
        Lifetime::new(&format!("'fresh_{}", lifetime.ident), lifetime.span())
    }
}

impl VisitMut for Fresh<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if self.0.contains(lifetime) {
            *lifetime = Fresh::renamed(lifetime);
        }
    }
}
