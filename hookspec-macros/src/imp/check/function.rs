//! What a hook's function must not say.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{GenericParam, ReturnType, Safety, Signature, Type};

use crate::errors::Errors;
use crate::imp::model::{HookImpl, is_lent};
use crate::imp::next::expected_next;
use crate::lifetimes::Lifetimes;
use crate::text;
use crate::types::{impl_traits, is_shared_self, is_unsized, names_any};

pub(super) fn check_receiver(sig: &Signature, errors: &mut Errors) -> bool {
    match sig.receiver() {
        Some(receiver) if is_shared_self(receiver) => return true,
        Some(receiver) => errors.push(
            receiver,
            "a hookimpl takes `&self`: calls share the plugin, on many threads; keep state in a \
             `Mutex` or an atomic",
        ),
        None if makes_plugin(sig) => errors.push(
            &sig.ident,
            format_args!(
                "what makes a plugin is no hookimpl: put it into an `impl` of the type's own, and \
                 name it above this one, `#[hookimpl(new = Self::{})]`",
                sig.ident
            ),
        ),
        None => errors.push(
            &sig.ident,
            format_args!("a hookimpl takes `&self`: write `{}`", text::with_self(sig)),
        ),
    }
    false
}

/// Whether a function without `&self` is a constructor.
pub(super) fn makes_plugin(sig: &Signature) -> bool {
    sig.receiver().is_none()
        && names_any(sig.output.to_token_stream(), &[Ident::new("Self", Span::call_site())])
}

/// In a method, a lifetime that a result leaves out is that of `&self`.
pub(super) fn check_result(sig: &Signature, errors: &mut Errors) -> bool {
    let ReturnType::Type(_, ty) = &sig.output else { return true };
    if let Some(message) = future_of(sig, ty) {
        errors.push(ty, message);
        return false;
    }
    let lifetimes = Lifetimes::of(ty);
    for elided in &lifetimes.elided {
        errors.push(
            elided,
            "a result can't borrow from the plugin, which may leave: return what the spec says; \
             where that borrows from an argument, name the lifetime of both: `fn f<'a>(&self, \
             text: &'a str) -> &'a str`",
        );
    }
    lifetimes.elided.is_empty()
}

/// What is said of a result that is a future, by which an async hook is implemented
/// elsewhere: one that borrows from the plugin, or whose type has no name.
fn future_of(sig: &Signature, ty: &Type) -> Option<String> {
    let written = text::of(ty);
    let is_hidden = written.starts_with("impl Future<");
    let is_boxed = written.starts_with("BoxFuture<") || written.contains("Box<dyn Future<");
    let borrows = !Lifetimes::of(ty).elided.is_empty();
    (is_hidden || is_boxed && borrows).then(|| {
        format!("an async hook is implemented by an `async fn`: write `async fn {}`", sig.ident)
    })
}

/// Judges a function of either form. Answers whether it can be called.
pub(super) fn check_hookimpl(hookimpl: &mut HookImpl, errors: &mut Errors) -> bool {
    let marks = &mut hookimpl.marks;
    if let (Some(_), Some(trylast)) = (&marks.tryfirst, &marks.trylast) {
        errors.push(trylast, "`tryfirst` and `trylast` exclude each other: remove one");
        marks.trylast = None;
    }
    let sig = &hookimpl.sig;
    let mut is_sound = true;
    let unfit: [Option<TokenStream>; 3] = [
        matches!(sig.safety, Safety::Unsafe(_)).then(|| sig.safety.to_token_stream()),
        sig.abi.as_ref().map(ToTokens::to_token_stream),
        sig.variadic.as_ref().map(ToTokens::to_token_stream),
    ];
    for tokens in unfit.into_iter().flatten() {
        errors.push(&tokens, format_args!("a hookimpl is a plain function: remove `{tokens}`"));
        is_sound = false;
    }
    let params = sig.generics.params.iter();
    let params = params.filter(|param| !matches!(param, GenericParam::Lifetime(_)));
    let traits = hookimpl.params.iter().flat_map(|param| impl_traits(&param.ty));
    let generic = params.map(ToTokens::to_token_stream);
    for tokens in generic.chain(traits.map(ToTokens::into_token_stream)) {
        let written = text::of(&tokens);
        let message = if written.starts_with("impl Fn") || written.starts_with("impl AsyncFn") {
            "only a wrapper runs what is inside: write `wrapper` in the `#[hookimpl(…)]` above"
        } else {
            "a hookimpl can't be generic: write the types that the spec has"
        };
        errors.push(tokens, message);
        is_sound = false;
    }
    check_next(hookimpl, errors) && is_sound && is_sized(hookimpl)
}

/// Whether all that is passed has a size: of what has none, rustc says so.
fn is_sized(hookimpl: &HookImpl) -> bool {
    let result = match &hookimpl.sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    let mut passed = hookimpl.params.iter().map(|param| &param.ty).chain(result);
    !passed.any(is_unsized)
}

/// The types that stand in the parentheses of `next`, as far as they can be known.
fn expected_handed(hookimpl: &HookImpl) -> Vec<Type> {
    match &hookimpl.next {
        Some(next) if hookimpl.hands_value() => next.handed.clone(),
        _ => hookimpl.lent().map(|param| param.ty.clone()).collect(),
    }
}

/// A wrapper hands on just those arguments that it took and can't share, and awaits
/// what is inside where it is async.
fn check_next(hookimpl: &HookImpl, errors: &mut Errors) -> bool {
    let Some(next) = &hookimpl.next else { return true };
    let (handed, output) = (expected_handed(hookimpl), text::of(&next.output));
    let is_async = hookimpl.sig.asyncness.is_some();
    if is_async != next.is_async() {
        let plain = next.function.to_string();
        let message = if is_async {
            let expected = expected_next(&format!("Async{plain}"), &handed, &output);
            format!("an async wrapper awaits what is inside: write `{expected}`")
        } else {
            let expected = expected_next(plain.trim_start_matches("Async"), &handed, &output);
            format!(
                "only an `async fn` can await what is inside: write `async fn`, or `{expected}` \
                 where the hook is not async"
            )
        };
        errors.push(&next.function, message);
        return false;
    }
    let is_lent_in_order =
        next.handed.len() == hookimpl.lent().count() && next.handed.iter().all(is_lent);
    if is_lent_in_order || hookimpl.hands_value() {
        return true;
    }
    let expected = expected_next(&next.function.to_string(), &handed, &output);
    let message = match handed.len() {
        0 => format!(
            "`next` takes nothing here, since this wrapper takes no `&mut` argument: write \
             `{expected}`"
        ),
        _ => format!(
            "`next` takes the `&mut` arguments that the wrapper took, in their order, so that \
             the others get them: write `{expected}`"
        ),
    };
    errors.push(&next.ty, message);
    false
}
