//! Closures of async hooks, which give boxed futures.
//!
//! Such a future may borrow the arguments, for the time of the call, and what the
//! closure borrows: both are said by lifetimes that the closure's type can't say by
//! itself, since a closure knows of its lifetimes what stands in its own signature.
//! So the future's type has them, as the bound of `BoxFutureWithin`.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::VisitMut;
use syn::{Lifetime, ReturnType, Type, WherePredicate};

use super::{Context, Fresh, Names};
use crate::lifetimes::{Lifetimes, Renamed};
use crate::spec::model::{Hook, Param};

/// `with_extra` of an async hook; where its closure can't borrow locals, also
/// `with_extra_borrowing`, which hands them to it.
pub(super) fn with_extra(context: &Context<'_>) -> Vec<TokenStream> {
    let extra = Extra::capturing(context);
    let is_enough = extra.as_ref().is_some_and(|extra| extra.docs == CAPTURES);
    let handed = (!is_enough).then(|| Extra::handed(context));
    extra.into_iter().chain(handed).map(|extra| extra.method(context)).collect()
}

const CAPTURES: &str = " It may borrow locals.";
const OWNS: &str = " It can't borrow locals, since an argument has a lifetime of its own: what it \
    needs it owns, or is handed by `with_extra_borrowing`.";
const IS_HANDED: &str = " It is handed what it borrows: `with_extra_borrowing((&one, &other), |(one, \
    other), …| …)`.";

/// A method that takes a closure for some calls.
struct Extra {
    name: TokenStream,
    docs: &'static str,
    closure: Closure,
    /// Its parameter beside the closure's type, and what it takes for it.
    generic: TokenStream,
    given: TokenStream,
    /// What is kept.
    ty: TokenStream,
    value: TokenStream,
    /// The closure, and its first argument, of what is kept.
    function: TokenStream,
    first: TokenStream,
}

