//! The `next` of an async wrapper that runs it more than once.
//!
//! What a future holds decides whether it is `Send`, and of an `impl AsyncFnMut` with
//! a lifetime in it rustc can't say so. In what is made of the wrapper, `next` is a
//! boxed closure that gives boxed futures: it is called and awaited in the same way.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::VisitMut;
use syn::{FnArg, GenericParam, Lifetime, LifetimeParam, ReturnType, Signature, Type};

use super::next::Next;
use crate::lifetimes::{FreeLifetimes, NameElided, Renamed};

/// Whether `next` is such a one.
pub(super) fn is_boxed(next: &Next) -> bool {
    next.is_async() && next.is_again()
}

/// Gives `next` its type.
pub(super) fn box_next(sig: &mut Signature, next: &Next, private: &TokenStream) {
    let span = Span::mixed_site();
    let [run, longer] = ["'__run", "'__next"].map(|name| Lifetime::new(name, span));
    let mut free = FreeLifetimes::beside(sig);
    let mut lifetimes = Vec::new();
    let mut is_borrowed = false;
    let types = next.handed.iter().map(|ty| {
        let mut ty = ty.clone();
        let mut elided = NameElided { free: &mut free, named: Vec::new() };
        elided.visit_type_mut(&mut ty);
        let mut named = elided.named.into_iter();
        if let Some(first) = named.next() {
            is_borrowed = true;
            Renamed { from: &first, to: &run }.visit_type_mut(&mut ty);
        }
        lifetimes.extend(named);
        ty
    });
    let types: Vec<_> = types.collect();
    let result = match &next.output {
        ReturnType::Type(_, ty) => (**ty).clone(),
        ReturnType::Default => syn::parse_quote!(()),
    };
    let future = if is_borrowed {
        lifetimes.insert(0, run.clone());
        quote_spanned!(span=> #private::BoxFutureWithin<#run, &#run &#longer (), #result>)
    } else {
        quote_spanned!(span=> #private::BoxFuture<#longer, #result>)
    };
    let boxed: Type = syn::parse_quote! {
        #private::Box<
            dyn for<#(#lifetimes),*> #private::FnMut(#(#types),*) -> #future
                + #private::Send + #longer
        >
    };
    if let Some(FnArg::Typed(last)) = sig.inputs.last_mut() {
        *last.ty = boxed;
        sig.generics.params.push(GenericParam::Lifetime(LifetimeParam::new(longer)));
    }
}
