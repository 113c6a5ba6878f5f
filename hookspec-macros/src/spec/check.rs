//! What a spec must not say; rustc finds the rest, and says it better.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit::Visit;
use syn::{FnArg, GenericParam, Receiver, ReceiverKind, Safety, Type, TypeImplTrait};

use super::model::{Hook, Lifetimes, Passing, Spec, Value};
use crate::errors::Errors;

/// Judges a spec. Hooks that make no sense are left out of the expansion, and
/// options that make none are taken back.
pub(crate) fn check(spec: &mut Spec, errors: &mut Errors) {
    check_trait(spec, errors);
    spec.hooks.retain_mut(|hook| {
        let is_sound = check_form(hook, errors);
        check_options(hook, errors);
        check_arguments(hook, errors);
        is_sound && check_result(hook, errors)
    });
}

fn check_trait(spec: &mut Spec, errors: &mut Errors) {
    let item = &mut spec.item;
    if !item.generics.params.is_empty() || item.generics.where_clause.is_some() {
        errors.push(
            &item.generics,
            "a spec can't be generic: there is one list of plugins for each hook; write a trait \
             for each type",
        );
        item.generics = syn::Generics::default();
    }
    if let Some(token) = item.unsafety.take() {
        errors.push(token, "a spec can't be unsafe: remove `unsafe`");
    }
    if spec.hooks.is_empty() {
        errors.push(&item.ident, "a spec needs a hook: add a method that takes `&self`");
    }
}

/// The form of the method. Answers whether it can be a hook at all.
fn check_form(hook: &mut Hook, errors: &mut Errors) -> bool {
    let mut is_sound = check_receiver(hook, errors);
    if let Some(body) = hook.body.take() {
        errors.push(
            body,
            "a hook has no body, since nobody would run it: end the declaration with `;`",
        );
    }
    let sig = &hook.sig;
    if let Some(token) = sig.asyncness {
        errors.push(token, "async hooks are not there yet: remove `async`");
        is_sound = false;
    }
    let unfit: [Option<TokenStream>; 4] = [
        sig.constness.map(ToTokens::into_token_stream),
        matches!(sig.safety, Safety::Unsafe(_)).then(|| sig.safety.to_token_stream()),
        sig.abi.as_ref().map(ToTokens::to_token_stream),
        sig.variadic.as_ref().map(ToTokens::to_token_stream),
    ];
    for tokens in unfit.into_iter().flatten() {
        errors.push(&tokens, format_args!("a hook is a plain method: remove `{tokens}`"));
        is_sound = false;
    }
    for param in &sig.generics.params {
        if !matches!(param, GenericParam::Lifetime(_)) {
            errors.push(
                param,
                "a hook can't be generic: plugins are linked before its types are known; write \
                 the type, or `&dyn Trait`",
            );
            is_sound = false;
        }
    }
    for param in &hook.params {
        is_sound &= refuse_impl_trait(&param.written, errors);
    }
    let typed = sig.inputs.iter().filter(|input| matches!(input, FnArg::Typed(_))).count();
    is_sound && typed == hook.params.len()
}

fn check_receiver(hook: &Hook, errors: &mut Errors) -> bool {
    let written = match hook.sig.inputs.first() {
        Some(FnArg::Receiver(Receiver {
            kind: ReceiverKind::Reference(_, None, None), ..
        })) => return true,
        Some(FnArg::Receiver(receiver)) => receiver.to_token_stream(),
        _ => hook.sig.ident.to_token_stream(),
    };
    errors.push(
        written,
        "a hook takes `&self`: calls share the plugin, on many threads; for state of its own a \
         plugin has a `Mutex` or an atomic",
    );
    false
}

fn refuse_impl_trait(ty: &Type, errors: &mut Errors) -> bool {
    #[derive(Default)]
    struct Find(Vec<TokenStream>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_type_impl_trait(&mut self, ty: &'ast TypeImplTrait) {
            self.0.push(ty.to_token_stream());
        }
    }
    let mut find = Find::default();
    find.visit_type(ty);
    for found in &find.0 {
        errors.push(
            found,
            "a hook can't be generic: plugins are linked before its types are known; write the \
             type, or `&dyn Trait` or `Box<dyn Trait>`",
        );
    }
    find.0.is_empty()
}

fn check_options(hook: &mut Hook, errors: &mut Errors) {
    let options = &mut hook.options;
    if let Some(waterfall) = options.waterfall.take() {
        errors.push(waterfall, "waterfall hooks are not there yet: remove `waterfall`");
    }
    if let (Some(_), Some(firstresult)) = (&options.historic, &options.firstresult) {
        errors.push(
            firstresult,
            "`firstresult` ends a call early, and a `historic` call never ends: remove one",
        );
        options.firstresult = None;
    }
    if let Some(firstresult) = &options.firstresult
        && !matches!(hook.result.value, Value::Optional(_))
    {
        let message = "`firstresult` needs `Option`: write `-> Option<T>`, or `-> Result<Option<T>, \
                       E>`, where `None` lets the next plugin answer";
        match &hook.result.ty {
            Some(ty) => errors.push(ty, message),
            None => errors.push(firstresult, message),
        }
        options.firstresult = None;
    }
}

fn check_arguments(hook: &mut Hook, errors: &mut Errors) {
    let is_historic = hook.options.historic.is_some();
    for param in &hook.params {
        for attr in &param.refused {
            let message = if attr.path().is_ident("cfg") {
                "an argument can't be there in some builds alone: give the hook a `#[cfg]`, and \
                 write it twice"
            } else {
                "an argument can have `#[deprecated]` and `#[hookspec(skip)]` alone"
            };
            errors.push(attr, message);
        }
        if is_historic && param.passing == Passing::Lent {
            errors.push(
                &param.written,
                "a historic call is remembered, so its arguments must be owned: take this one by \
                 `&`, or by value",
            );
        }
    }
    if is_historic && hook.params.iter().any(|param| param.passing == Passing::Lent) {
        hook.options.historic = None;
    }
}

/// Answers whether the hook can be expanded with its result.
fn check_result(hook: &mut Hook, errors: &mut Errors) -> bool {
    let Some(ty) = &hook.result.ty else { return true };
    if !refuse_impl_trait(ty, errors) {
        return false;
    }
    let lifetimes = Lifetimes::of(ty);
    for elided in &lifetimes.elided {
        errors.push(
            elided,
            "a result can't borrow from the plugin, which may leave: return an owned value, or \
             name the argument that it borrows from: `fn f<'a>(&self, text: &'a str) -> &'a str`",
        );
    }
    let lent = hook.params.iter().filter_map(|param| match &param.ty {
        Type::Reference(reference) if param.passing == Passing::Lent => {
            Some((param, reference.lifetime.as_ref()?))
        }
        _ => None,
    });
    let mut is_sound = lifetimes.elided.is_empty();
    for (param, lifetime) in lent {
        if lifetimes.named.contains(lifetime) {
            let name = &param.name;
            errors.push(
                ty,
                format_args!(
                    "a result can't borrow from `{name}`, which is lent to the next plugin: \
                     return an owned value"
                ),
            );
            is_sound = false;
        }
    }
    if hook.options.historic.is_some() && !lifetimes.named.is_empty() {
        errors.push(
            ty,
            "the result of a historic hook can't borrow: it is handed on when the call is over; \
             return an owned value",
        );
        is_sound = false;
    }
    is_sound
}
