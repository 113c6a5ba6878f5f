//! Closures of async hooks, which give boxed futures.
//!
//! Such a future may borrow the arguments, for the time of the call, and what the
//! closure borrows: both are said by lifetimes that the closure's type can't say by
//! itself, since a closure knows of its lifetimes what stands in its own signature.
//! So the future's type has them, as the bound of [`FutureWithin`].
//!
//! [`FutureWithin`]: https://docs.rs/pluggy-core

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::VisitMut;
use syn::{Lifetime, ReturnType, Type};

use super::{Context, Fresh, Names};
use crate::spec::model::Param;
use crate::types::Renamed;

/// `with_extra` of an async hook.
pub(super) fn with_extra(context: &Context<'_>) -> TokenStream {
    let Context { private, span, .. } = *context;
    let Names { marker, caller, arguments, .. } = &context.names;
    let locals = Lifetime::new("'__locals", span);
    let closure = Closure::of(context, Some(&locals));
    let (bound, values) = (closure.bound(context), context.closure_values());
    // In the bound, these lifetimes are the closure's.
    let mut fresh = Fresh(&closure.lifetimes);
    let (mut generics, mut result) = (context.generics(), result(context));
    fresh.visit_generics_mut(&mut generics);
    fresh.visit_type_mut(&mut result);
    let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
    let (_, ty_generics, _) = generics.split_for_impl();
    quote_spanned! {span=>
        impl<__S: #private::Source + ::core::clone::Clone> #caller<__S> {
            /// Adds an implementation to the calls made on what this answers.
            ///
            /// It takes all arguments in the order of the spec, gives a boxed future,
            /// may borrow locals, and runs as the newest of those without a mark: the
            /// innermost thing that the wrappers go around. No plugin is registered by
            /// it.
            #[track_caller]
            #[must_use]
            pub fn with_extra<'__locals, __F>(
                &self,
                extra: __F,
            ) -> #caller<
                #private::WithExtra<
                    #marker,
                    __S,
                    #private::AsyncExtra<#marker, #private::Within<'__locals, __F>>,
                >,
            >
            where
                __F: #bound + ::core::marker::Send + ::core::marker::Sync,
            {
                fn glue<'__locals, '__run, #(#lifetimes,)* __F>(
                    function: #private::Ref<'__run, #private::Within<'__locals, __F>>,
                    args: &'__run mut #arguments #ty_generics,
                ) -> #private::BoxFuture<'__run, #result>
                where
                    __F: #bound,
                {
                    (**function)(#values)
                }
                self.0.__add_async_closure(#private::Within::new(extra), glue::<__F>)
            }
        }
    }
}

/// What a closure for `register_fn` is.
pub(super) fn registered_bound(context: &Context<'_>) -> TokenStream {
    Closure::of(context, None).bound(context)
}

fn result(context: &Context<'_>) -> Type {
    match &context.hook.sig.output {
        ReturnType::Type(_, ty) => (**ty).clone(),
        ReturnType::Default => syn::parse_quote!(()),
    }
}

/// The closure's types, with a name for each lifetime.
struct Closure {
    types: Vec<Type>,
    /// Those of the closure's signature.
    lifetimes: Vec<Lifetime>,
    /// That of the call, for which the future lives.
    call: Lifetime,
    /// Those that outlive it.
    longer: Vec<Lifetime>,
}

impl Closure {
    fn of(context: &Context<'_>, locals: Option<&Lifetime>) -> Self {
        let hook = context.hook;
        let declared = hook.declared_lifetimes();
        let mut call = Lifetime::new("'__call", Span::mixed_site());
        let types = hook.params.iter().map(|param| of_call(param, &call)).collect();
        let inner = hook.params.iter().flat_map(inside).cloned();
        let is_of_call = |param: &Param| param.elided.len() > inside(param).len();
        let has_call = hook.params.iter().any(is_of_call);
        let mut lifetimes: Vec<_> = declared.iter().cloned().chain(inner).collect();
        // A lifetime of the caller's and one of the signature can't both be said to be
        // longer; results that borrow are the rule where one is declared.
        let mut longer =
            if declared.is_empty() { locals.into_iter().cloned().collect() } else { declared };
        if has_call {
            lifetimes.insert(0, call.clone());
        } else if longer.is_empty() {
            call = Lifetime::new("'static", Span::mixed_site());
        } else {
            call = longer.remove(0);
        }
        Closure { types, lifetimes, call, longer }
    }

    /// `for<'call> Fn(&'call X) -> BoxFuture<'call, R>`.
    fn bound(&self, context: &Context<'_>) -> TokenStream {
        let Context { private, span, .. } = *context;
        let Closure { types, lifetimes, call, longer } = self;
        let result = result(context);
        let future = match longer.as_slice() {
            [] => quote_spanned!(span=> #private::BoxFuture<#call, #result>),
            [longer] => {
                quote_spanned!(span=> #private::BoxFutureWithin<#call, &#call &#longer (), #result>)
            }
            longer => quote_spanned! {span=>
                #private::BoxFutureWithin<#call, &#call (#(&#longer (),)*), #result>
            },
        };
        quote_spanned!(span=> for<#(#lifetimes),*> ::core::ops::Fn(#(#types),*) -> #future)
    }
}

/// An argument's type: what is borrowed is so for the call.
fn of_call(param: &Param, call: &Lifetime) -> Type {
    let mut ty = param.ty.clone();
    let inside = inside(param);
    for lifetime in param.elided.iter().filter(|lifetime| !inside.contains(lifetime)) {
        Renamed { from: lifetime, to: call }.visit_type_mut(&mut ty);
    }
    ty
}

/// The elided lifetimes inside what is lent, which are no shorter for the call.
fn inside(param: &Param) -> &[Lifetime] {
    match (param.lent_for(), &param.ty) {
        (Some(_), _) => &param.elided[1..],
        (None, Type::Reference(_)) => &param.elided,
        (None, _) => &[],
    }
}