impl Extra {
    fn capturing(context: &Context<'_>) -> Option<Self> {
        let Context { private, span, .. } = *context;
        let locals = Lifetime::new("'__locals", span);
        let closure = Closure::of(context, None, Some(&locals))?;
        Some(Extra {
            name: quote_spanned!(span=> with_extra),
            docs: if closure.has(&locals) { CAPTURES } else { OWNS },
            closure,
            generic: quote_spanned!(span=> '__locals),
            given: TokenStream::new(),
            ty: quote_spanned!(span=> #private::Within<'__locals, __F>),
            value: quote_spanned!(span=> #private::Within::new(closure)),
            function: quote_spanned!(span=> **__function),
            first: TokenStream::new(),
        })
    }

    fn handed(context: &Context<'_>) -> Self {
        let Context { private, span, .. } = *context;
        let locals = syn::parse_quote_spanned!(span=> __L);
        Extra {
            name: quote_spanned!(span=> with_extra_borrowing),
            docs: IS_HANDED,
            closure: Closure::of(context, Some(&locals), None).expect("it has the call's lifetime"),
            generic: quote_spanned!(span=> __L: #private::Send + #private::Sync),
            given: quote_spanned!(span=> borrowed: __L,),
            ty: quote_spanned!(span=> #private::Borrowing<__L, __F>),
            value: quote_spanned!(span=> #private::Borrowing::new(borrowed, closure)),
            function: quote_spanned!(span=> __function.closure()),
            first: quote_spanned!(span=> __function.locals(),),
        }
    }

    fn method(&self, context: &Context<'_>) -> TokenStream {
        let Context { private, span, .. } = *context;
        let Names { marker, arguments, source, .. } = &context.names;
        let Extra { name, docs, closure, generic, given, ty, value, function, first } = self;
        let (bound, values) = (closure.bound(context), context.closure_values());
        // In the bound, these lifetimes are the closure's.
        let mut fresh = Fresh(&closure.lifetimes);
        let (mut generics, mut result) = (context.generics(), result(context));
        fresh.visit_generics_mut(&mut generics);
        fresh.visit_type_mut(&mut result);
        let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
        let (_, ty_generics, _) = generics.split_for_impl();
        quote_spanned! {span=>
            /// Adds an implementation to the calls made on what this answers.
            ///
            /// It takes all arguments in the order of the spec, gives a boxed
            /// future, and runs as the newest of those without a mark: the innermost
            /// thing that the wrappers go around. No plugin is registered by it.
            ///
            #[doc = #docs]
            #[track_caller]
            #[must_use]
            pub fn #name<#generic, __F>(
                &self,
                #given
                closure: __F,
            ) -> #private::HookCaller<
                #marker,
                #private::WithExtra<#marker, #source, #private::AsyncExtra<#marker, #ty>>,
            >
            where
                __F: #bound + #private::Send + #private::Sync,
            {
                fn glue<'__run, #(#lifetimes,)* #generic, __F>(
                    __function: &'__run #ty,
                    call_args: &'__run mut #arguments #ty_generics,
                ) -> #private::BoxFuture<'__run, #result>
                where
                    __F: #bound,
                {
                    (#function)(#first #values)
                }
                self.caller.__add_async_closure(#value, glue)
            }
        }
    }
}

/// What a closure for `register_fn` is; none where that can't be said.
pub(super) fn registered_bound(context: &Context<'_>) -> Option<TokenStream> {
    Some(Closure::of(context, None, None)?.bound(context))
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
    /// What the host says of them: each with one that it outlives.
    bounds: Vec<(Lifetime, Lifetime)>,
}

impl Closure {
    /// One that takes a reference to some type first. None where several lifetimes outlive
    /// the future, and none is the call's.
    fn of(context: &Context<'_>, first: Option<&Type>, locals: Option<&Lifetime>) -> Option<Self> {
        let hook = context.hook;
        let mut call = Lifetime::new("'__call", Span::mixed_site());
        let (mut longer, bounds) = (held(hook), bounds(hook));
        let types = hook.params.iter().map(|param| of_call(param, &longer, &call));
        let first = first.map(|ty| syn::parse_quote!(&#call #ty));
        let types: Vec<_> = first.into_iter().chain(types).collect();
        let inner: Vec<_> = hook.params.iter().flat_map(inside).cloned().collect();
        let mut lifetimes = [longer.clone(), inner].concat();
        // Of several lifetimes that are longer than the call's, the locals' among them,
        // rustc makes `'static` in a closure.
        if lifetimes.is_empty() {
            longer.extend(locals.cloned());
        }
        if types.iter().any(|ty| Lifetimes::of(ty).named.contains(&call)) {
            lifetimes.insert(0, call.clone());
        } else if longer.is_empty() {
            call = Lifetime::new("'static", Span::mixed_site());
        } else {
            let outlives = |one: &Lifetime, other: &Lifetime| {
                one == other || bounds.contains(&(one.clone(), other.clone()))
            };
            let is_least = |least: &Lifetime| longer.iter().all(|one| outlives(one, least));
            call = longer.remove(longer.iter().position(is_least)?);
        }
        let is_known = |(one, other): &(Lifetime, Lifetime)| {
            lifetimes.contains(one) && lifetimes.contains(other)
        };
        let bounds = bounds.into_iter().filter(is_known).collect();
        Some(Closure { types, lifetimes, call, longer, bounds })
    }

    /// Whether its future may borrow for a lifetime.
    fn has(&self, lifetime: &Lifetime) -> bool {
        self.call == *lifetime || self.longer.contains(lifetime)
    }

    /// `for<'call> Fn(&'call X) -> BoxFuture<'call, R>`.
    fn bound(&self, context: &Context<'_>) -> TokenStream {
        let Context { private, span, .. } = *context;
        let Closure { types, lifetimes, call, longer, bounds } = self;
        let result = result(context);
        let longer = longer.iter().map(|longer| (longer, call));
        let known = longer.chain(bounds.iter().map(|(longer, shorter)| (longer, shorter)));
        let known = known.map(|(longer, shorter)| quote_spanned!(span=> &#shorter &#longer ()));
        let future = match known.collect::<Vec<_>>().as_slice() {
            [] => quote_spanned!(span=> #private::BoxFuture<#call, #result>),
            [known] => quote_spanned!(span=> #private::BoxFutureWithin<#call, #known, #result>),
            known => {
                quote_spanned!(span=> #private::BoxFutureWithin<#call, (#(#known,)*), #result>)
            }
        };
        quote_spanned!(span=> for<#(#lifetimes),*> #private::Fn(#(#types),*) -> #future)
    }
}

/// The declared lifetimes but those for which nothing is borrowed but arguments, which
/// may be so for the call alone.
fn held(hook: &Hook) -> Vec<Lifetime> {
    let used = hook.params.iter().flat_map(|param| Lifetimes::of(&param.ty).named);
    let used: BTreeSet<_> = used.collect();
    let inside = hook.params.iter().map(|param| match &param.ty {
        Type::Reference(shared) if shared.mutability.is_none() => Lifetimes::of(&shared.elem),
        ty => Lifetimes::of(ty),
    });
    let inside = inside.chain(hook.result.ty.as_ref().map(Lifetimes::of));
    let inside = inside.flat_map(|lifetimes| lifetimes.named);
    let bounds = bounds(hook).into_iter().flat_map(|(one, other)| [one, other]);
    let held: BTreeSet<_> = inside.chain(bounds).collect();
    let mut declared = hook.declared_lifetimes();
    declared.retain(|lifetime| held.contains(lifetime) && used.contains(lifetime));
    declared
}

/// What the host says of its lifetimes: each with one that it outlives.
fn bounds(hook: &Hook) -> Vec<(Lifetime, Lifetime)> {
    let generics = &hook.sig.generics;
    let params = generics.lifetimes().map(|param| (&param.lifetime, &param.bounds));
    let clause = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let clause = clause.filter_map(|predicate| match predicate {
        WherePredicate::Lifetime(bounded) => Some((&bounded.lifetime, &bounded.bounds)),
        _ => None,
    });
    let bounds = params.chain(clause);
    let bounds = bounds.flat_map(|(one, others)| others.iter().map(move |other| (one, other)));
    bounds.map(|(one, other)| (one.clone(), other.clone())).collect()
}

/// An argument's type: what is borrowed is so for the call, but for what is held longer.
fn of_call(param: &Param, held: &[Lifetime], call: &Lifetime) -> Type {
    let mut ty = param.ty.clone();
    let kept = [held, inside(param)].concat();
    for lifetime in Lifetimes::of(&param.ty).named {
        if !kept.contains(&lifetime) {
            Renamed { from: &lifetime, to: call }.visit_type_mut(&mut ty);
        }
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
