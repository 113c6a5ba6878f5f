//! The glue of a wrapper: what it hands on, and what it runs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ReturnType;

use super::again::is_boxed;
use super::glue::{Callee, Compared, argument, boxed, call, result_place};
use super::model::{HookImpl, Param, is_lent};
use super::next::Next;
use crate::paths::{Place, Private, at};
use crate::text;

/// The closure that calls it:
///
/// ```text
/// |__plugin, __placed, __next| {
///     let mut call_args = __placed.take();
///     Self::f(__plugin, (call_args.x).__take(), move |x| __next.run(call_args.__put_x(x)))
/// }
/// ```
pub(super) fn wrapper(
    hookimpl: &HookImpl,
    next: &Next,
    callee: &Callee,
    compared: &Compared<'_>,
    private: &Private,
) -> TokenStream {
    let span = Span::mixed_site();
    // What is handed on is taken out, to be put back for `next`; anything else must
    // be such as can be shared.
    let is_taken = |param: &Param| param.is_lent() || param.is_by_value() && hookimpl.hands_value();
    let values = hookimpl
        .params
        .iter()
        .map(|param| argument(param, if is_taken(param) { "__take" } else { "__share" }, compared));
    let Inside { before, closure, place: inside_place } = inside(hookimpl, next, compared, private);
    // What is wrong with both is said once.
    let is_alike = text::of(&next.output) == text::of(&hookimpl.sig.output);
    let place = if is_alike { inside_place } else { result_place(hookimpl) };
    let (values, taken) = taken(values.collect(), before);
    let call = call(hookimpl, callee, values.into_iter().chain([closure]).collect(), place);
    let call = compared.by("Answered", "answered", call, place);
    let call = quote_spanned!(span=> #taken #call);
    let call = boxed(hookimpl, call, callee, private);
    let (moved, not_lent) = (moved_by_hook(hookimpl, private), not_lent(hookimpl, private));
    let is_shared = !hookimpl.params.iter().all(is_taken);
    let sharing =
        is_shared.then(|| quote_spanned!(span=> use #private::{ShareLent as _, ShareMoved as _};));
    let once = next
        .is_again()
        .then(|| quote_spanned!(span=> use #private::{LentOnce as _, MovedOnce as _};));
    if hookimpl.sig.asyncness.is_some() {
        return quote_spanned! {span=>
            |__plugin, mut call_args, __next| { #sharing #once #moved #not_lent #call }
        };
    }
    quote_spanned! {span=>
        |__plugin, __placed, __next| {
            let mut call_args = __placed.take();
            #sharing #once #moved #not_lent #call
        }
    }
}

/// What a wrapper calls to hand on an argument that is not lent, of which it is said
/// elsewhere that it is not.
fn not_lent(hookimpl: &HookImpl, private: &Private) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let puts: Vec<_> = hookimpl.lent().map(|param| put_method(&param.name)).collect();
    (!puts.is_empty()).then(|| {
        quote_spanned! {span=>
            trait NotLent: #private::Sized {
                #(fn #puts<V>(self, _: V) -> Self { self })*
            }
            impl<T> NotLent for T {}
        }
    })
}

/// `__put_x`: what hands an argument on.
fn put_method(name: &Ident) -> Ident {
    format_ident!("__put_{}", name, span = at(name.span()))
}

/// What a wrapper calls where it hands on an argument by value: the hook's arguments
/// have that of the value of a waterfall; of another, this says what is wrong.
fn moved_by_hook(hookimpl: &HookImpl, private: &Private) -> Option<TokenStream> {
    let handed = hookimpl.next.iter().filter(|_| hookimpl.hands_value()).flat_map(|n| &n.handed);
    let span = Place::of(handed.into_iter().find(|ty| !is_lent(ty))?).first;
    let put = Ident::new("__put_moved", span);
    let again = Ident::new("__again_handing", span);
    Some(quote_spanned! {span=>
        trait NotMoved: #private::Sized {
            fn #put<'a, V>(self, _: V) -> <&'a Self as #private::MovedByHook>::Unknown
            where
                Self: 'a,
                &'a Self: #private::MovedByHook,
            {
                loop {}
            }
            fn #again<'a>(&'a mut self) -> <&'a Self as #private::MovedByHook>::Unknown
            where
                &'a Self: #private::MovedByHook,
            {
                loop {}
            }
        }
        impl<T> NotMoved for T {}
    })
}

/// What a wrapper hands its function as `next`.
struct Inside {
    /// What stands before the call, of which the closure borrows.
    before: Option<TokenStream>,
    closure: TokenStream,
    place: Place,
}

/// The arguments of the call, taken before what stands before it.
fn taken(
    values: Vec<TokenStream>,
    before: Option<TokenStream>,
) -> (Vec<TokenStream>, Option<TokenStream>) {
    let span = Span::mixed_site();
    let Some(before) = before else { return (values, None) };
    let names: Vec<_> =
        (0..values.len()).map(|i| format_ident!("__value{i}", span = span)).collect();
    let taken = quote_spanned!(span=> #(let #names = #values;)* #before);
    (names.into_iter().map(ToTokens::into_token_stream).collect(), Some(taken))
}

/// `move |x| __next.run(call_args.__put_x(x))`: each value at its type in `next`, and
/// the whole at the type that `next` returns.
fn inside(hookimpl: &HookImpl, next: &Next, compared: &Compared<'_>, private: &Private) -> Inside {
    let place = match &next.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(&next.ty),
    };
    let span = place.first;
    let again = next.is_again().then(|| {
        let method = if hookimpl.hands_value() { "__again_handing" } else { "__again" };
        let method = Ident::new(method, span);
        quote_spanned!(span=> .#method())
    });
    let mut lent = hookimpl.lent();
    let (mut names, mut args) = (Vec::new(), quote_spanned!(span=> call_args #again));
    for (i, ty) in next.handed.iter().enumerate() {
        let place = Place::of(ty);
        let name = format_ident!("__lent{i}", span = place.first);
        args = match is_lent(ty).then(|| lent.next()).flatten() {
            Some(param) => put(param, &name, &args, place, compared),
            None => {
                let put = Ident::new("__put_moved", place.first);
                let value = compared.by("HandedAs", "handed", name.to_token_stream(), place);
                quote_spanned!(span=> #args.#put(#value))
            }
        };
        names.push(name);
    }
    let again_next = next.is_again().then(|| quote_spanned!(span=> .again()));
    let args = place.parens(args);
    let run = quote_spanned!(span=> __next #again_next.run #args);
    let asyncness = next.is_async().then(|| quote_spanned!(span=> async));
    let awaited = next.is_async().then(|| quote_spanned!(span=> .await));
    let run = compared.by("Answered", "inside", quote_spanned!(span=> #run #awaited), place);
    if !is_boxed(next) {
        let closure = quote_spanned!(span=> #asyncness move |#(#names),*| #run);
        return Inside { before: None, closure, place };
    }
    let before =
        quote_spanned!(span=> let (__turns, __next) = (&#private::Turns::new(call_args), &__next););
    let run = quote_spanned! {span=>
        async move {
            let mut __turn = __turns.take().await;
            let call_args = &mut *__turn;
            #run
        }
    };
    let closure = quote_spanned! {span=>
        #private::Box::new(move |#(#names),*| #private::Box::pin(#run))
    };
    Inside { before: Some(before), closure, place }
}

/// `call_args.__put_x(x)`, of arguments that are known to have the field.
fn put(
    param: &Param,
    value: &Ident,
    args: &TokenStream,
    place: Place,
    compared: &Compared<'_>,
) -> TokenStream {
    let (field, span) = (&param.name, value.span());
    let put = put_method(field);
    let args = compared.private.map_or(args.clone(), |private| {
        let named = Ident::new("call_args", at(field.span()));
        quote_spanned!(span=> #private::having(#private::field(&#named.#field), #args))
    });
    let value = compared.by("HandedByRef", "handed_by_ref", value.to_token_stream(), place);
    quote_spanned!(span=> #args.#put(#value))
}
